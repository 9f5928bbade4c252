"""Verifying a bundle from anywhere; it needs no store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.errors import InputError, Problem
from dti_desktop.named_files import read_named, shown_name
from dti_desktop.services.library import Library

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification

_MAX_TRUST_BYTES = 1 << 20


def verify(
    library: Library,
    untrusted_path: Path,
    trust_paths: Sequence[Path] = (),
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Verification:
    """Return the verdicts on a bundle, trusting only the root certificates in `trust_paths` (PEM or DER).

    Raises `InputError`: `bundle-not-found`, `bundle-not-a-file`, `trust-unreadable` with the name of each
    file that cannot be read or holds no certificate; `EnvironmentFault`; `Cancelled`. Whatever is wrong
    inside the bundle is a finding, never an error.
    """
    from dti_desktop.bundle.verify import verify_bundle

    roots = _read_roots(trust_paths)
    try:
        return verify_bundle(
            untrusted_path,
            roots,
            known_catalogue_digests=library.known_digests,
            progress=progress,
            cancelled=cancelled,
        )
    except InputError as error:
        if error.code != "trust-unreadable":
            raise
        # The bundle knows the roots by their position only; people know their files.
        names = [shown_name(trust_paths[int(p.place.removeprefix("/"))]) for p in error.problems]
        raise InputError("trust-unreadable", [Problem("trust-unreadable", name) for name in names]) from None


def _read_roots(trust_paths: Sequence[Path]) -> list[bytes]:
    roots: list[bytes] = []
    problems: list[Problem] = []
    for path in trust_paths:
        try:
            roots.append(read_named(path, max_bytes=_MAX_TRUST_BYTES, place=shown_name(path)))
        except InputError:
            problems.append(Problem("trust-unreadable", shown_name(path)))
    if problems:
        raise InputError("trust-unreadable", problems)
    return roots
