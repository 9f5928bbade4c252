"""Both languages of the window and of the keyed words: complete, consistent, nothing of one in the other."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QObject,
    Qt,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang

from dti_desktop.engine.assessment import Assessment
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import page_registry
from dti_desktop.ui.dialogs.about import AboutDialog
from dti_desktop.ui.dialogs.new_assessment import NewAssessmentDialog
from dti_desktop.ui.dialogs.settings import SettingsDialog
from dti_desktop.ui.dialogs.shortcuts import ShortcutsDialog
from dti_desktop.ui.excerpt import excerpt
from dti_desktop.ui.format import LanguageCode
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.tasks import Task, Tasks
from dti_desktop.ui.widgets.chart_view import ChartView

ROOT = Path(__file__).resolve().parents[2]
WINDOW = ROOT / "dti_desktop" / "ui"
SOURCES = sorted(WINDOW.rglob("*.py"))
SAMPLE = "sample-soc-trang-2022"

VIETNAMESE = re.compile(
    "[àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ]", re.IGNORECASE
)

# The tone stands on the first vowel of an open "oa", "oe", "uy", as in the catalogue: hòa, khỏe, ủy.
_TONE_ON_THE_SECOND_VOWEL = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)

# Texts of the English window that keep Vietnamese letters: numbers of documents, a name.
_PROPER_NAMES = ("749/QĐ-UBND", "42/2022/NĐ-CP", "Sóc Trăng")

# Literals of the window that are not to be translated.
_NOT_TO_TRANSLATE = {
    ("search_text.py", "đ"): "a letter that is folded",
    ("search_text.py", "Đ"): "a letter that is folded",
    (
        "dates_text.py",
        r"(?:ngày\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})",
    ): "how dates are typed",
    ("settings.py", "Tiếng Việt"): "a language stands under its own name",
}

# Literals that are shown as they are, in either language.
_SHOWN_AS_IS = ("Tiếng Việt", "English", 'dti-desktop verify "', '" --trust CA.pem')

# Qt methods and our own that take, first, a text to be shown.
_SHOWING = {
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setStatusTip",
    "setAccessibleDescription", "setTitle", "say", "set_name", "set_title", "set_caption", "set_remark",
    "set_words", "set_text", "addAction", "addButton", "addItem", "addTab",
    "Label", "WrapLabel", "Button", "LinkButton",
}  # fmt: skip

# What one word of the domain is called in English, wherever it stands.
_TERMS = {
    "chỉ số thành phần": "sub-indicator",
    "chỉ số chính": "main ind|^Index",
    "trụ cột": "pillar",
    "minh chứng": "evidence|citation",
    "giải trình": "expl",
    "số liệu chung": "common figure|there",
    "việc còn lại": "what remains",
    "tự đánh giá": "self-assess",
    "xếp hạng": "rank",
    "tệp hồ sơ đã ký": "bundle",
    "bộ chỉ số": "catalogue|index was",
    "chứng thư": "certificate",
    "chưa đối chiếu với văn bản gốc": "not confirmed against the official text",
}


@cache
def _tool() -> ModuleType:
    """Return tools/translations.py, which belongs to no package."""
    spec = importlib.util.spec_from_file_location("translations_tool", ROOT / "tools" / "translations.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _window_texts() -> dict[tuple[str, str], str]:
    """Return the English of every text of the window, by context and Vietnamese."""
    return dict(_tool().messages(_tool().ENGLISH))


@cache
def _keyed(language: str) -> dict[str, str]:
    path = ROOT / "translations" / f"messages.{language}.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _pairs() -> Iterator[tuple[str, str, str]]:
    """Every text of both kinds: where it stands, Vietnamese, English."""
    for (context, vietnamese), english in _window_texts().items():
        yield f"{context}: {vietnamese}", vietnamese, english
    for key, vietnamese in _keyed("vi").items():
        yield key, vietnamese, _keyed("en").get(key, "")


def _placeholders(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{[^{}]*\}", text.replace("{{", "").replace("}}", "")))


# -- the texts ---------------------------------------------------------------------------------------


def test_everything_is_current_and_complete() -> None:
    assert _tool().stale() == []


def test_what_was_only_guessed_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt fills in what the same words mean elsewhere: a unit of measure became a department."""
    guessed = tmp_path / "dti_en.ts"
    text = (ROOT / "translations" / "dti_en.ts").read_text(encoding="utf-8")
    guessed.write_text(text.replace("<translation>", '<translation type="unfinished">', 1), encoding="utf-8")
    monkeypatch.setattr(_tool(), "ENGLISH", guessed)
    assert sum(len(texts) for texts in _tool().missing().values()) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_the_help_calls_by_name_is_called_so_in_the_window(language: str) -> None:
    told = {(vi, en)[language == "en"].replace("\n", " ").lower().rstrip("….:") for _, vi, en in _pairs()}
    topics = sorted((ROOT / "resources" / "help" / language).glob("*.md"))
    assert topics
    unknown = [
        f"{topic.name}: {name}"
        for topic in topics
        for name in re.findall(r"\*\*([^*]+)\*\*", topic.read_text(encoding="utf-8"))
        if name.lower().rstrip("….:") not in told
    ]
    assert not unknown, "\n".join(unknown)


