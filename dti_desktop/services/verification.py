"""Verifying a bundle from anywhere; it needs no store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.errors import InputError, Problem
from dti_desktop.named_files import read_named, shown_name
from dti_desktop.services.library import Library

if TYPE_CHECKING:
    from dti_desktop.bundle.revocation import RevocationList
    from dti_desktop.bundle.verify import Verification

_MAX_TRUST_BYTES = 1 << 20
_MAX_CRL_BYTES = 16 << 20


def verify(
    library: Library,
    untrusted_path: Path,
    trust_paths: Sequence[Path] = (),
    crl_paths: Sequence[Path] = (),
    *,
    now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
    own_catalogues: AbstractSet[str] = frozenset(),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Verification:
    """Return the verdicts on a bundle, trusting only the root certificates in `trust_paths` (PEM or DER).

    Only the revocation lists in `crl_paths` (PEM or DER) tell of revocation; `now_utc` says whether
    they have expired. `own_catalogues`: digests that the office knows besides those that ship. Raises
    `InputError`: `bundle-not-found`, `bundle-not-a-file`, `trust-unreadable`, `crl-unreadable`,
    `crl-delta`, `crl-indirect`, `crl-not-supported` with the name of each file that is not what it
    should be; `EnvironmentFault`; `Cancelled`. Whatever is wrong inside the bundle is a finding, never
    an error.
    """
    from dti_desktop.bundle.verify import verify_bundle

    lists = read_lists(crl_paths)
    with trust_roots(trust_paths) as roots:
        return verify_bundle(
            untrusted_path,
            roots,
            crls=lists,
            now_utc=now_utc(),
            known_catalogue_digests=library.known_digests | own_catalogues,
            progress=progress,
            cancelled=cancelled,
        )


def read_lists(crl_paths: Sequence[Path]) -> list[RevocationList]:
    """Return the revocation lists of files (PEM or DER). Raises `InputError` `crl-…` as `verify`."""
    from dti_desktop.bundle.revocation import load_lists

    return load_lists(_read_all(crl_paths, "crl-unreadable", _MAX_CRL_BYTES))


@contextmanager
def trust_roots(trust_paths: Sequence[Path]) -> Iterator[list[bytes]]:
    """Give the contents of files with root certificates (PEM or DER), to be read by the bundle.

    Raises `InputError` `trust-unreadable` with the name of each file that cannot be read, or in which
    the bundle finds no certificate.
    """
    files = _read_all(trust_paths, "trust-unreadable", _MAX_TRUST_BYTES)
    try:
        yield [content for _, content in files]
    except InputError as error:
        if error.code != "trust-unreadable":
            raise
        # The bundle knows the roots by their position only; people know their files.
        names = [files[int(p.place.removeprefix("/"))][0] for p in error.problems]
        raise InputError("trust-unreadable", [Problem("trust-unreadable", name) for name in names]) from None


def _read_all(paths: Sequence[Path], code: str, max_bytes: int) -> list[tuple[str, bytes]]:
    """Return name and content of each file; raise `InputError` `code` with each that cannot be read."""
    found: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for path in paths:
        name = shown_name(path)
        try:
            found.append((name, read_named(path, max_bytes=max_bytes, place=name)))
        except InputError:
            problems.append(Problem(code, name))
    if problems:
        raise InputError(code, problems)
    return found
