"""Whatever departments return, in whatever order: one result, nothing overwritten silently, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_parts import edited, limited, random_codes, random_content, random_id
from whole_values import written

from dti_desktop import paths
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.merge import OURS, Merge, Returned, merge, outcome
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.part_content import PartContent, Place, Value, values_of
from dti_desktop.engine.part_documents import candidates, final_ids
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark

CATALOGUE = parse_catalogue((paths.resources_dir() / "catalogues" / "dti-province-2022.json").read_bytes())


@dataclass(frozen=True)
class Case:
    """What the office holds now, the files that came back, the sub-indicators that are locked."""

    ours: PartContent
    baselines: tuple[PartContent, ...]
    files: tuple[Returned, ...]
    approved: frozenset[str]

    def locked_documents(self) -> frozenset[str]:
        return frozenset(id_ for code in self.approved for id_ in self.ours.links.get(code, ()))

    def merged(self, *files: Returned) -> Merge:
        """Judge files as they lie there, whatever their documents are called."""
        here = candidates(self.ours.documents.values(), self.baselines)
        named = []
        for file in files:
            known = {id_: id_ for id_ in file.base.documents}
            ids = final_ids(file.theirs, known, here, {})
            named.append(replace(file, theirs=file.theirs.with_ids(ids)))
        return merge(self.ours, named, approved=self.approved, locked_documents=self.locked_documents())


def case_of(die: Random, catalogue: Catalogue = CATALOGUE, *, chance_of_change: float = 0.5) -> Case:
    """Return a random case: two to five files, some of the same sub-indicators, some one after the other."""
    codes = random_codes(die, catalogue, die.randint(2, 5))
    whole = random_content(die, catalogue, codes)
    files: list[Returned] = []
    baselines = []
    for number in range(die.randint(1, 4)):
        mine = sorted(die.sample(codes, die.randint(1, len(codes))))
        base = limited(whole, catalogue, mine, with_notes=False)
        baselines.append(base)
        theirs, follows = base, frozenset[str]()
        for _ in range(die.choice((1, 1, 1, 2))):
            for _ in range(die.randint(0, 4)):
                if die.random() < chance_of_change:
                    theirs = edited(die, catalogue, mine, theirs)
            theirs = limited(theirs, catalogue, mine, with_notes=True)
            file = Returned(random_id(die), f"p{number}", f"Sở {number}", base, theirs, follows)
            files.append(file)
            follows |= {file.id}
    ours = whole
    for _ in range(die.randint(0, 3)):
        if die.random() < chance_of_change:
            ours = kept_documents(whole, edited(die, catalogue, codes, ours))
    approved = frozenset(code for code in codes if die.random() < 0.1)
    return Case(ours, tuple(baselines), tuple(files), approved)


def kept_documents(before: PartContent, after: PartContent) -> PartContent:
    """The office's documents stay in its assessment when the last link to them goes."""
    return replace(after, documents={**before.documents, **after.documents})


def resolved(merged: Merge, ours: PartContent, choice: int) -> PartContent:
    return written(ours, outcome(merged, choices(merged, choice), ours))


def choices(merged: Merge, choice: int) -> dict[Place, int]:
    return {c.place: OURS if c.reason == "approved" else choice for c in merged.conflicts}


def check_order_means_nothing(case: Case, die: Random) -> None:
    files = list(case.files)
    first = case.merged(*files)
    die.shuffle(files)
    again = case.merged(*files)
    assert again == first
    for choice in (OURS, 0):
        assert resolved(again, case.ours, choice) == resolved(first, case.ours, choice)


def check_one_by_one(case: Case, die: Random) -> bool:
    """Where nothing is to be decided, files are merged one after the other, in any order, to the same."""
    together = case.merged(*case.files)
    if together.conflicts:
        return False
    last = [file for file in case.files if file.id in together.live]
    die.shuffle(last)
    now = case
    for file in last:
        one = now.merged(file)
        assert one.conflicts == ()
        now = replace(now, ours=resolved(one, now.ours, OURS))
    assert now.ours == resolved(together, case.ours, OURS)
    for file in last:
        assert now.merged(file).is_empty, "merging twice changes nothing"
    return True


