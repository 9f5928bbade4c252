"""Scenarios side by side with the present state: what each comes to, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.ranking import Standing
from dti_desktop.services.whatif import Compared
from dti_desktop.ui import format as formats
from dti_desktop.ui.forecast_text import interval_text, median_of
from dti_desktop.ui.gains_text import gained_places
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel, on_two_lines

_ROW = 28
_COLUMN_PX, _PRESENT_PX, _NAME_PX = 140, 96, 168
_HEAD_PX = _COLUMN_PX - 24


class ScenarioTable(Retranslated, DataTable):
    """The first column after the names is the present state, then one per scenario."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows = RowsModel()
        self.codes: list[str | None] = []
        self._shown: tuple[Assessment, Sequence[Compared], str] | None = None
        self.setModel(self.rows)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Các kịch bản cạnh bản chính"))
        if self._shown is not None:
            self.show_compared(*self._shown)

    def show_compared(self, assessment: Assessment, found: Sequence[Compared], language: str) -> None:
        """Show these states; the first is the present one."""
        self._shown = assessment, found, language
        catalogue, form = assessment.catalogue, formats.current()
        scorecards = [one.trial.outlook.scorecard for one in found]
        rankings = [one.trial.outlook.ranking for one in found]
        rows = [
            self._numbers(self.tr("Điểm"), [card.whole.points for card in scorecards], 2),
            self._values(self.tr("Giá trị"), [card.whole.value for card in scorecards]),
        ]
        for pillar in catalogue.pillars:
            values = [card.pillars[pillar.code].value for card in scorecards]
            rows.append(self._values(pillar.title.in_language(language), values))
        year = next((ranking.against for ranking in rankings if ranking is not None), None)
        if year is not None:
            rows.append(
                self._ranks(
                    self.tr("Hạng năm {year}").format(year=year),
                    [None if ranking is None else ranking.overall for ranking in rankings],
                )
            )
        rows.append([Cell(self.tr("Dự báo hạng")), *(Cell(interval_text(one.prospect)) for one in found)])
        medians = [median_of(one.prospect) for one in found]
        rows.append(
            [
                Cell(self.tr("Trung vị dự báo")),
                *(
                    Cell(_with_gain("–" if m is None else str(m), gained_places(medians[0], m)))
                    for m in medians
                ),
            ]
        )
        rows.append(
            [
                Cell(self.tr("Khác bản chính")),
                *(Cell(self.tr("{count} thay đổi").format(count=one.trial.changes)) for one in found),
            ]
        )
        self.codes = [None] * len(rows)
        for code, indicator in catalogue.indicators.items():
            changed = [code in one.trial.codes for one in found]
            if not any(changed):
                continue
            points = [card.indicators[code].points for card in scorecards]
            name = f"{code} {indicator.short.in_language(language)}"
            rows.append(self._numbers(name, points, 2, is_changed=changed))
            self.codes.append(code)
        for figure in catalogue.profile:
            changed = [figure.key in one.trial.figures for one in found]
            if not any(changed):
                continue
            numbers = [one.trial.assessment.profile.get(figure.key) for one in found]
            texts = ["–" if number is None else form.number(number) for number in numbers]
            cells = [Cell(text, is_quiet=not differs) for text, differs in zip(texts, changed, strict=True)]
            rows.append([Cell(figure.title.in_language(language)), *cells])
            self.codes.append(None)
        if any(one.trial.strange for one in found):
            strange = [", ".join(one.trial.strange) for one in found]
            rows.append(
                [
                    Cell(self.tr("Không khớp bộ chỉ số, không tính")),
                    *(Cell(text or "–", hint=text, is_quiet=not text) for text in strange),
                ]
            )
            self.codes.append(None)
        names = [self.tr("Bản chính"), *(one.trial.scenario.name for one in found[1:])]
        heads = [Head(""), *(Head(self._head(name), True, hint=name) for name in names)]
        self.rows.set_rows(heads, rows)
        widths = [_PRESENT_PX, *([_COLUMN_PX] * (len(names) - 1))]
        is_wide = self.viewport().width() - sum(widths) < _NAME_PX
        self.set_columns([_NAME_PX if is_wide else None, *widths])

    def _head(self, name: str) -> str:
        """Return a name on at most two lines, each cut at what a column holds."""
        metrics = self.horizontalHeader().fontMetrics()
        lines = (on_two_lines(name) if metrics.horizontalAdvance(name) > _HEAD_PX else name).split("\n")
        return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, _HEAD_PX) for line in lines)

    def _values(self, name: str, values: Sequence[Fraction | None]) -> list[Cell]:
        form = formats.current()
        texts = ["–" if value is None else form.value(value) for value in values]
        gains = [
            "" if value is None or values[0] is None else form.signed(value - values[0], 4)
            for value in values
        ]
        return [
            Cell(name, hint=name),
            *(Cell(text, hint=gain) for text, gain in zip(texts, gains, strict=True)),
        ]

    def _numbers(
        self,
        name: str,
        numbers: Sequence[Fraction | None],
        decimals: int,
        is_changed: Sequence[bool] | None = None,
    ) -> list[Cell]:
        form = formats.current()
        before = numbers[0]
        cells = [Cell(name, hint=name)]
        for at, number in enumerate(numbers):
            if number is None or before is None:
                cells.append(Cell("–"))
                continue
            gain = form.signed(number - before, decimals) if number != before else ""
            is_quiet = is_changed is not None and not is_changed[at]
            cells.append(Cell(_with_gain(form.fixed(number, decimals), gain), is_quiet=is_quiet))
        return cells

    def _ranks(self, name: str, standings: Sequence[Standing | None]) -> list[Cell]:
        ranks = [None if standing is None else standing.rank for standing in standings]
        return [
            Cell(name, hint=name),
            *(Cell(_with_gain(_written(rank), gained_places(ranks[0], rank))) for rank in ranks),
        ]


def _with_gain(text: str, gain: str) -> str:
    return text if gain in ("", "0") else f"{text} ({gain})"


def _written(rank: int | None) -> str:
    return "–" if rank is None else str(rank)