def test_english_has_the_apostrophe_of_print() -> None:
    """Of plain letters are only the texts that go into files of letters alone."""
    straight = re.compile(r"\w'\w|s' ")
    found = [place for place, _, en in _pairs() if straight.search(en) and "verify_txt" not in place]
    assert not found, "\n".join(found)


def test_the_keyed_words_have_the_same_keys_in_both_languages() -> None:
    assert _keyed("vi").keys() == _keyed("en").keys()
    assert all(bool(_keyed("vi")[key]) == bool(_keyed("en")[key]) for key in _keyed("vi"))


def test_every_placeholder_stands_in_both_languages() -> None:
    differing = [place for place, vi, en in _pairs() if _placeholders(vi) != _placeholders(en)]
    assert not differing, "\n".join(differing)


def test_markup_and_accelerators_are_the_same_in_both_languages() -> None:
    marks = re.compile(r"<(?!br/)[^>]*>|&\w|Ctrl \+ \w+|Alt \+ ")
    differing = [p for p, vi, en in _pairs() if Counter(marks.findall(vi)) != Counter(marks.findall(en))]
    assert not differing, "\n".join(differing)


def test_english_has_no_vietnamese_letters() -> None:
    found = []
    for place, _, english in _pairs():
        for name in _PROPER_NAMES:
            english = english.replace(name, "")
        if VIETNAMESE.search(english):
            found.append(place)
    assert not found, "\n".join(found)


