"""The self-evaluation as PDF, beside the workbook of the same assessment made a PDF by LibreOffice.

    .venv/bin/python -m benchmarks paper

Both from the sample with all its rows answered, to a file. LibreOffice is a process of its own each time,
headless, with a profile that it has made before; where there is none, the figures are left out. Ours twice:
the paper in a process that is warm, as the window and a bundle print it; and the command `report` in a
process of its own, with its start, all imports and the forecast of its annex for the leader, which the
workbook has not. Of that one no more is asked than that it is the faster one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import ROUNDS, Figure, share, taken_s
from dti_desktop import paths
from dti_desktop.services.forms import write_everything
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.reporting import write_report
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

_GOAL = 5.0
_WARM = 2


def measure() -> Iterator[Figure]:
    """Yield the figures."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("paper: no LibreOffice here to compare with; left out", file=sys.stderr)
        return
    library = Library(paths.resources_dir(), paths.translations_dir())
    with tempfile.TemporaryDirectory(prefix="dti-bench-") as name:
        folder = Path(name)
        store, workbook, pdf = folder / "store", folder / "workbook.xlsx", folder / "report.pdf"
        now = datetime.now(UTC)
        workspace = Workspace.open(store, library, now_utc=lambda: datetime.now(UTC), user="benchmark")
        with closing(workspace):
            assessment = workspace.load(create_sample(workspace, library))
            outlook = look(assessment, workspace.result_book, tolerance=library.year_tolerance)
        write_everything(workbook, library, assessment, outlook, language="vi", now_utc=now)

        def called_s() -> float:
            return taken_s(
                lambda: write_report(pdf, library, assessment, outlook, printed_on=now.astimezone().date())
            )

        command = [
            sys.executable, "-m", "dti_desktop", "--store", str(store),
            "report", assessment.id, "-o", str(pdf),
        ]  # fmt: skip
        profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        conversion = [
            office, profile, "--headless", "--convert-to", "pdf",
            "--outdir", str(folder / "out"), str(workbook),
        ]  # fmt: skip
        compiled = folder / "compiled"
        rounds = [
            (
                called_s(),
                taken_s(lambda: _run(command, compiled)),
                taken_s(lambda: _run(conversion, compiled)),
            )
            for _ in range(_WARM + ROUNDS)
        ][_WARM:]
        if not (folder / "out" / "workbook.pdf").exists():
            raise RuntimeError("LibreOffice made no PDF")
        called, started, office_s = (share(list(column)) for column in zip(*rounds, strict=True))
    rows = len(assessment.catalogue.indicators)
    for mine_s, name, goal in (
        (called, f"the PDF of {rows} rows", _GOAL),
        (started, "the same and a forecast, with process and imports", 1.0),
    ):
        yield Figure(
            name, "soffice --convert-to pdf", office_s / mine_s, goal, "least", "s", mine_s, office_s
        )


def _run(command: list[str], compiled: Path) -> None:
    """Run a command; Python keeps what it compiles, as an installed program does, but in a folder of ours."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    environment |= {"PYTHONPYCACHEPREFIX": str(compiled), "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(command, check=True, capture_output=True, env=environment)