def check_nothing_is_lost(case: Case, choice: int) -> None:
    merged = case.merged(*case.files)
    result = outcome(merged, choices(merged, choice), case.ours)
    after = values_of(written(case.ours, result))
    told: set[tuple[Place, Value | None]] = {(lost.place, lost.offer.value) for lost in result.lost}
    told |= {(lost.place, lost.kept) for lost in result.lost}
    here = values_of(case.ours)
    told |= {(place, here.get(place)) for place in result.writes}  # the journal keeps what stood there
    conflicts = {conflict.place: conflict for conflict in merged.conflicts}
    for file in merged.live.values():
        base, theirs = values_of(file.base), values_of(file.theirs)
        for place, value in theirs.items():
            if value == base.get(place) or place.kind == "added":
                continue
            if isinstance(value, Comment):
                found = after.get(place)
                assert isinstance(found, Comment)
                assert (found.text, found.who) == (value.text, value.who)
                continue
            assert after.get(place) == value or (place, value) in told, (place, value)
    for place, value in here.items():
        if after.get(place) == value or place.kind == "added":
            continue
        # What stood here gives way only where nobody here had changed it, or where a person said so.
        if place in conflicts:
            assert choice != OURS and conflicts[place].reason != "approved"
        elif place.kind not in ("comment", "file_name"):
            assert place in merged.taken
            bases = [values_of(f.base).get(place) for f in merged.live.values()]
            assert value in bases or place.kind == "profile" or _says(after.get(place)) == _says(value)


def _says(value: object) -> object:
    """What was said of a review, whoever said it; the value itself for any other kind."""
    signed = isinstance(value, ReviewMark | GivenScore)
    return replace(value, who="", at_utc="") if signed else value


def check_what_is_locked_stays(case: Case) -> None:
    merged = case.merged(*case.files)
    after = values_of(resolved(merged, case.ours, 0))
    for place, value in values_of(case.ours).items():
        if place.kind in ("answer", "explanation", "link") and place.code in case.approved:
            assert after.get(place) == value
        if place.kind in ("citation", "file", "file_name", "added") and place.key in case.locked_documents():
            assert after.get(place) == value


def check_figures_are_always_asked_about(case: Case) -> None:
    assert not any(place.kind == "profile" for place in case.merged(*case.files).taken)


def judge(seed: int) -> bool:
    """Hold everything against one random case; tell whether it had nothing to decide."""
    die = Random(seed)
    case = case_of(die, chance_of_change=die.choice((0.15, 0.5, 1.0)))
    check_order_means_nothing(case, die)
    check_nothing_is_lost(case, OURS)
    check_nothing_is_lost(case, 0)
    check_what_is_locked_stays(case)
    check_figures_are_always_asked_about(case)
    return check_one_by_one(case, die)


@settings(max_examples=150)
@given(st.integers(min_value=0))
def test_any_files_in_any_order(seed: int):
    judge(seed)


def test_both_kinds_of_cases_come_up():
    found = [judge(seed) for seed in range(60)]
    assert 5 < sum(found) < 55


@settings(max_examples=150)
@given(st.integers(min_value=0))
def test_one_file_is_merged_by_the_plain_rule(seed: int):
    """Three ways, value by value: written down once more, without a word of the other."""
    die = Random(seed)
    case = case_of(die)
    file = case.files[0]
    merged = case.merged(file)
    (named,) = merged.live.values()
    base, theirs, ours = values_of(named.base), values_of(named.theirs), values_of(case.ours)
    for place in {*base, *theirs}:
        if (
            place.kind in ("comment", "file_name", "added", "profile", "review", "given_score")
            or place.code in case.approved
        ):
            continue
        is_judged = place.key in named.theirs.documents and place.key not in case.locked_documents()
        if place.kind in ("citation", "file") and not is_judged:
            continue
        b, t, o = base.get(place), theirs.get(place), ours.get(place)
        conflict = any(c.place == place for c in merged.conflicts)
        if t in (b, o):
            assert place not in merged.taken and not conflict
        elif o == b:
            assert merged.taken[place].value == t and not conflict
        else:
            assert conflict and place not in merged.taken


@pytest.mark.parametrize("choice", [OURS, 0])
def test_a_conflict_needs_a_choice(choice):
    for seed in range(40):
        case = case_of(Random(seed), chance_of_change=1.0)
        merged = case.merged(*case.files)
        if merged.conflicts:
            with pytest.raises(KeyError):
                outcome(merged, {}, case.ours)
            return
    raise AssertionError("no conflict came up")
