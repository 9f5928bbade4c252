# The way in on Windows: .\dev.ps1 run | test | build | smoke | certificate [FILE.p12]
# Written from the documentation of its parts; it has never been run on Windows.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$sample = 'sample-soc-trang-2022'
$job = $args | Select-Object -First 1
$rest = @($args | Select-Object -Skip 1)

function Invoke-Checked {
    $program = $args | Select-Object -First 1
    $arguments = @($args | Select-Object -Skip 1)
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

if ($job -notin 'run', 'test', 'build', 'smoke', 'certificate') {
    Write-Output 'usage: .\dev.ps1 run | test [PYTEST ARGUMENTS] | build | smoke [FOLDER] | certificate [FILE.p12]'
    exit 2
}

# What is packaged holds what the program runs on and PyInstaller, and nothing else: an environment of its own.
$packages = $job -in 'build', 'smoke'
$venv = if ($packages) { '.venv-build' } else { '.venv' }
$pins = if ($packages) { 'requirements-build.txt' } else { 'requirements-dev.txt' }
$python = "$venv\Scripts\python.exe"

# Python 3.11 or newer, from python.org or the Microsoft Store.
if (-not (Test-Path $python)) { Invoke-Checked py -3 -m venv $venv }

$pinned = Get-FileHash $pins, pyproject.toml, setup.py | ForEach-Object Hash
$stamp = "$PSScriptRoot $pinned"
if (-not (Test-Path $venv\ready) -or (Get-Content $venv\ready -Raw).Trim() -ne $stamp) {
    Invoke-Checked $python -m pip install -q --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r $pins
    Invoke-Checked $python -m pip install -q --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
    Set-Content $venv\ready $stamp
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
    'build' {
        Invoke-Checked $python -m PyInstaller build.spec --noconfirm --log-level WARN --distpath dist --workpath build\pyinstaller
    }
    'smoke' {
        # The driver prints Vietnamese names, whatever the console's own code page.
        $env:PYTHONUTF8 = '1'
        Invoke-Checked $python tests\frozen\run.py @rest
    }
    'certificate' { Invoke-Checked $python tools\certificate.py @rest }
}