def test_vietnamese_is_composed_and_places_its_tones_in_one_way() -> None:
    wrong = [
        place
        for place, vietnamese, _ in _pairs()
        if not unicodedata.is_normalized("NFC", vietnamese) or _TONE_ON_THE_SECOND_VOWEL.search(vietnamese)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_rule_for_tones_tells_the_two_ways_apart() -> None:
    assert _TONE_ON_THE_SECOND_VOWEL.search("minh hoạ") and _TONE_ON_THE_SECOND_VOWEL.search("Uỷ ban")
    assert not _TONE_ON_THE_SECOND_VOWEL.search("minh họa, Ủy ban, quý, hoàn, thoáng, quy")


def test_texts_begin_and_end_alike() -> None:
    """Pieces are joined to others: a space at an edge is part of the text."""
    edges = re.compile(r"^\s*|\s*$")
    assert [place for place, vi, en in _pairs() if edges.findall(vi) != edges.findall(en)] == []


@pytest.mark.parametrize("term", _TERMS)
def test_one_thing_has_one_name(term: str) -> None:
    strange = [
        f"{vietnamese} → {english}"
        for _, vietnamese, english in _pairs()
        if re.search(rf"\b{term}\b", vietnamese.lower())
        and not re.search(_TERMS[term], english, re.IGNORECASE)
    ]
    assert not strange, "\n".join(strange)


# -- the code ----------------------------------------------------------------------------------------


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_tr(call: ast.Call) -> bool:
    return _called(call) == "tr"


def _is_translate(call: ast.Call) -> bool:
    """`QCoreApplication.translate`, not that of a string or a painter."""
    return _called(call) == "translate" and "Application" in ast.unparse(call.func)


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            yield node


def test_only_literals_are_translated() -> None:
    lost = []
    for path in SOURCES:
        for call in _calls(path):
            if not (_is_tr(call) or _is_translate(call)):
                continue
            wanted = 1 if _is_tr(call) else 2
            if (
                len(call.args) < wanted
                or call.keywords
                or not all(
                    isinstance(a, ast.Constant) and isinstance(a.value, str) for a in call.args[:wanted]
                )
            ):
                lost.append(f"{path.relative_to(ROOT)}:{call.lineno} {ast.unparse(call)}")
    assert not lost, "\n".join(lost)


def test_tr_is_called_where_its_context_is_found_again() -> None:
    """lupdate takes the class around `self.tr` as context; Qt finds it again only along Qt's own classes."""
    lost = []
    for path in SOURCES:
        for context, call in _tr_calls(_tree(path), ()):
            receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
            place = f"{path.relative_to(ROOT)}:{call.lineno}"
            if not (isinstance(receiver, ast.Name) and receiver.id == "self" and context):
                lost.append(f"{place} not self.tr in a class")
                continue
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            owner: object = module
            for name in context:
                owner = getattr(owner, name)
            if not (isinstance(owner, type) and issubclass(owner, QObject)):
                lost.append(f"{place} {'.'.join(context)} is no QObject")
    assert not lost, "\n".join(lost)


def _tr_calls(node: ast.AST, context: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ast.Call]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and _is_tr(child):
            yield context, child
        inner = (*context, child.name) if isinstance(child, ast.ClassDef) else context
        yield from _tr_calls(child, inner)


def test_no_vietnamese_stands_outside_tr() -> None:
    found = []
    for path in SOURCES:
        passed = set()
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                passed.add(node.value)  # a docstring
            if isinstance(node, ast.Call) and (_is_tr(node) or _is_translate(node)):
                passed.update(node.args)
        for node in ast.walk(_tree(path)):
            if (
                isinstance(node, ast.Constant)
                and node not in passed
                and isinstance(node.value, str)
                and VIETNAMESE.search(node.value)
                and (path.name, node.value) not in _NOT_TO_TRANSLATE
                and not _is_measure(path, node)
            ):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.value!r}")
    assert not found, "\n".join(found)


def _is_measure(path: Path, literal: ast.Constant) -> bool:
    """Whether a literal is the sample of running text by which widths are measured, which nobody sees."""
    return any(
        isinstance(node, ast.Assign)
        and node.value is literal
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "_PROSE"
        for node in ast.walk(_tree(path))
    )


def test_no_literal_is_shown_untranslated() -> None:
    found = []
    for path in SOURCES:
        for call in _calls(path):
            first = call.args[0] if call.args else None
            pieces = first.values if isinstance(first, ast.JoinedStr) else [first]
            for piece in pieces:
                if (
                    _called(call) in _SHOWING
                    and isinstance(piece, ast.Constant)
                    and isinstance(piece.value, str)
                    and piece.value not in _SHOWN_AS_IS
                    and re.search(r"[^\W\d_]{3}", piece.value)
                ):
                    found.append(f"{path.relative_to(ROOT)}:{call.lineno} {ast.unparse(call)}")
    assert not found, "\n".join(found)


# -- the window --------------------------------------------------------------------------------------


