"""Verifying a bundle from anywhere; it needs no store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.errors import InputError, Problem
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
    """Return the verdicts on a bundle, trusting only the root certificates in `trust_paths` (PEM).

    Raises `InputError`: `bundle-not-found`, `trust-unreadable` with the place of each such file;
    `EnvironmentFault`; `Cancelled`. Whatever is wrong inside the bundle is a finding, never an error.
    """
    from dti_desktop.bundle.verify import verify_bundle

    roots, problems = [], []
    for path in trust_paths:
        try:
            with path.open("rb") as file:
                roots.append(file.read(_MAX_TRUST_BYTES))
        except OSError:
            problems.append(Problem("trust-unreadable", path.name))
    if problems:
        raise InputError("trust-unreadable", problems)
    return verify_bundle(
        untrusted_path,
        roots,
        known_catalogue_digests=library.known_digests,
        progress=progress,
        cancelled=cancelled,
    )
