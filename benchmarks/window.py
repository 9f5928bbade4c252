"""How fast the window is: its start, its memory, opening, switching, storing what was entered.

    .venv/bin/python -m benchmarks window

On the screen that is there, else offscreen; both sides alike.

- **Start**: `python -m dti_desktop --store …`, from before the process is made until the start page with its
  list of assessments has been painted for the first time. Beside it, in turns: a process that shows one empty
  window.
- **Memory**: of both processes, left alone on what they show for `IDLE_S`. RSS counts shared libraries
  whole and does not depend on what else runs; PSS shares them out among all processes that have them now.
- **Opening**: in a window that runs, from the call that a click makes until the overview was painted and
  nothing else waits. The pointer was on the row before, as it is when a person clicks. Beside it: a window of
  that size with nothing in it, made, shown, painted.
- **Switching**: from the call until the other sub-indicator was painted. Beside it: two empty pages.
- **Storing**: from the call that a click on a choice (or Enter) makes until the store's thread has the commit
  behind it, the WAL on the disk. Beside it: 4 KiB appended to a file in the store's folder, and `fdatasync`.
"""

from __future__ import annotations

import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from benchmarks.figures import ROUNDS, Figure, share, side_by_side
from benchmarks.open_window import (
    SIZE,
    YEAR,
    OpenWindow,
    fill,
    now_utc,
    open_window,
    platform,
    rest,
    seconds_to_paint,
    turn,
)
from benchmarks.starting import bare_window, in_turns, our_program
from dti_desktop import paths
from dti_desktop.engine.model import LevelsRule
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.start import StartPage

IDLE_S = 3.0
NOT_WANTED = frozenset({"pandas", "numpy", "matplotlib", "reportlab", "pyhanko", "lxml", "sqlite_utils"})
"""What may not be loaded when the start page is painted."""
_BLOCK_BYTES = 4096
_SWITCHES = 60


def measure() -> Iterator[Figure]:
    """Yield the figures."""
    yield from _starts()
    with open_window((YEAR,)) as opened:
        yield _opening(opened)
        yield _switching(opened)
        yield _storing(opened)


def _starts() -> Iterator[Figure]:
    where = platform()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        library = Library(paths.resources_dir(), paths.translations_dir())
        workspace = Workspace.open(store, library, now_utc=now_utc, user="benchmark")
        fill(workspace)
        workspace.close()
        ours, bare = our_program(store), bare_window()
        mine, base = in_turns((ours, bare), ROUNDS)
        painted, bare_painted = (share([start.painted_s for start in each]) for each in (mine, base))
        yield Figure(
            "process start → first paint of the start page",
            "a process with one empty window",
            painted / bare_painted,
            2.0,
            "most",
            "s",
            painted,
            bare_painted,
            note=where,
        )
        idle = [(ours.start(idle_s=IDLE_S), bare.start(idle_s=IDLE_S)) for _ in range(3)]
        kinds: tuple[tuple[str, Callable[..., int]], ...] = (
            ("resident (RSS)", lambda start: start.resident_bytes),
            ("shared pages by share (PSS)", lambda start: start.fair_bytes),
        )
        for kind, read in kinds:
            held = share([read(start) / 2**20 for start, _ in idle])
            bare_held = share([read(start) / 2**20 for _, start in idle])
            if not bare_held:
                continue  # a system that does not tell
            own = share([start.own_bytes / 2**20 for start, _ in idle])
            bare_own = share([start.own_bytes / 2**20 for _, start in idle])
            yield Figure(
                f"memory idle on the start page, {kind}",
                "a process with one empty window",
                held / bare_held,
                1.6,
                "most",
                "MiB",
                held,
                bare_held,
                rounds=len(idle),
                note=f"own pages {own:.1f} of {bare_own:.1f} MiB",
            )
        roots = {name.partition(".")[0] for start in mine for name in start.modules}
        found = sorted(roots & NOT_WANTED)
        yield Figure(
            "heavy modules loaded at first paint",
            "none",
            len(found),
            0,
            "most",
            "",
            len(found),
            note=", ".join(found),
        )


