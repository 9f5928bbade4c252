# The way in on Windows: .\dev.ps1 run | test | certificate [FILE.p12]
# Written from the documentation of its parts; it has never been run on Windows.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$python = '.venv\Scripts\python.exe'
$sample = 'sample-soc-trang-2022'
$job = $args | Select-Object -First 1
$rest = @($args | Select-Object -Skip 1)

function Invoke-Checked {
    $program = $args | Select-Object -First 1
    $arguments = @($args | Select-Object -Skip 1)
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

if ($job -notin 'run', 'test', 'certificate') {
    Write-Output 'usage: .\dev.ps1 run | test [PYTEST ARGUMENTS] | certificate [FILE.p12]'
    exit 2
}

# Python 3.11 or newer, from python.org or the Microsoft Store.
if (-not (Test-Path $python)) { Invoke-Checked py -3 -m venv .venv }

$pinned = Get-FileHash requirements-dev.txt, pyproject.toml, setup.py | ForEach-Object Hash
$stamp = "$PSScriptRoot $pinned"
if (-not (Test-Path .venv\ready) -or (Get-Content .venv\ready -Raw).Trim() -ne $stamp) {
    Invoke-Checked $python -m pip install -q --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r requirements-dev.txt
    Invoke-Checked $python -m pip install -q --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
    Set-Content .venv\ready $stamp
}

switch ($job) {
    'run' {
        Invoke-Checked $python -m dti_desktop sample
        Invoke-Checked $python -m dti_desktop --open $sample
    }
    'test' {
        Invoke-Checked .venv\Scripts\ruff.exe check
        Invoke-Checked .venv\Scripts\ruff.exe format --check
        Invoke-Checked $python -m mypy
        Invoke-Checked .venv\Scripts\lint-imports.exe --no-logo
        $env:QT_QPA_PLATFORM = 'offscreen'
        Invoke-Checked $python -m pytest -n 2 @rest
    }
    'certificate' { Invoke-Checked $python tools\certificate.py @rest }
}
