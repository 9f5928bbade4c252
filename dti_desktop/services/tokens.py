"""USB tokens and smart cards (PKCS#11): which drivers and tokens there are, and signing with one.

The only door to them for window and command line. Nothing of a driver is loaded before a person
chooses it, except where they ask for the tokens of every driver.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.errors import DtiError
from dti_desktop.services.library import Library

if TYPE_CHECKING:
    from dti_desktop.bundle.signing import Signer
    from dti_desktop.bundle.token_description import TokenCertificate, TokenDescription
    from dti_desktop.bundle.token_library import DriverFile

    AskPin = Callable[[TokenDescription, TokenCertificate | None], str]


@dataclass(frozen=True)
class TokenKey:
    """A certificate on a token that somebody chose to sign with. Nothing is open, no PIN is known.

    The certificate is None where the token shows none before the login.
    """

    driver: Path
    token: TokenDescription
    certificate: TokenCertificate | None

    @property
    def holder(self) -> str:
        """Who signs, as far as it is known."""
        if self.certificate is None:
            return self.token.label
        return self.certificate.description.common_name or self.certificate.description.subject

    def opening(self, ask_pin: AskPin, now_utc: Callable[[], datetime]) -> AbstractContextManager[Signer]:
        """Return the signer, still to be opened, as `token_signer`."""
        return token_signer(
            self.driver,
            token=self.token.serial or str(self.token.slot),
            certificate_id=None if self.certificate is None else self.certificate.id_hex,
            ask_pin=ask_pin,
            now_utc=now_utc,
        )


_SYSTEMS = {"win32": "windows", "darwin": "macos"}


@dataclass(frozen=True)
class DriverTokens:
    """What one driver says: its tokens, or the fault it has."""

    name: str
    path: Path
    tokens: tuple[TokenDescription, ...] = ()
    fault: DtiError | None = None


def known_drivers(library: Library) -> tuple[DriverFile, ...]:
    """Return the PKCS#11 drivers that lie at one of the usual places of this system; none is loaded."""
    from dti_desktop.bundle.token_library import find_drivers

    document = json.loads((library.resources_dir / "tokens" / "drivers.json").read_text(encoding="utf-8"))
    return find_drivers(document["drivers"], _SYSTEMS.get(sys.platform, "linux"), os.environ)


def tokens(driver: Path, *, now_utc: Callable[[], datetime]) -> tuple[TokenDescription, ...]:
    """Return the tokens that a driver sees, with their certificates, without any PIN.

    Raises `InputError` `token-driver-not-found`, `EnvironmentFault` `token-driver-not-loadable` and
    others as `bundle.token_library`.
    """
    from dti_desktop.bundle.token_signing import tokens as tokens_of

    return tokens_of(driver, now_utc=now_utc)


def tokens_of_all(
    library: Library, *, now_utc: Callable[[], datetime], more: Sequence[Path] = ()
) -> list[DriverTokens]:
    """Return what every known driver of this machine, and `more`, says; a fault is told, not raised."""
    found = []
    places = [(driver.name, driver.path) for driver in known_drivers(library)]
    for name, path in [*((path.stem, path) for path in more), *places]:
        try:
            found.append(DriverTokens(name, path, tokens(path, now_utc=now_utc)))
        except DtiError as fault:
            found.append(DriverTokens(name, path, fault=fault))
    return found


def token_signer(
    driver: Path,
    *,
    token: str | None,
    certificate_id: str | None,
    ask_pin: AskPin,
    now_utc: Callable[[], datetime],
) -> AbstractContextManager[Signer]:
    """Return a signer that is still to be opened; opening it asks for the PIN, once, and logs in.

    Hand it to `services.submission.export`, which opens it when all else is in order. It is used on one
    thread, which is not the window's. Arguments and errors: `bundle.token_signing.token_signer`.
    """
    from dti_desktop.bundle.token_signing import token_signer as signer_of

    return signer_of(driver, token=token, certificate_id=certificate_id, ask_pin=ask_pin, now_utc=now_utc)
