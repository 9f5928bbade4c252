"""What was taken off the own points: as printed, by main index, and fed into the checks of the next year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from assessments import assessment_of, findings_of, scorecard_of

from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.previous import Previous, PreviousRow
from dti_desktop.engine.review import GivenScore, ReviewMark, ScoreCut
from dti_desktop.engine.score_cuts import cut_by_index, cuts, difference, earlier_cuts


def given(points: str, reason: str = "") -> GivenScore:
    return GivenScore(Decimal(points), reason)


def test_a_difference_that_nobody_can_see_is_none() -> None:
    assert difference(Fraction(20, 3), given("6.67")) == 0
    assert difference(Fraction(20, 3), given("6.66")) == Fraction(-1, 100)
    assert difference(Fraction(5), given("5.5")) == Fraction(1, 2)


def test_cuts_are_told_by_row_and_summed_by_main_index(real: Catalogue) -> None:
    assessment = assessment_of(
        real, {"answers": {"1.1": {"level": "head"}, "2.1": {"level": "issued"}, "2.2": {"level": "issued"}}}
    )
    card = scorecard_of(assessment)
    most = {code: card.indicators[code].points for code in ("1.1", "2.1", "2.2")}
    assert all(most.values())
    assessment = replace(
        assessment,
        given_scores={
            "2.2": {"ministry": given("1", "không có bản ký"), "reviewer": given("0")},
            "2.1": {"ministry": given("0.5")},
            "1.1": {"ministry": given(str(float(most["1.1"])))},
            "1.2": {"ministry": given("3")},  # more than nothing was claimed
        },
    )
    found = cuts(assessment, card, "ministry")
    assert found == (
        ScoreCut("2.1", most["2.1"], Fraction(1, 2), ""),
        ScoreCut("2.2", most["2.2"], Fraction(1), "không có bản ký"),
    )
    assert cut_by_index(assessment, found) == {"2": most["2.1"] + most["2.2"] - Fraction(3, 2)}
    assert [cut.code for cut in cuts(assessment, card, "reviewer")] == ["2.2"]


def test_what_was_cut_the_year_before_is_noted_with_its_reason(real: Catalogue) -> None:
    previous = Previous(
        "cu", 2021, "cu", "", rows={
            "2.1": PreviousRow("1.9", {}, points=Fraction(10), max_points=Fraction(10)),
            "2.2": PreviousRow("2.2", {}, points=Fraction(20, 3), max_points=Fraction(10)),
        },
    )  # fmt: skip
    then = {"1.9": {"ministry": given("7.5", "chỉ có dự thảo")}, "2.2": {"ministry": given("6.67")}}
    found = earlier_cuts(previous, then)
    assert found == {"2.1": ScoreCut("1.9", Fraction(10), Fraction(15, 2), "chỉ có dự thảo")}
    assessment = replace(assessment_of(real, {"answers": {}}), previous=previous, earlier_cuts=found)
    (finding,) = [each for each in findings_of(assessment) if each.code == "cut-last-year"]
    assert (finding.severity, finding.indicator, finding.facts) == (
        "note",
        "2.1",
        {"year": 2021, "own_points": "10.00", "given_points": "7.50", "reason": "chỉ có dự thảo"},
    )


def test_who_reviews_is_told_what_is_not_approved_who_does_not_is_left_alone(real: Catalogue) -> None:
    assessment = assessment_of(real, {"answers": {}})
    codes = list(real.indicators)
    assert not [each for each in findings_of(assessment) if each.code == "review-open"]
    marks = {code: ReviewMark("approved") for code in codes[1:]}
    for reviews, still_open in (({codes[0]: ReviewMark("awaiting")}, len(codes)), (marks, 1)):
        found = [e for e in findings_of(replace(assessment, reviews=reviews)) if e.code == "review-open"]
        assert [(e.severity, e.indicator, e.facts["count"]) for e in found] == [("note", None, still_open)]
    everything = {code: ReviewMark("approved") for code in codes}
    done = findings_of(replace(assessment, reviews=everything))
    assert not [each for each in done if each.code == "review-open"]
