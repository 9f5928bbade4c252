"""What-ifs: a copy that never touches the assessment, comparisons as the engine says, drafts, scales."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment, Scenario
from dti_desktop.engine.model import CountRule, RateRule, RatioRule, quantities
from dti_desktop.engine.ranking import rank
from dti_desktop.engine.rules import evaluate
from dti_desktop.engine.scoring import score
from dti_desktop.services.library import Library
from dti_desktop.services.number_scale import MOST_STEPS, Known, Scale, scale_for_answer, scale_for_figure
from dti_desktop.services.sample import create_sample
from dti_desktop.services.whatif import NOTHING, compare, fit, try_out, with_answer, with_figure
from dti_desktop.services.whatif_draft import ANSWER, FIGURE, Draft, draft_from_json, draft_of, draft_to_json
from dti_desktop.services.workspace import Workspace

CHANGES = Scenario("s1", "Thử", "", {"8.3": {"a": Decimal(9)}, "1.1": {}}, {"population": Decimal(1_300_000)})


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("whatif") / "store"
    opened = Workspace.open(folder, library, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="Hoa")
    create_sample(opened, library)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sample(workspace: Workspace) -> Assessment:
    return workspace.load("sample-soc-trang-2022")


# -- the copy ------------------------------------------------------------------------------------------


def test_the_copy_is_what_the_engine_says_and_the_assessment_stays(
    sample: Assessment, workspace: Workspace
) -> None:
    before = replace(sample)
    scorecard = score(sample.catalogue, sample.answers, sample.profile)
    tried = try_out(sample, scorecard, CHANGES, workspace.result_book)
    copy = sample.with_scenario(CHANGES)
    whole = score(copy.catalogue, copy.answers, copy.profile)
    assert tried.assessment == copy
    assert tried.outlook.scorecard == whole, "only what is touched is judged again, with the same result"
    assert tried.outlook.ranking == rank(
        sample.catalogue, whole, sample.province, workspace.result_book, sample.year
    )
    assert (tried.codes, tried.figures, tried.changes) == (("1.1", "8.3"), ("population",), 3)
    assert tried.touched == {"1.1", "8.3"} | sample.catalogue.codes_by_profile_key["population"]
    assert sample == before


def test_what_is_the_same_is_no_change(sample: Assessment, workspace: Workspace) -> None:
    scorecard = score(sample.catalogue, sample.answers, sample.profile)
    same = Scenario("", "", "", {"8.3": sample.answers["8.3"]}, {"population": sample.profile["population"]})
    tried = try_out(sample, scorecard, same, workspace.result_book)
    assert (tried.changes, tried.touched) == (0, frozenset())
    assert tried.outlook.scorecard == scorecard
    changed = with_answer(sample, NOTHING, "8.3", {"a": Decimal(9)})
    assert changed.answers == {"8.3": {"a": Decimal(9)}}
    assert with_answer(sample, changed, "8.3", sample.answers["8.3"]) == NOTHING
    assert with_figure(
        sample, with_figure(sample, NOTHING, "population", None), "population", None
    ).profile == {"population": None}


def test_rows_of_another_catalogue_are_named_and_left_out(sample: Assessment, workspace: Workspace) -> None:
    strange = Scenario(
        "old",
        "Bộ cũ",
        "",
        {
            "99.1": {"level": "x"},
            "1.1": {"level": "nothing-of-the-kind"},
            "8.3": {"a": Decimal(9)},
            "4.1": {"a": "text", "a.b": Decimal(1)},
            "1.10": {},
        },
        {"dragons": Decimal(1), "population": Decimal(10) ** 20, "households": None},
    )
    found = fit(sample.catalogue, strange)
    assert found.strange == ("99.1", "1.1", "4.1", "dragons", "population")
    assert found.scenario.answers == {"8.3": {"a": Decimal(9)}, "1.10": {}}
    assert found.scenario.profile == {"households": None}
    scorecard = score(sample.catalogue, sample.answers, sample.profile)
    tried = try_out(sample, scorecard, strange, workspace.result_book)
    assert tried.strange == found.strange and set(tried.codes) == {"8.3", "1.10"}


def test_side_by_side_is_each_by_itself(sample: Assessment, workspace: Workspace) -> None:
    scorecard = score(sample.catalogue, sample.answers, sample.profile)
    forecaster = workspace.forecaster
    present, one = compare(sample, scorecard, [CHANGES], workspace.result_book, forecaster)
    assert present.trial.changes == 0 and present.trial.outlook.scorecard == scorecard
    assert present.prospect == forecaster.prospect(sample, scorecard)
    copy = sample.with_scenario(CHANGES)
    assert one.prospect == forecaster.prospect(copy, score(copy.catalogue, copy.answers, copy.profile))


# -- keeping what is tried ----------------------------------------------------------------------------------


def test_a_draft_comes_back_as_it_was() -> None:
    draft = Draft(
        replace(CHANGES, answers={**CHANGES.answers, "6.1": {"issued": True}}),
        ((FIGURE, "population"), (ANSWER, "8.3")),
        {"answer:4.1#a": "12 nghìn"},
    )
    assert draft_from_json(draft_to_json(draft)) == draft
    assert draft_of(CHANGES).rows == ((ANSWER, "8.3"), (ANSWER, "1.1"), (FIGURE, "population"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["answers", "profile", "rows", "texts", "number", "id", "1.1", "answer"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_setting_whatever_breaks_the_page(untrusted: object) -> None:
    draft = draft_from_json(untrusted)
    assert draft is None or draft_from_json(draft_to_json(draft)) == draft


# -- scales -------------------------------------------------------------------------------------------------


def test_each_numerator_goes_to_the_full_share(sample: Assessment) -> None:
    seen = set()
    for code, indicator in sample.catalogue.indicators.items():
        rule = indicator.rule
        if not isinstance(rule, CountRule | RatioRule | RateRule):
            continue
        known = Known(sample.answers.get(code, {}), sample.profile)
        key = next(quantities(rule))[0]
        scale = scale_for_answer(rule, key, "", known, known)
        if scale is None:
            continue
        full = evaluate(rule, {**known.fields, key: scale.top}, sample.profile)
        complement = isinstance(rule, RatioRule) and rule.complement
        assert full.state == "answered" and full.share == (0 if complement else 1), code
        assert 1 <= scale.steps <= MOST_STEPS
        seen.add(rule.kind)
    assert seen == {"count", "ratio", "rate"}


def test_a_denominator_does_not_run_away_from_its_own_slider(sample: Assessment) -> None:
    rule = sample.catalogue.indicators["4.1"].rule
    assert isinstance(rule, RatioRule)
    below = rule.denominator.id
    present = Known({"a": Decimal(5), below: Decimal(100)}, {})
    moved = Known({"a": Decimal(5), below: Decimal(180)}, {})
    assert scale_for_answer(rule, below, "", present, moved) == Scale(Decimal(200), Decimal(1))
    assert scale_for_answer(rule, rule.numerator.id, "", present, moved) == Scale(Decimal(180), Decimal(1))
    assert scale_for_answer(rule, rule.numerator.id, "", Known({}, {}), Known({}, {})) is None
    assert scale_for_figure(None) is None and scale_for_figure(Decimal(0)) is None


@given(st.decimals(min_value=0, max_value=10**12, places=6))
def test_every_place_is_a_number_and_back(present: Decimal) -> None:
    scale = scale_for_figure(present)
    if scale is None:
        assert present == 0
        return
    assert scale.number(scale.steps) == scale.top == 2 * present and scale.number(0) == 0
    assert scale.place(scale.number(scale.steps // 2)) == scale.steps // 2
    assert scale.place(10 * scale.top) == scale.steps
    numbers = [scale.number(place) for place in range(0, scale.steps + 1, max(1, scale.steps // 7))]
    assert numbers == sorted(set(numbers))
    assert all(Fraction(number).denominator <= 10**6 for number in numbers)