def _model_words(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = QModelIndex() if parent is None else parent
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in roles:
                yield str(model.data(index, role) or "")
        yield from _model_words(model, model.index(row, 0, parent))
    for column in range(columns):
        for role in roles[:2]:
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")


def _words(top: QWidget) -> list[tuple[str, str]]:
    """Return all that can be read or heard on a widget now: where, what. Not what the user typed."""
    found: list[tuple[str, str]] = []
    for widget in [top, *top.findChildren(QWidget)]:
        if widget is not top and not widget.isVisibleTo(top):
            continue
        texts = [
            widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip(),
            widget.windowTitle(),
        ]  # fmt: skip
        if isinstance(widget, QAbstractButton | QLabel):
            texts.append(widget.text())
        if isinstance(widget, QGroupBox):
            texts.append(widget.title())
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            texts.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            texts += [widget.itemText(row) for row in range(widget.count())]
        if isinstance(widget, QTabBar):
            texts += [widget.tabText(tab) for tab in range(widget.count()) if widget.isTabVisible(tab)]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            texts += _model_words(widget.model())
        found += [(type(widget).__name__, text) for text in texts]
    found += [("QAction", action.text()) for action in top.findChildren(QAction)]
    return sorted((kind, text) for kind, text in found if text.strip())


def _content(assessment: Assessment | None) -> list[str]:
    """Return what is Vietnamese in itself: names of places, and what the user wrote or attached."""
    texts = ["Tiếng Việt", *_PROPER_NAMES]
    texts += [LIBRARY.catalogue(catalogue_id).decision for catalogue_id in LIBRARY.catalogue_bytes]
    for province in LIBRARY.result_book.provinces:
        texts += [province.name, province.region]
    if assessment is not None:
        texts += [*assessment.explanations.values(), *assessment.notes.values()]
        left = [*assessment.reviews.values(), *(c for held in assessment.comments.values() for c in held)]
        left += [score for held in assessment.given_scores.values() for score in held.values()]
        for each in left:
            texts += _strings_of(each)
        texts += [excerpt(text) for text in texts]  # as the journal tells of it
        for document in assessment.documents.values():
            texts += _strings_of(document)
    return sorted({text for text in texts if len(text) > 2}, key=len, reverse=True)


def _strings_of(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    for name in getattr(type(thing), "__dataclass_fields__", ()):
        yield from _strings_of(getattr(thing, name))


def _without(text: str, content: list[str]) -> str:
    for known in content:
        text = text.replace(known, "")
    return text


def _untranslated(top: QWidget, content: list[str]) -> list[str]:
    return [f"{kind}: {text}" for kind, text in _words(top) if VIETNAMESE.search(_without(text, content))]


def _nothing(_workspace: Workspace) -> None:
    """A store as the program makes it."""


def _sample(workspace: Workspace) -> None:
    assert create_sample(workspace, LIBRARY) == SAMPLE


def _from_last_year(workspace: Workspace) -> None:
    new_id = workspace.create_from(create_sample(workspace, LIBRARY))
    workspace.put_previous_aside(new_id, "1.1")
    workspace.confirm_previous(new_id, ("1.2", "4.1"))
    workspace.replace_answers(new_id, {"1.4": {"level": "no"}})


_PAGES = tuple(Place(name) for name in page_registry.ALL if name != "indicator")
_INDICATORS = tuple(Place("indicator", code) for code in ("4.1", "6.3", "7.3", "7.14"))


def _settle() -> None:
    """Let widgets hear of the language, and let rows that are made anew be shown."""
    for _ in range(5):
        QApplication.processEvents()


class _Visit:
    """Goes through the window, and waits each time until nothing is being worked out any more."""

    def __init__(self, real: RealWindow, given: list[Task]) -> None:
        self._real = real
        self._given = given

    def _rest(self) -> None:
        self._real.at_rest()
        self._real.until(lambda: all(task.finished for task in self._given))
        charts = [chart for chart in self._real.bench.findChildren(ChartView) if chart.isVisible()]
        self._real.until(lambda: all(chart.is_current for chart in charts))
        _settle()

    def go(self, place: Place) -> None:
        self._real.bench.go(place)
        self._rest()

    def speak(self, language: LanguageCode) -> None:
        self._real.bench.set_language(language)
        self._rest()
        # Pages that are not seen follow while nobody waits, which is held still here.
        for page in self._real.bench.pages.made.values():
            page.catch_up()
        self._rest()

    def words(self) -> set[tuple[str, str]]:
        return set(_words(self._real.bench))


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """Every piece of work that the window hands over, in the order it does."""
    tasks: list[Task] = []
    run = Tasks.run

    def noted(self: Tasks, *arguments: Any, **named: Any) -> Task:
        tasks.append(run(self, *arguments, **named))
        return tasks[-1]

    monkeypatch.setattr(Tasks, "run", noted)
    return tasks


@pytest.mark.parametrize(
    ("make", "assessment_id", "places"),
    [
        pytest.param(_nothing, None, (Place("start"), Place("verify")), id="first-start"),
        pytest.param(soc_trang, "soc-trang-2022", (*_PAGES, _INDICATORS[0]), id="new-assessment"),
        pytest.param(_sample, SAMPLE, (*_PAGES, *_INDICATORS[1:]), id="sample"),
        pytest.param(
            _from_last_year,
            "soc-trang-2023",
            tuple(Place(page) for page in ("carried", "comparison", "profile", "remaining", "overview"))
            + tuple(Place("indicator", code) for code in ("1.1", "1.2", "1.4", "7.14")),
            id="from-last-year",
        ),
    ],
)
def test_every_page_follows_the_language_there_and_back(
    qtbot: QtBot,
    window_language: Language,
    tmp_path: Path,
    given: list[Task],
    make: Callable[[Workspace], None],
    assessment_id: str | None,
    places: tuple[Place, ...],
) -> None:
    prepare(tmp_path, make)
    wrong: list[str] = []
    with real_window(qtbot, window_language, tmp_path) as real:
        # A page that is made ahead between two looks would be words that came by themselves.
        real.bench.pages.warming.blockSignals(True)
        if assessment_id is not None:
            real.open(assessment_id)
            real.until(lambda: real.session.forecast.is_current)
        content = _content(real.session.assessment)
        visit = _Visit(real, given)
        for place in places:
            name = f"{place.page} {place.code or ''}"
            visit.go(place)
            before = visit.words()
            assert _untranslated(real.bench, content), f"{name}: nothing is read from this page"
            visit.speak("en")
            wrong += [f"{name}: {text}" for text in _untranslated(real.bench, content)]
            visit.speak("vi")
            after = visit.words()
            wrong += [f"{name}: only before: {row}" for row in before - after]
            wrong += [f"{name}: only after: {row}" for row in after - before]
        # Pages that were left in Vietnamese are English too when one comes back to them.
        visit.go(Place("start"))
        visit.speak("en")
        for place in reversed(places):
            visit.go(place)
            wrong += [f"back at {place.page}: {text}" for text in _untranslated(real.bench, content)]
    assert not wrong, "\n".join(wrong)


def _new_assessment_dialog(language: Language) -> QDialog:
    catalogues = [LIBRARY.catalogue(catalogue_id) for catalogue_id in LIBRARY.catalogue_bytes]
    dialog = NewAssessmentDialog(
        LIBRARY.result_book.provinces, range(2020, 2031), 2030, catalogues, (), language
    )
    dialog.choose("Sóc Trăng")
    return dialog


class _AtOnce(Tasks):
    """Does what a dialog hands over before it goes on."""

    def run(self, fn: Callable[..., Any], *args: object, on_done: Any = None, **_named: object) -> Any:
        on_done(fn(*args))


_DIALOGS: dict[str, Callable[[Language], QDialog]] = {
    "about": lambda language: AboutDialog(
        "1.0", ROOT / "resources", _AtOnce(language), Path("data"), portable=True
    ),
    "new assessment": _new_assessment_dialog,
    "settings": lambda language: SettingsDialog(
        language.current, "light", 1 << 31, (1 << 30, 1 << 33), Path("data"), file_types="other"
    ),
    "shortcuts": lambda _language: ShortcutsDialog(),
}


@pytest.mark.parametrize("name", _DIALOGS)
def test_every_dialog_speaks_the_language_it_is_opened_in(
    name: str, qtbot: QtBot, window_language: Language
) -> None:
    found: dict[LanguageCode, list[str]] = {"vi": [], "en": []}
    for language, words in found.items():
        window_language.set(language)
        dialog = _DIALOGS[name](window_language)
        qtbot.addWidget(dialog)
        dialog.show()
        words += _untranslated(dialog, _content(None))
    assert found["vi"]
    assert not found["en"], "\n".join(found["en"])


@pytest.mark.parametrize("name", ["settings", "shortcuts", "about"])
def test_dialogs_follow_the_language_there_and_back(
    name: str, qtbot: QtBot, window_language: Language
) -> None:
    dialog = _DIALOGS[name](window_language)
    qtbot.addWidget(dialog)
    dialog.show()
    before = _words(dialog)
    window_language.set("en")
    _settle()
    assert len(_words(dialog)) == len(before)
    wrong = _untranslated(dialog, _content(None))
    assert not wrong, "\n".join(wrong)
    window_language.set("vi")
    _settle()
    assert _words(dialog) == before