def _opening(opened: OpenWindow) -> Figure:
    bench = opened.bench
    session = bench.context.session
    (assessment_id,) = opened.assessments
    session.open(assessment_id)
    turn(lambda: bench.place.page == "overview")
    opened.at_rest()
    start = bench.page("start")
    assert isinstance(start, StartPage)

    def opening() -> float:
        bench.go(Place("start"))
        session.close()
        opened.at_rest()
        # The pointer comes to the row, or the keyboard, before it opens it.
        start.approached.emit(assessment_id)
        opened.at_rest()
        return seconds_to_paint(bench.page("overview"), lambda: session.open(assessment_id))

    def empty() -> float:
        opened.at_rest()  # what the opening before has begun is no part of this
        page = QWidget()
        page.resize(*SIZE)
        taken = seconds_to_paint(page, page.show)
        page.close()
        page.deleteLater()
        rest(0.02)
        return taken

    mine, base = side_by_side(opening, empty)
    opened.at_rest()
    taken, empty_taken = share(mine), share(base)
    return Figure(
        "open an assessment (98 answers, 300 evidence rows) → painted",
        "an empty page shown",
        taken / empty_taken,
        3.0,
        "most",
        "s",
        taken,
        empty_taken,
    )


def _switching(opened: OpenWindow) -> Figure:
    bench = opened.bench
    session = bench.context.session
    assert session.assessment is not None
    codes = itertools.cycle(list(session.assessment.catalogue.indicators)[::7])
    bench.go(Place("indicator", next(codes)))
    opened.at_rest()
    stack = QStackedWidget()
    stack.resize(*SIZE)
    pages = [QWidget(), QWidget()]
    for page in pages:
        stack.addWidget(page)
    stack.show()
    rest(0.2)
    turns = itertools.cycle(reversed(pages))

    def switch() -> float:
        place = Place("indicator", next(codes))
        taken = seconds_to_paint(bench.page("indicator"), lambda: bench.go(place))
        rest(0.03)
        return taken

    def empty() -> float:
        page = next(turns)
        return seconds_to_paint(page, lambda: stack.setCurrentWidget(page))

    mine, base = side_by_side(switch, empty, rounds=_SWITCHES)
    stack.close()
    stack.deleteLater()
    taken, empty_taken = (share(each, Fraction(95, 100)) for each in (mine, base))
    return Figure(
        "switch between two sub-indicators → painted, p95",
        "two empty pages in a QStackedWidget",
        taken / empty_taken,
        3.0,
        "most",
        "s",
        taken,
        empty_taken,
        rounds=_SWITCHES,
        note=f"median {share(mine) * 1000:.1f} ms",
    )


def _storing(opened: OpenWindow) -> Figure:
    bench = opened.bench
    session = bench.context.session
    assert session.assessment is not None
    indicators = session.assessment.catalogue.indicators
    code, rule = next(
        (code, each.rule) for code, each in indicators.items() if isinstance(each.rule, LevelsRule)
    )
    levels = itertools.cycle([level.id for level in rule.levels])
    bench.go(Place("indicator", code))
    opened.at_rest()
    # Where the transaction ends, on the store's thread: what is asked of the disk has been done.
    commits: list[float] = []
    edits = bench.context.workspace.store.edits
    plain = edits.apply_bulk

    def noted(*given: object, **named: object) -> object:
        change = plain(*given, **named)  # type: ignore[arg-type]
        commits.append(time.perf_counter())
        return change

    edits.apply_bulk = noted  # type: ignore[method-assign,assignment]

    def answer() -> float:
        commits.clear()
        begun = time.perf_counter()
        session.edit_answer(code, {"level": next(levels)}, at_once=True)
        turn(lambda: session.is_committed)
        rest(0.05)
        return commits[0] - begun

    with (opened.store / "appended").open("ab") as file:

        def append() -> float:
            begun = time.perf_counter()
            os.write(file.fileno(), bytes(_BLOCK_BYTES))
            getattr(os, "fdatasync", os.fsync)(file.fileno())
            return time.perf_counter() - begun

        mine, base = side_by_side(answer, append, rounds=2 * ROUNDS)
    edits.apply_bulk = plain  # type: ignore[method-assign]
    taken, append_taken = share(mine), share(base)
    return Figure(
        "answer chosen → committed",
        "4 KiB appended and fdatasync",
        taken / append_taken,
        2.0,
        "most",
        "s",
        taken,
        append_taken,
        rounds=2 * ROUNDS,
    )
