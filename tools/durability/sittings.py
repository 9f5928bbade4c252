"""The kinds of sittings: what the officer does from opening the program to closing it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from tools.durability.script import Desk

Act = Callable[[Desk], None]

TYPING: tuple[Act, ...] = (
    *(Desk.answer,) * 5, *(Desk.explain,) * 3, Desk.type_number, Desk.fill, Desk.profile, Desk.note,
    Desk.review, Desk.approve, Desk.give_points, Desk.remark, Desk.sign_line, Desk.settings,
    *(Desk.undo,) * 2, *(Desk.redo,) * 2, Desk.cite, Desk.correct_citation, Desk.link, Desk.estimate,
    Desk.scenario, *(Desk.shorten_log,) * 2,
)  # fmt: skip
EVIDENCE: tuple[Act, ...] = (
    *(Desk.attach,) * 4, Desk.correct_citation, Desk.link, Desk.link, Desk.undo, Desk.redo,
)  # fmt: skip


def _sit(desk: Desk, acts: Iterable[Act]) -> None:
    desk.open()
    desk.open_again()
    for act in acts:
        act(desk)
    desk.close()


def _typing(desk: Desk, generator: random.Random) -> None:
    _sit(desk, generator.choices(TYPING, k=25))


def _evidence(desk: Desk, generator: random.Random) -> None:
    _sit(desk, generator.choices(EVIDENCE, k=12))


def _opening(desk: Desk, generator: random.Random) -> None:
    for _ in range(4):
        _sit(desk, generator.choices(TYPING, k=1))


def _export(desk: Desk, generator: random.Random) -> None:
    _sit(desk, [generator.choice(TYPING), Desk.attach, Desk.export])


def _backup(desk: Desk, generator: random.Random) -> None:
    _sit(desk, [generator.choice(TYPING), Desk.attach, Desk.back_up, generator.choice(TYPING)])


def _restore(desk: Desk, generator: random.Random) -> None:
    needed = [] if desk.has_backup else [Desk.back_up, generator.choice(TYPING)]
    _sit(desk, [*needed, Desk.restore])


def first_day(desk: Desk, _generator: random.Random) -> None:
    """Begin, bring in a document, answer something; by the same choices, the same document again."""
    desk.open()
    desk.attach()
    desk.answer()
    desk.close()


Sitting = Callable[[Desk, random.Random], None]
SITTINGS: dict[str, Sitting] = {
    "typing": _typing,
    "evidence": _evidence,
    "opening": _opening,
    "export": _export,
    "backup": _backup,
    "restore": _restore,
}
