"""Which fields of a catalogue's node can be corrected, in the order of the form. No widget here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.engine.rule_shapes import ItemList, kinds_at
from dti_desktop.engine.strict_json import pointer
from dti_desktop.ui.catalogue_text import Written

Path = tuple[str | int, ...]

FIELD_TYPES = ("bool", "choice")
"""What a question may ask for."""

LISTS: tuple[ItemList, ...] = ("levels", "parts", "fields", "choices")
"""The lists whose items are told by their id, not their place."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One value: where it stands, what it is called, how it is written. `weight`: its part of the width.

    `least_lines`: how high it is at least, where it wraps; 0: a single line.
    """

    path: Path
    caption: str
    written: Written = "text"
    least_lines: int = 0
    is_optional: bool = False
    weight: int = 3

    @property
    def place(self) -> str:
        """Its JSON pointer inside the node."""
        return place_of(self.path)


@dataclass(frozen=True, slots=True)
class FlagSpec:
    """A choice of yes or no; `on` is what stands there for yes, nothing does for no."""

    path: Path
    caption: str
    on: str | bool


@dataclass(frozen=True, slots=True)
class KindSpec:
    """The kind of the rule (or of the question) at `path`, and which others it may be."""

    path: Path
    kind: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One item of the list `which` of what stands at `holder`: it can be moved in it and taken out."""

    holder: Path
    which: ItemList
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Heading:
    """Words above what follows; with what can be done to all of that."""

    text: str
    depth: int = 0
    kind: KindSpec | None = None
    item: ItemSpec | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Fields side by side."""

    fields: tuple[FieldSpec, ...]
    flags: tuple[FlagSpec, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a rule, or the choices of a question, that stands at `holder`; `ids` as they stand."""

    holder: Path
    which: ItemList
    ids: tuple[str, ...]
    depth: int = 0

    @property
    def path(self) -> Path:
        """Where the list itself stands."""
        return (*self.holder, self.which)


@dataclass(frozen=True, slots=True)
class AddItem:
    """The end of the list `which` of what stands at `holder`: one more can be added."""

    holder: Path
    which: ItemList
    depth: int = 0

    @property
    def path(self) -> Path:
        """Where the list itself stands."""
        return (*self.holder, self.which)


Block = Heading | Line | Levels | AddItem


def place_of(path: Path) -> str:
    """Return a path as a JSON pointer."""
    place = ""
    for token in path:
        place = pointer(place, token)
    return place


def value_at(node: Any, path: Path) -> Any:
    """Return what stands at a path; None where nothing does."""
    for token in path:
        if isinstance(node, Mapping):
            node = node.get(token)
        elif isinstance(node, list) and isinstance(token, int) and token < len(node):
            node = node[token]
        else:
            return None
    return node


def path_before(node: Any, before: Any, path: Path) -> Path:
    """Return where `before` has the value that `node` has at a path: items are told by id, not by place.

    An item that `before` does not have is one behind its last.
    """
    found: list[str | int] = []
    for depth, token in enumerate(path):
        if isinstance(token, int) and depth and path[depth - 1] in LISTS:
            item = value_at(node, path[: depth + 1])
            items = value_at(before, tuple(found))
            ids = [each.get("id") for each in items] if isinstance(items, list) else []
            id_ = item.get("id") if isinstance(item, Mapping) else None
            token = ids.index(id_) if id_ in ids else len(ids)
        found.append(token)
    return tuple(found)


def with_value(node: Any, path: Path, value: Any) -> Any:
    """Return a copy with another value at a path; None takes the key away."""
    token, *rest = path
    if isinstance(node, list):
        assert isinstance(token, int)
        changed: Any = list(node)
        changed[token] = with_value(node[token], tuple(rest), value) if rest else value
        return changed
    changed = dict(node)
    if rest:
        changed[token] = with_value(node[token], tuple(rest), value)
    elif value is None:
        changed.pop(token, None)
    else:
        changed[token] = value
    return changed


