"""All trade-offs between days and gain of choosing at most one option of each row, exact, row after row.

The list grows with the number of different sums of days: short while days are halves, long where each has
decimals of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a row: what it gains and the days it takes, exact; `id` is the caller's."""

    row: str
    id: str
    gain: Fraction
    days: Fraction


class TradeOffs:
    """For each number of days up to `days` (None: any) worth taking, the choice that gains the most."""

    def __init__(self, rows: Sequence[Sequence[Option]], days: Fraction | None) -> None:
        options = [option for row in rows for option in row]
        self._days_unit = _common(option.days for option in options)
        self._gain_unit = _common(option.gain for option in options)
        most_days = sum(max((self._day_units(option) for option in row), default=0) for row in rows)
        if days is not None:
            most_days = min(most_days, int(days * self._days_unit))
        best = {0: 0}
        # After each row: by days the option that was taken (None: none) and the days before it.
        self._taken: list[dict[int, tuple[Option | None, int]]] = []
        for row in rows:
            offers = [(self._day_units(option), self._gain_units(option), option) for option in row]
            gains = dict(best)
            taken: dict[int, tuple[Option | None, int]] = {spent: (None, spent) for spent in best}
            for spent, gained in best.items():
                for more_days, more_gain, option in offers:
                    together = spent + more_days
                    if together <= most_days and gained + more_gain > gains.get(together, -1):
                        gains[together] = gained + more_gain
                        taken[together] = (option, spent)
            best, most = {}, -1
            for spent in sorted(gains):
                if gains[spent] > most:
                    best[spent] = most = gains[spent]
            self._taken.append({spent: taken[spent] for spent in best})
        self._best = best

    def _day_units(self, option: Option) -> int:
        return int(option.days * self._days_unit)

    def _gain_units(self, option: Option) -> int:
        return int(option.gain * self._gain_unit)

    def most_gain(self) -> tuple[Option, ...]:
        """Return the choice that gains the most; of equal ones the one of fewest days."""
        return self._choice(max(self._best))

    def fewest_days(self, gain: Fraction) -> tuple[Option, ...] | None:
        """Return the choice of fewest days that gains at least `gain`; None where there is none."""
        needed = gain * self._gain_unit
        enough = (spent for spent, gained in self._best.items() if gained >= needed)
        spent = min(enough, default=None)
        return None if spent is None else self._choice(spent)

    def _choice(self, spent: int) -> tuple[Option, ...]:
        chosen = []
        for taken in reversed(self._taken):
            option, spent = taken[spent]
            if option is not None:
                chosen.append(option)
        return tuple(reversed(chosen))


def _common(numbers: Iterable[Fraction]) -> int:
    return lcm(*(number.denominator for number in numbers))
