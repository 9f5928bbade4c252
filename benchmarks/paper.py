"""The self-evaluation as PDF, beside the workbook of the same assessment made a PDF by LibreOffice.

    .venv/bin/python -m benchmarks paper

Both from the sample with all its rows answered, to a file. Twice: the call in a process that is warm, and the
command in a process of its own with its start and all imports. LibreOffice is a process of its own each time,
headless, with a profile that it has made before. Where there is none, the figures are left out.
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
        rounds = [
            (called_s(), taken_s(lambda: _run(command)), taken_s(lambda: _run(conversion)))
            for _ in range(_WARM + ROUNDS)
        ][_WARM:]
        if not (folder / "out" / "workbook.pdf").exists():
            raise RuntimeError("LibreOffice made no PDF")
        called, started, office_s = (share(list(column)) for column in zip(*rounds, strict=True))
    rows = len(assessment.catalogue.indicators)
    for mine_s, how in ((called, "the call"), (started, "the command, process and imports")):
        yield Figure(
            f"PDF of {rows} rows: {how}", "soffice --convert-to pdf", office_s / mine_s, _GOAL, "least", "s",
            mine_s, office_s,
        )  # fmt: skip


def _run(command: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run(command, check=True, capture_output=True, env=environment)
