"""The numbered sections of an annex: headings in their order, figures counted on from the body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from dti_desktop.reports.charts import Chart
from dti_desktop.reports.figures import figure_with_table
from dti_desktop.reports.typesetter import Typesetter


@dataclass(frozen=True)
class AnnexSections:
    """Begins the sections of the annex whose place in the outline is `key`."""

    ts: Typesetter
    key: str
    figure_numbers: Iterator[int]
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def begin(self, title: str) -> Any:
        """Return the heading of the next section (fact `number`)."""
        ts, number = self.ts, next(self._numbers)
        markup, outline = ts.markup(title, number=number), ts.words(title, number=number)
        return ts.heading("heading", markup, outline, f"{self.key}.{number}", 1)

    def with_figure(self, story: list[Any], chart: Chart, caption: str, **facts: object) -> list[Any]:
        """Return `story` and a chart under its caption on one page, and all numbers of the chart below."""
        return figure_with_table(self.ts, chart, caption, self.figure_numbers, introduced_by=story, **facts)