def blocks_of(name: NodeName, node: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return what can be corrected of a node."""
    points = FieldSpec(
        ("max_points",), QCoreApplication.translate("Catalogue", "Điểm tối đa"), "points", weight=1
    )
    titles = (
        FieldSpec(("title_vi",), QCoreApplication.translate("Catalogue", "Tên"), least_lines=2),
        FieldSpec(("title_en",), QCoreApplication.translate("Catalogue", "Tên tiếng Anh"), least_lines=2),
    )
    match name.section:
        case "whole":
            return (
                Line(
                    (
                        FieldSpec(
                            ("scale",),
                            QCoreApplication.translate("Catalogue", "Thang điểm"),
                            "points",
                            weight=1,
                        ),
                    )
                ),
            )
        case "main_indices" | "pillars":
            return (Line(titles), Line((points,)))
    short = (
        points,
        FieldSpec(
            ("short_vi",), QCoreApplication.translate("Catalogue", "Tên ngắn"), is_optional=True, weight=2
        ),
        FieldSpec(
            ("short_en",),
            QCoreApplication.translate("Catalogue", "Tên ngắn tiếng Anh"),
            is_optional=True,
            weight=2,
        ),
    )
    evidence = (
        FieldSpec(
            ("evidence_vi",), QCoreApplication.translate("Catalogue", "Tài liệu kiểm chứng"), least_lines=2
        ),
        FieldSpec(
            ("evidence_en",),
            QCoreApplication.translate("Catalogue", "Tài liệu kiểm chứng, tiếng Anh"),
            least_lines=2,
            is_optional=True,
        ),
    )
    rule = node.get("rule")
    return (
        Line(titles),
        Line(short),
        Heading(QCoreApplication.translate("Catalogue", "Cách chấm"), kind=_kind_of(rule, ("rule",), 0)),
        *_rule_blocks(rule, ("rule",), 0),
        Heading(QCoreApplication.translate("Catalogue", "Minh chứng")),
        Line(evidence),
    )


def _kind_of(rule: Any, path: Path, parts_depth: int) -> KindSpec | None:
    if not isinstance(rule, Mapping):
        return None
    return KindSpec(path, str(rule.get("kind")), kinds_at(parts_depth))


def _rule_blocks(rule: Any, path: Path, depth: int) -> Iterator[Block]:
    if not isinstance(rule, Mapping):
        return
    kind = rule.get("kind")
    full = FieldSpec(
        (*path, "target"), QCoreApplication.translate("Catalogue", "Mức đạt đủ điểm"), "number", weight=1
    )
    match kind:
        case "levels":
            yield Levels(path, "levels", _ids(rule, "levels"), depth)
        case "ratio" | "rate":
            for key, caption in (
                ("numerator", QCoreApplication.translate("Catalogue", "Số a (tử số)")),
                ("denominator", QCoreApplication.translate("Catalogue", "Số b (mẫu số)")),
            ):
                yield _quantity((*path, key), caption, depth)
            if kind == "rate":
                per = FieldSpec(
                    (*path, "per"),
                    QCoreApplication.translate("Catalogue", "Tính trên mỗi (b)"),
                    "number",
                    weight=1,
                )
                yield Line((full, per), depth=depth)
                return
            share = FieldSpec(full.path, full.caption, "share", weight=1)
            flags = (
                FlagSpec(
                    (*path, "complement"),
                    QCoreApplication.translate("Catalogue", "Càng thấp càng tốt (1 − a/b)"),
                    True,
                ),
                FlagSpec(
                    (*path, "when_denominator_zero"),
                    QCoreApplication.translate("Catalogue", "b = 0 thì được đủ điểm"),
                    "full",
                ),
            )
            yield Line((share,), flags, depth)
        case "count":
            yield _quantity((*path, "value"), QCoreApplication.translate("Catalogue", "Số lượng"), depth)
            yield Line((full,), depth=depth)
        case "parts":
            parts = rule.get("parts", ())
            for number, part in enumerate(parts):
                yield from _part_blocks(part, path, ItemSpec(path, "parts", number, len(parts)), depth)
            yield AddItem(path, "parts", depth)
        case "info":
            fields = rule.get("fields", ())
            for number, field in enumerate(fields):
                yield from _field_blocks(field, ItemSpec(path, "fields", number, len(fields)), depth)
            yield AddItem(path, "fields", depth)


def _part_blocks(part: Mapping[str, Any], rule: Path, item: ItemSpec, depth: int) -> Iterator[Block]:
    path: Path = (*rule, "parts", item.number)
    yield Heading(
        QCoreApplication.translate("Catalogue", "Phần {number}").format(number=item.number + 1),
        depth,
        _kind_of(part.get("rule"), (*path, "rule"), depth + 1),
        item,
    )
    labels = _labels(path, QCoreApplication.translate("Catalogue", "Tên phần"), depth, optional=True)
    share = FieldSpec(
        (*path, "share"), QCoreApplication.translate("Catalogue", "Tỷ trọng"), "share", weight=1
    )
    gate = FlagSpec(
        (*rule, "gate"),
        QCoreApplication.translate("Catalogue", "Bằng 0 thì cả chỉ số bằng 0"),
        str(part.get("id")),
    )
    yield labels
    yield Line((share,), (gate,), depth)
    yield from _rule_blocks(part.get("rule"), (*path, "rule"), depth + 1)


def _field_blocks(field: Mapping[str, Any], item: ItemSpec, depth: int) -> Iterator[Block]:
    path: Path = (*item.holder, "fields", item.number)
    yield Heading(
        QCoreApplication.translate("Catalogue", "Câu hỏi {number}").format(number=item.number + 1),
        depth,
        KindSpec(path, str(field.get("type")), FIELD_TYPES),
        item,
    )
    yield _labels(path, QCoreApplication.translate("Catalogue", "Điều được hỏi"), depth)
    if field.get("type") == "choice":
        yield Levels(path, "choices", _ids(field, "choices"), depth + 1)


def _ids(holder: Mapping[str, Any], which: str) -> tuple[str, ...]:
    return tuple(str(item.get("id")) for item in holder.get(which) or ())


def _labels(path: Path, caption: str, depth: int, *, optional: bool = False) -> Line:
    english = QCoreApplication.translate("Catalogue", "{caption}, tiếng Anh").format(caption=caption)
    return Line(
        (
            FieldSpec((*path, "label_vi"), caption, least_lines=1, is_optional=optional),
            FieldSpec((*path, "label_en"), english, least_lines=1, is_optional=True),
        ),
        depth=depth,
    )


def _quantity(path: Path, caption: str, depth: int) -> Line:
    unit = QCoreApplication.translate("Catalogue", "Đơn vị")
    english = QCoreApplication.translate("Catalogue", "Đơn vị, tiếng Anh")
    labels = _labels(path, caption, depth)
    return Line(
        (
            *labels.fields,
            FieldSpec((*path, "unit"), unit, weight=2),
            FieldSpec((*path, "unit_en"), english, is_optional=True, weight=2),
        ),
        depth=depth,
    )
