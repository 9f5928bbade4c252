"""Which province a name means: Vietnamese or English, in any case, with the forms that offices use."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from dti_desktop.engine.results import Province

_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_MARK = re.compile(r"[.,']")


def _folded(text: str) -> str:
    """Return a name in the form that is compared: composed, one case, one kind of dash, no full stops."""
    text = _MARK.sub(" ", unicodedata.normalize("NFC", text).casefold())
    return " ".join(_DASH.sub("-", text).split())


def _plain(folded: str) -> str:
    """Return a folded name without its diacritics."""
    apart = unicodedata.normalize("NFD", folded.replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@dataclass(frozen=True)
class ProvinceNames:
    """The names of all provinces. `prefixes`, `suffixes`: folded words that may stand around a name."""

    by_folded: Mapping[str, Province]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]

    @classmethod
    def read(cls, provinces: tuple[Province, ...], text: str) -> ProvinceNames:
        """Return the names of `provinces` with the shipped aliases (`province_aliases.json`)."""
        document = json.loads(text)
        by_name = {province.name: province for province in provinces}
        found = {_folded(alias): by_name[name] for alias, name in document["aliases"].items()}
        for province in provinces:
            found[_folded(province.name)] = found[_folded(province.name_en)] = province
        around = [tuple(_folded(word) for word in document[key]) for key in ("prefixes", "suffixes")]
        return cls(found, *(tuple(sorted(words, key=len, reverse=True)) for words in around))

    def find(self, untrusted_name: str) -> Province | None:
        """Return the province of that name, or None. Letters without their marks are another name."""
        folded = _folded(untrusted_name)
        for form in self._forms(folded):
            if form in self.by_folded:
                return self.by_folded[form]
        return None

    def suggestion(self, untrusted_name: str) -> str:
        """Return the name that may be meant where only marks differ; "" where there is none, or several."""
        forms = {_plain(form) for form in self._forms(_folded(untrusted_name))}
        meant = {p.name for folded, p in self.by_folded.items() if _plain(folded) in forms}
        return meant.pop() if len(meant) == 1 else ""

    def _forms(self, folded: str) -> list[str]:
        forms = [folded]
        forms += [folded.removeprefix(f"{p} ") for p in self.prefixes if folded.startswith(f"{p} ")][:1]
        forms += [f.removesuffix(f" {s}") for f in forms for s in self.suffixes if f.endswith(f" {s}")]
        return forms
