"""The plainest command lines, those that ask for the window, read without loading the commands.

Every command brings its use case along: together they take longer to load than the window takes to show.
Whatever is not plain is left to the whole command line, which judges it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path


def window_asked(
    untrusted_arguments: Sequence[str], default_store_dir: Callable[[], Path]
) -> tuple[Path, str | None] | None:
    """Return the store folder and the assessment that the window is asked for on; None where it is not plain.

    Plain are `--store DIR` and `--open ID`, each at most once. What this tells, `cli.run` tells too.
    """
    given: dict[str, str] = {}
    waiting = list(untrusted_arguments)
    while waiting:
        option = waiting.pop(0)
        value = waiting.pop(0) if waiting else ""
        if option not in ("--store", "--open") or option in given or not _is_plain(value):
            return None
        given[option] = value
    store_dir = Path(given["--store"]) if "--store" in given else default_store_dir()
    return store_dir, given.get("--open")


def _is_plain(value: str) -> bool:
    """Whether a value is there, is no option and is text: the rest is for the whole command line."""
    return value != "" and not value.startswith("-") and value.isprintable()
