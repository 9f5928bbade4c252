"""The exact best choice of at most one option of each row: most gain for some days, fewest days for a gain.

Gains are fractions with denominators of any size; the solver takes whole numbers. So every gain is rounded up
to a grid: the solver's problem then allows all that is allowed and promises at least what is true. What it
finds is checked with fractions, a choice that only looked good is cut off, and it solves again. Options whose
gain lies on the grid are exact; all that can deceive is which of the others are chosen (their pattern).

Where many choices are as good as one another to the last fraction, cutting them off one by one would take
long. So after a few rounds all trade-offs are listed instead: exact, too, and short while days are round.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

from dti_desktop.engine.integer_programme import Limit, SolverGaveUp, least, without
from dti_desktop.engine.trade_offs import Option, TradeOffs

FINEST = 10**6
"""The finest grid that is used, in parts of a point or of a day."""

ROUNDS = 4
"""How often the solver is asked before the trade-offs are listed."""

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Choice:
    """The options chosen, in the order in which they were given, with their sums."""

    options: tuple[Option, ...]

    @property
    def gain(self) -> Fraction:
        """What they gain together, exact."""
        return sum((option.gain for option in self.options), ZERO)

    @property
    def days(self) -> Fraction:
        """The days they take together, exact."""
        return sum((option.days for option in self.options), ZERO)


def most_gain(options: Iterable[Option], days: Fraction) -> Choice:
    """Return the choice of the greatest gain for at most `days`; of equal ones the one of fewest days."""
    problem = _Problem(options)
    best = problem.most_gain(days)
    return problem.fewest_days(best.gain) or best


def fewest_days(options: Iterable[Option], gain: Fraction) -> Choice | None:
    """Return the choice of fewest days that gains at least `gain`; of equal ones that of the greatest gain.

    None where all that can be gained is less.
    """
    problem = _Problem(options)
    best = problem.fewest_days(gain)
    return None if best is None else problem.most_gain(best.days)


def all_gain(options: Iterable[Option]) -> Choice:
    """Return the choice that gains the most, whatever it takes, in the fewest days that it can be done in."""
    best: dict[str, Option] = {}
    for option in options:
        kept = best.get(option.row)
        if option.gain > 0 and (kept is None or (-option.gain, option.days) < (-kept.gain, kept.days)):
            best[option.row] = option
    return Choice(tuple(best.values()))


class _Problem:
    def __init__(self, options: Iterable[Option]) -> None:
        rows: dict[str, list[Option]] = defaultdict(list)
        for option in options:
            rows[option.row].append(option)
        self._rows = [_undominated(row) for row in rows.values()]
        self._options = [option for row in self._rows for option in row]
        self._gain_grid = _grid(option.gain for option in self._options)
        self._days_grid = _grid(option.days for option in self._options)
        # Outward: no gain is made smaller, no day longer than it is.
        self._gains = [ceil(option.gain * self._gain_grid) for option in self._options]
        self._days = [floor(option.days * self._days_grid) for option in self._options]
        self._off_grid = [
            at for at, option in enumerate(self._options) if self._gains[at] != option.gain * self._gain_grid
        ]
        self._limits = _one_of_each_row(self._rows)

    def most_gain(self, days: Fraction) -> Choice:
        """Return the choice of the greatest gain for at most `days`."""
        best = Choice(())
        given = [*self._limits, Limit(_coefficients(self._days), most=floor(days * self._days_grid))]
        limits = list(given)
        for _ in range(ROUNDS):
            try:
                chosen = least([-gain for gain in self._gains], limits)
            except SolverGaveUp:
                break
            if chosen is None or sum(self._gains[at] for at in chosen) <= best.gain * self._gain_grid:
                if limits == given:
                    break  # nothing is always lawful: the solver lost itself
                return best  # nothing that is left can gain more
            choice = self._choice(chosen)
            if choice.days > days:
                limits.append(without(chosen, range(len(self._options))))
                continue
            if choice.gain > best.gain:
                best = choice
            if choice.gain * self._gain_grid == sum(self._gains[at] for at in chosen):
                return best  # it holds all that the solver promised
            # Among all choices of its pattern the grid deceives alike, so it is the best of them.
            limits.append(without(chosen & set(self._off_grid), self._off_grid))
        return Choice(TradeOffs(self._rows, days).most_gain())

    def fewest_days(self, gain: Fraction) -> Choice | None:
        """Return the choice of fewest days that gains at least `gain`."""
        if all_gain(self._options).gain < gain:
            return None
        best: Choice | None = None
        least_units = ceil(gain * self._gain_grid)
        limits = [*self._limits, Limit(_coefficients(self._gains), least=least_units)]
        seen: set[frozenset[int]] = set()
        for _ in range(ROUNDS):
            try:
                chosen = least(self._days, limits)
            except SolverGaveUp:
                break
            if chosen is None:
                if best is None:
                    break  # there is one: the solver lost it in its tolerances
                return best
            if best is not None and sum(self._days[at] for at in chosen) >= best.days * self._days_grid:
                return best
            choice = self._choice(chosen)
            if choice.gain >= gain:
                if choice.days * self._days_grid == sum(self._days[at] for at in chosen):
                    return choice
                best = choice if best is None or choice.days < best.days else best
                limits.append(without(chosen, range(len(self._options))))
            elif chosen in seen:  # the solver's tolerance let it through again
                limits.append(without(chosen, range(len(self._options))))
            else:
                limits.append(self._as_much_as_it_lacks(chosen, gain, least_units))
            seen.add(chosen)
        found = TradeOffs(self._rows, None if best is None else best.days).fewest_days(gain)
        return None if found is None else Choice(found)

    def _as_much_as_it_lacks(self, chosen: frozenset[int], gain: Fraction, least_units: int) -> Limit:
        """Return the limit that asks choices of this pattern for what rounding up added; others as before."""
        pattern = chosen & set(self._off_grid)
        rounding = sum((self._gains[at] - self._options[at].gain * self._gain_grid for at in pattern), ZERO)
        extra_units = ceil(gain * self._gain_grid + rounding) - least_units
        coefficients = _coefficients(self._gains)
        for at in self._off_grid:
            coefficients[at] += -extra_units if at in pattern else extra_units
        return Limit(coefficients, least=least_units + extra_units - extra_units * len(pattern))

    def _choice(self, chosen: Iterable[int]) -> Choice:
        return Choice(tuple(self._options[at] for at in sorted(chosen)))


def _coefficients(numbers: Sequence[int]) -> dict[int, int]:
    return dict(enumerate(numbers))


def _undominated(options: Sequence[Option]) -> list[Option]:
    """Return the options of a row that no other one beats, fewest days first."""
    kept: list[Option] = []
    for option in sorted(options, key=lambda option: (option.days, -option.gain)):
        if option.gain > (kept[-1].gain if kept else ZERO):
            kept.append(option)
    return kept


def _one_of_each_row(rows: Sequence[Sequence[Option]]) -> list[Limit]:
    """Return that at most one option of each row is chosen, and of like rows the earlier ones first."""
    limits = []
    first_of: list[int] = []
    at = 0
    for row in rows:
        first_of.append(at)
        if row:
            limits.append(Limit({at + place: 1 for place in range(len(row))}, most=1))
        at += len(row)
    like: Mapping[tuple[tuple[Fraction, Fraction], ...], list[int]] = defaultdict(list)
    for first, row in zip(first_of, rows, strict=True):
        if row:
            like[tuple((option.gain, option.days) for option in row)].append(first)
    for offers, firsts in like.items():
        # Rows that offer the same are interchangeable: without an order each choice would come many times.
        for earlier, later in pairwise(firsts):
            ranks = {earlier + place: -(place + 1) for place in range(len(offers))}
            ranks.update({later + place: place + 1 for place in range(len(offers))})
            limits.append(Limit(ranks, most=0))
    return limits


def _grid(numbers: Iterable[Fraction]) -> int:
    """Return a grid (parts of 1) on which as many of `numbers` as possible lie, at most `FINEST`."""
    grid = 1
    for denominator, _ in Counter(number.denominator for number in numbers).most_common():
        together = lcm(grid, denominator)
        if together <= FINEST:
            grid = together
    return grid * (FINEST // grid)
