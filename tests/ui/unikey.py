"""What a Vietnamese keyboard program sends to a window, key by key.

Such a program (UniKey, EVKey, OpenKey on Windows; ibus, fcitx on Linux) watches the keys and keeps the word
that is being typed. As long as a key only adds its own letter it lets the key through. Where a key changes
letters that stand already (`d` `d` is đ, `f` puts a grave on a vowel some letters back) the Windows programs
send as many backspaces as letters change, and then the new letters; the Linux ones show the word as a
preedit text, or have the letters around the cursor replaced.

`Word` is the composition (Telex and VNI, tones placed the old and the new way), `strokes` the keys a person
presses for a text, `Sender` what the window is then sent.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

Method = Literal["telex", "vni"]
Style = Literal["old", "new"]
Order = Literal["at once", "at the end"]
"""When a person presses the keys for marks and tone: after the letter, or after the whole word."""

_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_TONE_OF = {
    "telex": {key: mark for mark, key in _TONES.items()},
    "vni": dict(zip("12345", ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)),
}
_CIRCUMFLEX, _BREVE, _HORN, _STROKE = "\u0302", "\u0306", "\u031b", "đ"
_VOWELS = "aeiouy"


@dataclass
class _Letter:
    letter: str
    mark: str = ""

    @property
    def low(self) -> str:
        return self.letter.lower()

    def text(self, tone: str = "") -> str:
        if self.mark == _STROKE:
            return "Đ" if self.letter.isupper() else "đ"
        return unicodedata.normalize("NFC", self.letter + self.mark + tone)


@dataclass
class Word:
    """A word while it is typed: `press` a key after the other, `text` is what has to stand there."""

    method: Method
    style: Style
    letters: list[_Letter] = field(default_factory=list)
    tone: str = ""

    def press(self, key: str) -> None:
        """Take the next key: a mark or a tone where it can be one, else a letter."""
        if not (self._is_mark(key.lower()) or self._is_tone(key.lower())):
            self.letters.append(_Letter(key))
            self._spread_horn()

    @property
    def text(self) -> str:
        """The word as it stands now, NFC."""
        at = self._tone_at() if self.tone else -1
        return "".join(one.text(self.tone if place == at else "") for place, one in enumerate(self.letters))

    def _is_tone(self, key: str) -> bool:
        tone = _TONE_OF[self.method].get(key)
        if tone is None or not self._vowels():
            return False
        self.tone = tone
        return True

    def _is_mark(self, key: str) -> bool:
        if key == ("d" if self.method == "telex" else "9"):
            return self._mark_last("d", _STROKE)
        if self.method == "telex":
            if key in "aeo":
                return self._mark_last(key, _CIRCUMFLEX)
            return key == "w" and (
                self._horn_pair() or self._breve_after_o() or self._mark_last("ou", _HORN) or self._breve()
            )
        if key == "6":
            return self._mark_last("aeo", _CIRCUMFLEX)
        if key == "7":
            return self._horn_pair() or self._mark_last("ou", _HORN)
        return key == "8" and self._breve()

    def _breve(self) -> bool:
        return self._mark_last("a", _BREVE)

    def _breve_after_o(self) -> bool:
        # oă, never ơa
        lows = "".join(one.low for one in self.letters)
        return "oa" in lows and self._breve()

    def _mark_last(self, of: str, mark: str) -> bool:
        for one in reversed(self.letters):
            if one.low in of and not one.mark and (one.low != "u" or not self._is_of_q(one)):
                one.mark = mark
                return True
        return False

    def _is_of_q(self, u: _Letter) -> bool:
        place = next(at for at, one in enumerate(self.letters) if one is u)
        return place > 0 and self.letters[place - 1].low == "q"

    def _horn_pair(self) -> bool:
        for one, other in zip(self.letters, self.letters[1:], strict=False):
            if (one.low, other.low) == ("u", "o") and not other.mark and not self._is_of_q(one):
                other.mark = _HORN
                self._spread_horn()
                return True
            if (one.low, other.low) == ("u", "u") and not one.mark:
                one.mark = _HORN
                return True
        return False

    def _spread_horn(self) -> None:
        # "uơ" before another letter is ươ: thuở, but thương.
        for at, (one, other) in enumerate(zip(self.letters, self.letters[1:], strict=False)):
            is_followed = len(self.letters) > at + 2
            if (one.low, other.low, other.mark) == ("u", "o", _HORN) and not self._is_of_q(one):
                one.mark = _HORN if is_followed or one.mark else one.mark

    def _vowels(self) -> list[int]:
        found = [at for at, one in enumerate(self.letters) if one.low in _VOWELS]
        lows = "".join(one.low for one in self.letters)
        if lows[:2] in ("qu", "gi") and len(found) > 1 and found[0] == 1:
            found = found[1:]
        return found

    def _tone_at(self) -> int:
        vowels = self._vowels()
        marked = [at for at in vowels if self.letters[at].mark]
        if marked:
            return marked[-1]
        has_end = vowels[-1] < len(self.letters) - 1
        if len(vowels) == 1:
            return vowels[0]
        if len(vowels) >= 3 or has_end:
            return vowels[1]
        pair = "".join(self.letters[at].low for at in vowels)
        return vowels[1] if self.style == "new" and pair in ("oa", "oe", "uy") else vowels[0]


def strokes(word: str, method: Method, order: Order) -> str:
    """Return the keys that a person presses for one word."""
    keys, late, tone = "", "", ""
    for letter in unicodedata.normalize("NFC", word):
        base, mark, tone_here = _taken_apart(letter)
        tone = tone or tone_here
        keys += base
        key = _mark_key(base.lower(), mark, method)
        if key and order == "at once":
            keys += key
        elif key and not (key in "w7" and key in late):
            late += key
    tones = {mark: key for key, mark in _TONE_OF[method].items()}
    return keys + late + (tones[tone] if tone else "")


def _taken_apart(letter: str) -> tuple[str, str, str]:
    if letter in "đĐ":
        return ("D" if letter == "Đ" else "d"), _STROKE, ""
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    return base, next((mark for mark in marks if mark not in _TONES), ""), tone


def _mark_key(base: str, mark: str, method: Method) -> str:
    if not mark:
        return ""
    if method == "vni":
        return {_CIRCUMFLEX: "6", _HORN: "7", _BREVE: "8", _STROKE: "9"}[mark]
    return {_CIRCUMFLEX: base, _HORN: "w", _BREVE: "w", _STROKE: "d"}[mark]


def style_of(word: str, method: Method, order: Order) -> Style:
    """Return how the word places its tone. Raises ValueError for what is no Vietnamese word."""
    for style in ("old", "new"):
        made = Word(method, style)
        for key in strokes(word, method, order):
            made.press(key)
        if made.text == unicodedata.normalize("NFC", word):
            return style
    raise ValueError(word)


Way = Literal[
    "UniKey",
    "EVKey with an empty sign",
    "OpenKey by selection",
    "UniKey by clipboard",
    "preedit",
    "surrounding",
]
WAYS: tuple[Way, ...] = (
    "UniKey",
    "EVKey with an empty sign",
    "OpenKey by selection",
    "UniKey by clipboard",
    "preedit",
    "surrounding",
)
EMPTY_SIGN = "\u202f"
"""What EVKey and UniKey send first where a program completes what is typed: the proposal is gone then."""


class NoKeyboard(Exception):
    """Nothing in the program has the keyboard: what is sent goes nowhere."""


@dataclass
class Sender:
    """Sends to whatever has the keyboard, as the system would. `between` is called within words."""

    way: Way
    method: Method
    order: Order = "at once"
    between: Callable[[], object] = lambda: None

    def type(self, text: str) -> None:
        """Send a text; what is no letter goes through as a plain key and ends the word."""
        word = ""
        for letter in [*text, ""]:
            if letter and unicodedata.category(letter).startswith("L"):
                word += letter
                continue
            if word:
                self._word(word)
                word = ""
            if letter:
                self.press(letter)

    def _word(self, word: str) -> None:
        composed = Word(self.method, style_of(word, self.method, self.order))
        shown = ""
        for key in strokes(word, self.method, self.order):
            composed.press(key)
            self._replace(shown, composed.text, key)
            shown = composed.text
        if self.way == "preedit":
            self._input_method(commit=shown)

    def _replace(self, shown: str, wanted: str, key: str) -> None:
        if self.way == "preedit":
            self._input_method(preedit=wanted)
            return
        if wanted == shown + key:
            self.press(key)
            return
        kept = next(
            (at for at, (a, b) in enumerate(zip(shown, wanted, strict=False)) if a != b),
            min(len(shown), len(wanted)),
        )
        gone, new = len(shown) - kept, wanted[kept:]
        if self.way == "surrounding":
            self._input_method(commit=new, replaced=gone)
            self.between()
            return
        if self.way == "EVKey with an empty sign":
            self.send(0, EMPTY_SIGN)
            gone += 1
        for _ in range(gone):
            if self.way == "OpenKey by selection":
                self.send(Qt.Key.Key_Left, "", Qt.KeyboardModifier.ShiftModifier)
            else:
                self.send(Qt.Key.Key_Backspace, "\b")
        self.between()
        if self.way == "UniKey by clipboard":
            QApplication.clipboard().setText(new)
            self.send(Qt.Key.Key_V, "\x16", Qt.KeyboardModifier.ControlModifier)
        else:
            for letter in new:
                self.send(0, letter)
        self.between()

    def press(self, letter: str) -> None:
        """Send a key of the keyboard as it is."""
        shift = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier
        self.send(ord(letter.upper()), letter, shift)

    def send(
        self, key: int, text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Send one key to what has the keyboard: first asked of shortcuts, then pressed, then let go."""
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, text)
        asked.ignore()
        for event in (
            asked,
            QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text),
            QKeyEvent(QEvent.Type.KeyRelease, key, modifiers, text),
        ):
            QApplication.sendEvent(_with_keyboard(), event)

    def _input_method(self, *, preedit: str = "", commit: str = "", replaced: int = 0) -> None:
        event = QInputMethodEvent(preedit, [])
        if commit or replaced:
            event.setCommitString(commit, -replaced, replaced)
        QApplication.sendEvent(_with_keyboard(), event)


def _with_keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    if widget is None:
        raise NoKeyboard
    return widget


def variants(ways: Sequence[Way] = WAYS) -> Iterator[tuple[Way, Method, Order]]:
    """Return every way to type: program, method, order of keys."""
    for way in ways:
        for method in ("telex", "vni"):
            for order in ("at once", "at the end"):
                yield way, method, order
