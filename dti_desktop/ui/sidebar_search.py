"""What the search of the side bar finds, and the model that lists it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from dti_desktop.engine.model import (
    Catalogue,
    CountRule,
    Indicator,
    InfoRule,
    LevelsRule,
    PartsRule,
    RateRule,
    RatioRule,
    Rule,
    Text,
)
from dti_desktop.ui.search_text import Query, Span, fold
from dti_desktop.ui.sidebar_rows import Index, Role, Row, row_text

_CODE = re.compile(r"[0-9]+(\.[0-9]*)*")
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Hit:
    """An indicator that was found: the stretches of its short title, or of another of its texts."""

    code: str
    spans: tuple[Span, ...] = ()
    detail: str = ""
    detail_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    texts: tuple[str, ...]  # short title, full title, then whatever else is said
    folded: tuple[str, ...]


class CatalogueSearch:
    """Finds indicators by code, title, what is asked and the evidence; accents and case aside."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self._entries = []
        for code, indicator in catalogue.indicators.items():
            texts = tuple(text.in_language(language) for text in _texts(catalogue, indicator))
            self._entries.append(_Entry(code, texts, tuple(fold(text) for text in texts)))

    @property
    def codes(self) -> frozenset[str]:
        """The indicators that can be found."""
        return frozenset(entry.code for entry in self._entries)

    def find(self, untrusted_text: str) -> tuple[Hit, ...]:
        """Return the hits in catalogue order; those of the whole phrase, else those of all its words."""
        query = Query.of(untrusted_text)
        if not query:
            return ()
        if _CODE.fullmatch(query.phrase):
            wanted = query.phrase
            hits = tuple(Hit(e.code) for e in self._entries if _has_code(e.code, wanted))
            if hits:
                return hits
        phrase_hits = tuple(hit for e in self._entries if (hit := _phrase_hit(e, query)) is not None)
        if phrase_hits or len(query.words) == 1:
            return phrase_hits
        return tuple(_words_hit(e, query) for e in self._entries if query.has_all_words(e.folded))


def _has_code(code: str, wanted: str) -> bool:
    return code.startswith(wanted) if "." in wanted else code.split(".", 1)[0] == wanted


def _phrase_hit(entry: _Entry, query: Query) -> Hit | None:
    for place, (text, folded) in enumerate(zip(entry.texts, entry.folded, strict=True)):
        span = query.phrase_span(folded)
        if span is not None:
            return Hit(entry.code, (span,)) if place == 0 else Hit(entry.code, (), text, (span,))
    return None


def _words_hit(entry: _Entry, query: Query) -> Hit:
    short = query.word_spans(entry.folded[0])
    best = max(range(len(entry.texts)), key=lambda i: (len(query.word_spans(entry.folded[i])), -i))
    if best == 0:
        return Hit(entry.code, short)
    return Hit(entry.code, short, entry.texts[best], query.word_spans(entry.folded[best]))


def _texts(catalogue: Catalogue, indicator: Indicator) -> Iterator[Text]:
    yield indicator.short
    yield indicator.title
    yield from _asked(indicator.rule)
    yield indicator.evidence


def _asked(rule: Rule) -> Iterator[Text]:
    match rule:
        case RatioRule() | RateRule():
            yield rule.numerator.label
            yield rule.denominator.label
        case CountRule():
            yield rule.value.label
        case LevelsRule():
            for level in rule.levels:
                yield level.label
        case InfoRule():
            for field in rule.fields:
                yield field.label
        case PartsRule():
            for part in rule.parts:
                yield part.label
                yield from _asked(part.rule)


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    code: str
    title: str
    hit: Hit | None = None
    shape: tuple[str, str] | None = None
    state: str = ""


class ResultsModel(QAbstractListModel):
    """The hits, one below the other under the heading of their main index."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._here: str | None = None

    def set_here(self, code: str | None) -> None:
        """Mark the indicator that is open."""
        self._here = code
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def show(
        self,
        catalogue: Catalogue,
        hits: Sequence[Hit],
        language: str,
        shapes: dict[str, tuple[tuple[str, str], str]],
    ) -> None:
        """List `hits`; `shapes` has the shape and the words of each indicator's state."""
        self.beginResetModel()
        self._rows = []
        heading = None
        for hit in hits:
            indicator = catalogue.indicators[hit.code]
            if indicator.index != heading:
                heading = indicator.index
                main = catalogue.index_by_code[heading]
                self._rows.append(_Row("group", main.code, main.title.in_language(language)))
            shape, state = shapes[hit.code]
            title = indicator.short.in_language(language)
            self._rows.append(_Row("result", hit.code, title, hit, shape, state))
        self.endResetModel()

    def first_result(self) -> QModelIndex:
        """Return the first row that can be opened; an invalid one where nothing was found."""
        return self.index(1) if len(self._rows) > 1 else QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].kind == "group":
            return Qt.ItemFlag.NoItemFlags  # the arrow keys pass over it
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        detail = row.hit.detail if row.hit else ""
        match role:
            case Role.ROW:
                return Row(
                    row.kind,
                    row.code,
                    row.title,
                    row.shape,
                    here=row.kind == "result" and row.code == self._here,
                    spans=row.hit.spans if row.hit else (),
                    detail=detail,
                    detail_spans=row.hit.detail_spans if row.hit else (),
                )
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row_text(f"{row.code} {row.title}", row.state, detail)
            case Qt.ItemDataRole.ToolTipRole:
                return detail
            case Role.KIND:
                return row.kind
            case Role.CODE:
                return row.code
        return None
