"""Anything that went wrong, in the window's words; a fault of the program itself gets a code of its own."""

from __future__ import annotations

import traceback
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.errors import DtiError

if TYPE_CHECKING:
    from dti_desktop.services.library import Library
    from dti_desktop.services.words import ErrorWords, Words
    from dti_desktop.ui.language import Language

_MOST_FAULTS = 8


def cell_place(place: str) -> str:
    """Return the place of a fault in a table as a person finds it: sheet, then cell."""
    return " · ".join(each for each in place.split("/") if each)


class FaultWords:
    """Says errors in the language that the window speaks at the moment."""

    def __init__(self, library: Library, language: Language) -> None:
        self._library = library
        self._language = language

    def of(self, error: BaseException) -> ErrorWords:
        """Return what happened, what is safe, what to do, and the code to name when asking for help."""
        words = self._words().error(error)
        return words if isinstance(error, DtiError) else replace(words, code=fault_code(error))

    def _words(self) -> Words:
        from dti_desktop.services.words import Words

        language = self._language.current
        return Words(self._library.texts(language), language)

    def in_one_piece(self, error: BaseException, more: str = "") -> str:
        """Return it all as one short paragraph, `more` behind the rest, the code at its end."""
        words = self.of(error)
        parts = (words.what, words.safe, words.todo, more, self.code_words(error))
        return " ".join(part for part in parts if part)

    def code_words(self, error: BaseException) -> str:
        """Return the code to name when asking for help, as it is said. The help knows it too."""
        return self._words().text("error.said.code", code=self.of(error).code)

    def at_length(self, error: BaseException) -> str:
        """Return it on several lines: what happened, every fault with its file, what is safe and to do."""
        said = self.of(error)
        lines = [said.what]
        if isinstance(error, DtiError):
            faults = self._words().faults(error)
            if len(faults) == 1 and faults[0].endswith(said.what):  # the same, and where
                lines = faults
            else:
                lines += [f"• {fault}" for fault in faults[:_MOST_FAULTS]]
        lines.append(" ".join(part for part in (said.safe, said.todo, self.code_words(error)) if part))
        return "\n".join(line for line in lines if line)


def fault_code(error: BaseException) -> str:
    """Return a short code that is the same for the same fault at the same place of the program."""
    frames = traceback.extract_tb(error.__traceback__)
    place = "|".join(f"{Path(frame.filename).name}:{frame.name}" for frame in frames[-4:])
    return f"DTI-{zlib.crc32(f'{type(error).__name__}|{place}'.encode()) & 0xFFFFFF:06X}"
