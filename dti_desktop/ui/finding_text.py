"""What a verifier noticed in a bundle, as lines for people: one for each kind, with the places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dti_desktop.ui.verification_text import NameOnCertificate, shown
from dti_desktop.ui.widgets.finding_lines import FindingLine

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification
    from dti_desktop.services.words import Words

_NAMES = frozenset({"subject", "issuer"})
_SIGNATURE = re.compile(r"META-INF/signature([0-9]{1,4})\.p7s", re.ASCII)


def finding_lines(found: Verification, say: Words) -> list[FindingLine]:
    """Return the findings in words; what blocks says so."""
    places: dict[tuple[str, bool], list[str]] = {}
    for finding in found.findings:
        said = say.bundle_finding(replace(finding, place="", facts=_with_names(finding.facts)))
        place = places.setdefault((shown(said), finding.severity == "block"), [])
        if finding.place:
            place.append(_where(say.bundle_place(finding)))
    return [FindingLine(said, blocks, tuple(where)) for (said, blocks), where in places.items()]


def _where(untrusted_place: str) -> str:
    signature = _SIGNATURE.fullmatch(untrusted_place)
    if signature is None:
        return shown(untrusted_place)
    return QCoreApplication.translate("FindingLines", "chữ ký số {number}").format(number=int(signature[1]))


def _with_names(untrusted_facts: Mapping[str, object]) -> dict[str, object]:
    """Return facts with certificates named as people are: name and organisation."""
    return {
        key: NameOnCertificate.of(fact).in_one if key in _NAMES and isinstance(fact, str) else fact
        for key, fact in untrusted_facts.items()
    }
