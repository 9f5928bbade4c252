"""The optimum equals brute force: most gain for some days, fewest days for a gain, to the last fraction."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop.engine import optimum
from dti_desktop.engine.integer_programme import Limit, SolverGaveUp, least
from dti_desktop.engine.optimum import Choice, all_gain, fewest_days, most_gain
from dti_desktop.engine.trade_offs import Option, TradeOffs

ZERO = Fraction(0)


def random_options(die: Random) -> list[Option]:
    """Return up to six rows of up to four options; many alike, many in thirds, some off every grid."""
    denominators = die.choice([(1,), (3,), (1, 2, 3), (7, 11, 13), (999_983, 1_000_003, 3)])
    effort = die.choice([(1,), (2,), (1, 2, 100), (3, 7)])
    options = []
    for row in range(die.randint(1, 6)):
        for number in range(die.randint(0, 4)):
            gain = Fraction(die.randint(0, 20), die.choice(denominators))
            days = Fraction(die.randint(0, 12), die.choice(effort))
            options.append(Option(f"r{row}", f"o{number}", gain, days))
    return options


def everything(options: list[Option]) -> list[tuple[Fraction, Fraction]]:
    """Return days and gain of every choice there is: the brute force."""
    rows: dict[str, list[tuple[Fraction, Fraction]]] = {}
    for option in options:
        rows.setdefault(option.row, [(ZERO, ZERO)]).append((option.days, option.gain))
    return [
        (sum((days for days, _ in chosen), ZERO), sum((gain for _, gain in chosen), ZERO))
        for chosen in product(*rows.values())
    ]


def is_lawful(choice: Choice, options: list[Option]) -> bool:
    """Whether at most one option of each row was taken, and only from what was offered."""
    rows = [option.row for option in choice.options]
    return len(set(rows)) == len(rows) and set(choice.options) <= set(options)


@pytest.mark.parametrize("seed", range(200))
def test_most_gain_equals_brute_force(seed: int) -> None:
    die = Random(seed)
    options = random_options(die)
    days = Fraction(die.randint(0, 60), die.choice((1, 2, 7)))
    found = most_gain(options, days)
    best = max((gain for spent, gain in everything(options) if spent <= days), default=ZERO)
    fewest = min(spent for spent, gain in everything(options) if gain == best)
    assert is_lawful(found, options)
    assert (found.gain, found.days) == (best, fewest)


@pytest.mark.parametrize("seed", range(200))
def test_fewest_days_equals_brute_force(seed: int) -> None:
    die = Random(1000 + seed)
    options = random_options(die)
    reachable = everything(options)
    # Often exactly what some choice gains, or a hair more: there rounding would deceive.
    gain = die.choice(reachable)[1] + die.choice((ZERO, ZERO, Fraction(1, 10**9), Fraction(1)))
    found = fewest_days(options, gain)
    enough = [(spent, gained) for spent, gained in reachable if gained >= gain]
    if not enough:
        assert found is None
        return
    fewest = min(spent for spent, _ in enough)
    assert found is not None and is_lawful(found, options)
    assert (found.days, found.gain) == (fewest, max(gained for spent, gained in enough if spent == fewest))


@pytest.mark.parametrize("seed", range(60))
def test_the_list_of_trade_offs_equals_brute_force(seed: int) -> None:
    die = Random(2000 + seed)
    options = random_options(die)
    rows: dict[str, list[Option]] = {}
    for option in options:
        rows.setdefault(option.row, []).append(option)
    days = Fraction(die.randint(0, 60), 2)
    within = [(spent, gain) for spent, gain in everything(options) if spent <= days]
    most = Choice(TradeOffs(list(rows.values()), days).most_gain())
    best = max(gain for _, gain in within)
    assert (most.gain, most.days) == (best, min(spent for spent, gain in within if gain == best))
    wanted = die.choice(within)[1]
    few = TradeOffs(list(rows.values()), None).fewest_days(wanted)
    assert few is not None
    assert Choice(few).gain >= wanted
    assert Choice(few).days == min(spent for spent, gain in everything(options) if gain >= wanted)


def like_rows(count: int, gain: Fraction, days: int) -> list[Option]:
    return [Option(f"r{n}", "o", gain, Fraction(days)) for n in range(count)]


def test_thirds_add_up_exactly() -> None:
    thirds = like_rows(30, Fraction(10, 3), 15)
    found = fewest_days(thirds, Fraction(10))
    assert found is not None and (found.days, found.gain) == (45, 10)
    more = fewest_days(thirds, 10 + Fraction(1, 10**12))
    assert more is not None and more.days == 60
    assert most_gain(thirds, Fraction(59)).gain == 10


def test_many_equal_choices_off_every_grid_come_to_an_end() -> None:
    primes = (999_983, 1_000_003, 1_000_033, 1_000_037, 1_000_039)
    options = [
        Option(f"r{prime}-{n}", f"o{size}", Fraction(size * 3, prime), Fraction(size, 2))
        for prime in primes
        for n in range(6)
        for size in (1, 2, 4)
    ]
    found = most_gain(options, Fraction(31, 2))
    best = max(option.gain / option.days for option in options)
    assert found.gain <= best * Fraction(31, 2)
    assert found == most_gain(options, Fraction(31, 2))
    back = fewest_days(options, found.gain)
    assert back is not None and (back.days, back.gain) == (found.days, found.gain)


def test_the_solvers_failure_is_made_good(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object) -> None:
        raise SolverGaveUp("lost")

    options = [*like_rows(5, Fraction(1, 7), 3), Option("x", "big", Fraction(2), Fraction(8))]
    few, much = fewest_days(options, Fraction(2)), most_gain(options, Fraction(11))
    monkeypatch.setattr(optimum, "least", gives_up)
    assert fewest_days(options, Fraction(2)) == few
    assert most_gain(options, Fraction(11)).gain == much.gain == Fraction(15, 7)


@pytest.mark.parametrize("gain", [Fraction(0), Fraction(-5)])
def test_what_is_reached_already_takes_nothing(gain: Fraction) -> None:
    found = fewest_days(like_rows(3, Fraction(1), 2), gain)
    assert found == Choice(())


def test_no_days_buy_only_what_takes_none() -> None:
    free = Option("free", "o", Fraction(1, 3), ZERO)
    assert most_gain([*like_rows(3, Fraction(1), 2), free], ZERO) == Choice((free,))


def test_days_beyond_what_the_solver_can_tell_apart() -> None:
    huge = Option("a", "x", Fraction(5), Fraction(10**15))
    options = [
        huge,
        Option("b", "x", Fraction(3), Fraction(1, 10**6)),
        Option("c", "x", Fraction(2), Fraction(7, 3)),
    ]
    assert most_gain(options, Fraction(10**15)).gain == 5
    assert most_gain(options, Fraction(10**15) + 3).gain == 10
    few, all_ = fewest_days(options, Fraction(5)), fewest_days(options, Fraction(10))
    assert few is not None and huge not in few.options
    assert all_ is not None and len(all_.options) == 3


def test_no_options_at_all() -> None:
    assert most_gain([], Fraction(10)) == Choice(())
    assert fewest_days([], Fraction(0)) == Choice(())
    assert fewest_days([], Fraction(1)) is None


def test_all_that_can_be_gained_in_the_fewest_days() -> None:
    options = [
        Option("a", "slow", Fraction(3), Fraction(9)),
        Option("a", "quick", Fraction(3), Fraction(4)),
        Option("a", "small", Fraction(1), Fraction(1)),
        Option("b", "none", ZERO, Fraction(1)),
    ]
    assert [option.id for option in all_gain(options).options] == ["quick"]
    beyond = most_gain(options, Fraction(10**15))
    assert (beyond.gain, beyond.days) == (all_gain(options).gain, all_gain(options).days)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), more=st.fractions(0, 20, max_denominator=4))
def test_more_days_never_gain_less_and_more_gain_never_takes_fewer_days(seed: int, more: Fraction) -> None:
    die = Random(seed)
    options = random_options(die)
    days = Fraction(die.randint(0, 30), 2)
    poor, rich = most_gain(options, days), most_gain(options, days + more)
    assert rich.gain >= poor.gain and poor.days <= days
    little, much = fewest_days(options, poor.gain), fewest_days(options, poor.gain + more)
    assert little is not None and little.days == poor.days
    assert much is None or much.days >= little.days


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_order_of_the_rows_changes_no_sum_and_the_same_input_no_choice(seed: int) -> None:
    die = Random(seed)
    options = random_options(die)
    days = Fraction(die.randint(0, 30), 2)
    found = most_gain(options, days)
    assert most_gain(list(options), days) == found
    die.shuffle(options)
    other = most_gain(options, days)
    assert (other.gain, other.days) == (found.gain, found.days)


def test_the_solver_takes_empty_and_impossible_programmes() -> None:
    assert least([], [Limit({}, most=0)]) == frozenset()
    assert least([], [Limit({}, least=1)]) is None
    assert least([1, 1], [Limit({0: 1, 1: 1}, least=3)]) is None
    assert least([3, 2], [Limit({0: 1, 1: 1}, least=1)]) == frozenset({1})
