"""Forms that come back from other people: as CSV and as a workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from kind import ACCEPTED, FILE_NAME, Kind, told
from kinds_tables import _change_csv, _change_workbook, _library


@cache
def _assessment() -> object:
    from dti_desktop.engine.assessment import Assessment

    catalogue = _library().catalogue("dti-province-2022")  # type: ignore[attr-defined]
    answers = {
        "1.1": {"level": "head"},
        "1.3": {"a": Decimal("1.5"), "b": Decimal(2000)},
        "6.1": {"issued": True},
    }
    explanations = {"1.1": "=chưa có\nvăn bản", "2.1": "đã nộp"}
    return Assessment(
        "soc-trang-2022",
        "Sóc Trăng",
        2022,
        catalogue,
        answers=answers,
        profile={"population": Decimal(1197823)},
        explanations=explanations,
    )


def _written(name: str) -> tuple[bytes, ...]:
    import tempfile

    from dti_desktop.services.forms import write_template

    written = []
    for language in ("vi", "en"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            now = datetime(2026, 11, 29, tzinfo=UTC)
            write_template(path, _library(), _assessment(), language=language, now_utc=now)  # type: ignore[arg-type]
            written.append(path.read_bytes())
    return tuple(written)


@cache
def _csv_files() -> tuple[bytes, ...]:
    return _written("form.csv")


@cache
def _workbooks() -> tuple[bytes, ...]:
    return _written("form.xlsx")


def _judge(content: bytes, folder: Path) -> str:
    from dti_desktop.engine.numbers import checked_number
    from dti_desktop.errors import InputError
    from dti_desktop.services.entered_text import clean_text
    from dti_desktop.services.forms import decided, examine_form, writes

    assessment = _assessment()
    try:
        staging = examine_form(_library(), assessment, folder / FILE_NAME)  # type: ignore[arg-type]
        wanted = writes(assessment, decided(staging, "vi"))  # type: ignore[arg-type]
    except InputError as error:
        return told(error)
    levels = assessment.catalogue.indicators  # type: ignore[attr-defined]
    for code, fields in wanted.answers.items():
        for value in fields.values():
            if code not in levels or (isinstance(value, Decimal) and checked_number(value) != value):
                raise AssertionError("an answer that cannot be")
    for text in wanted.explanations.values():
        if clean_text(text) != text:
            raise AssertionError("a text that is not clean")
    return ACCEPTED


KINDS = (
    Kind("form-csv", _csv_files, _change_csv, _judge, True),
    Kind("form-workbook", _workbooks, _change_workbook, _judge, True),
)
