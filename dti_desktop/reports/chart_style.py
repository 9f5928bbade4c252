"""How a chart looks: colours, fonts and words, given by whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dti_desktop.reports.wording import Language, Wording

_PX_PER_PT = 96 / 72
_SMALL = 0.87


@dataclass(frozen=True)
class ChartStyle:
    """Colours (`#rrggbb`), fonts and words of a chart.

    `ink` text, `quiet` text of second rank, `context` what this province is compared with and points
    that were lost, `track` points still to be answered, `hairline` grids, `accent` this province.
    `font_files` are regular and bold; `texts` hold the keyed messages of `language`.
    """

    ink: str
    quiet: str
    context: str
    track: str
    hairline: str
    accent: str
    background: str
    font_files: tuple[Path, Path]
    texts: Mapping[str, str]
    language: Language
    text_size_pt: float = 10.5

    @property
    def words(self) -> Wording:
        """The texts, with the number formats of the language."""
        return Wording(self.texts, self.language)

    @property
    def size(self) -> float:
        """Text size in pixels at 96 dpi."""
        return self.text_size_pt * _PX_PER_PT

    @property
    def small(self) -> float:
        """Text size of second rank in pixels at 96 dpi."""
        return self.size * _SMALL
