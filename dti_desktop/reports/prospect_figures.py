"""The pictures of the leader's annex: the years, the change of points, the rival above, what may be lost.

Each has a paragraph that says what it shows, its caption and its table twin; what nothing is known of is
left out with its heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from dti_desktop.engine.assessment import Document
from dti_desktop.engine.sensitivity import Loss
from dti_desktop.reports import charts
from dti_desktop.reports.annex_sections import AnnexSections
from dti_desktop.reports.chart_rows import index_rows
from dti_desktop.reports.figures import (
    FAN_CAPTION,
    RIVAL_CAPTION,
    WATERFALL_CAPTION,
    chart_style,
)
from dti_desktop.reports.findings_by_kind import code_ranges
from dti_desktop.reports.prospect_model import PublishedPoints, ReportProspect, RivalAbove
from dti_desktop.reports.standing_rows import LossRow, StepRow, YearFigure, YearForecast
from dti_desktop.reports.typesetter import Typesetter
from dti_desktop.reports.wording import shortened

_ZERO = Fraction(0)
_MOST_LOSSES = 10
_NAME_IN_ROW = 60
_VISIBLE_POINTS = Fraction(1, 200)  # less would be written as no change
_RADAR_FROM = 3  # fewer spokes enclose nothing


def pictures(ts: Typesetter, prospect: ReportProspect, sections: AnnexSections) -> Iterator[list[Any]]:
    """Yield the sections with a picture, those of which something is known."""
    if prospect.past_ranks:
        yield _years(ts, prospect, sections)
    if prospect.before is not None:
        yield _change(ts, prospect.before, sections)
    if prospect.rival is not None:
        yield _rival(ts, prospect.rival, sections)
    if prospect.indicator_losses:
        yield _losses(ts, prospect, sections)


# -- over the years ------------------------------------------------------------------------------------


def _years(ts: Typesetter, prospect: ReportProspect, sections: AnnexSections) -> list[Any]:
    words, province = ts.words, ts.data.assessment.province
    found = prospect.forecast
    overall = None if found is None else found.overall
    past = prospect.past_ranks
    ranks = "; ".join(words("report.prospect.years.rank", year=row.year, rank=row.rank) for row in past)
    story = [sections.begin("report.prospect.section.years")]
    said = ts.markup("report.prospect.years", province=province, ranks=ranks)
    derived = [str(row.year) for row in past if row.is_derived]
    if derived:
        said += ts.markup("report.prospect.years.derived", years=", ".join(derived))
    forecasts: list[YearForecast] = []
    of = None
    if found is not None and overall is not None:
        low, high = overall.interval
        of = overall.of
        forecasts.append(
            YearForecast(found.year, overall.median, overall.at(0.25), overall.at(0.75), low, high)
        )
        past = tuple(row for row in past if row.year < found.year)
        said += ts.markup("report.prospect.years.forecast", year=found.year, median=overall.median)
        if past:
            said += _gained(ts, past[-1].rank - overall.median, past[-1].year)
        said += ts.markup("report.prospect.years.shown")
    story.append(ts.set("body", said))
    figures = [YearFigure(row.year, row.rank) for row in past]
    chart = charts.fan(province, figures, forecasts, "rank", chart_style(ts), of=of)
    return sections.with_figure(story, chart, FAN_CAPTION, province=province)


def _gained(ts: Typesetter, ranks: int, against: int) -> str:
    """Return the places gained or lost in the words of the news."""
    kind = "gained" if ranks > 0 else "lost" if ranks < 0 else "kept"
    key = f"history.{kind}.one" if abs(ranks) == 1 else f"history.{kind}"
    return ", " + ts.markup(key, ranks=abs(ranks), against=against)


# -- how the points changed ----------------------------------------------------------------------------


def _change(ts: Typesetter, before: PublishedPoints, sections: AnnexSections) -> list[Any]:
    words, now_points = ts.words, ts.data.scorecard.whole.points
    story: list[Any] = [sections.begin("report.prospect.section.change")]
    steps, together = points_steps(ts, before)
    facts: dict[str, object] = {"year": before.year, "before": words.points(before.points)}
    if all(abs(step.delta_points) < _VISIBLE_POINTS for step in steps):
        return [*story, ts.say("body", "report.prospect.change.none", **facts)]
    change = words.points_change(now_points - before.points)
    said = ts.markup("report.prospect.change", now=words.points(now_points), change=change, **facts)
    said += _extremes(ts, steps)
    if len(together) > 1:
        codes = _neighbours(ts, together)
        said += ts.markup("report.prospect.change.together", year=before.year, codes=codes)
    story.append(ts.set("body", said + ts.markup("report.prospect.change.judged")))
    start = words("report.prospect.change.start", year=before.year)
    end = words("report.prospect.change.end", year=ts.data.assessment.year)
    chart = charts.waterfall(start, before.points, steps, end, chart_style(ts))
    ends = {"start": start[:1].lower() + start[1:], "end": end[:1].lower() + end[1:]}
    return sections.with_figure(story, chart, WATERFALL_CAPTION, **ends)


def _extremes(ts: Typesetter, steps: Sequence[StepRow]) -> str:
    """Say where most was gained and lost, where anything was."""
    most = max(steps, key=lambda step: step.delta_points)
    least = min(steps, key=lambda step: step.delta_points)
    said = ""
    if most.delta_points >= _VISIBLE_POINTS:
        change = ts.words.points_change(most.delta_points)
        said += ts.markup("report.prospect.change.most", title=most.label, change=change)
    if least.delta_points <= -_VISIBLE_POINTS:
        change = ts.words.points_change(least.delta_points)
        said += ts.markup("report.prospect.change.least", title=least.label, change=change)
    return said


def points_steps(ts: Typesetter, before: PublishedPoints) -> tuple[list[StepRow], list[str]]:
    """Return the steps in catalogue order, and the main indices that are known only as one step together.

    Published values are rounded: what the parts leave over or lack is a step of its own.
    """
    indices, card = ts.data.assessment.catalogue.main_indices, ts.data.scorecard
    together = [index.code for index in indices if index.is_scored and index.code not in before.by_index]
    steps = []
    rest = card.whole.points - before.points
    for index in indices:
        if index.code in before.by_index:
            delta = card.indices[index.code].total.points - before.by_index[index.code]
            steps.append(StepRow(f"{index.code}. {ts.words.of(index.title)}", delta))
            rest -= delta
    if len(together) == 1:
        (alone,) = (index for index in indices if index.code == together[0])
        steps.insert(0, StepRow(f"{alone.code}. {ts.words.of(alone.title)}", rest))
    elif together:
        label = ts.words("report.prospect.change.codes", codes=_neighbours(ts, together))
        steps.insert(0, StepRow(label, rest))
    elif abs(rest) >= _VISIBLE_POINTS:
        steps.append(StepRow(ts.words("report.prospect.change.rounding"), rest))
    return steps, together


def _neighbours(ts: Typesetter, codes: Sequence[str]) -> str:
    """Return codes of main indices in their order, three and more neighbours as "1–5"."""
    place = {index.code: at for at, index in enumerate(ts.data.assessment.catalogue.main_indices)}
    runs: list[list[str]] = []
    for code in sorted(codes, key=place.__getitem__):
        if runs and place[code] == place[runs[-1][-1]] + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


# -- against the rival above ---------------------------------------------------------------------------


def _rival(ts: Typesetter, rival: RivalAbove, sections: AnnexSections) -> list[Any]:
    words, assessment = ts.words, ts.data.assessment
    name = rival.outline.province
    own = ts.data.scorecard.whole
    scale = assessment.catalogue.scale
    story: list[Any] = [sections.begin("report.prospect.section.rival")]
    said = ts.markup(
        "report.prospect.rival",
        year=rival.against,
        rival=name,
        province=assessment.province,
        value=words.value(rival.value),
        points=words.points(max(_ZERO, rival.value * scale - own.points)),
    )
    rows = [row for row in index_rows(assessment, ts.data.scorecard, ts.data.ranking) if row.is_scored]
    known = [(row, rival.outline.value(row.code)) for row in rows]
    behind = [
        (value * row.max_points - row.points, row)
        for row, value in known
        if value is not None and value * row.max_points > row.points
    ]
    if behind:
        gap, row = max(behind, key=lambda found: found[0])
        said += ts.markup(
            "report.prospect.rival.gap", title=words.of(row.title), points=words.points(gap), rival=name
        )
    unknown = [row.code for row, value in known if value is None]
    if unknown:
        said += ts.markup("report.prospect.rival.unknown", codes=_neighbours(ts, unknown), rival=name)
    story.append(ts.set("body", said))
    if len(rows) < _RADAR_FROM or len(unknown) == len(rows):
        return story
    chart = charts.radar(rows, chart_style(ts), rival.outline)
    return sections.with_figure(story, chart, RIVAL_CAPTION, rival=name)


# -- what may be lost ----------------------------------------------------------------------------------


def _losses(ts: Typesetter, prospect: ReportProspect, sections: AnnexSections) -> list[Any]:
    of_documents, of_indicators = prospect.document_losses, prospect.indicator_losses
    story: list[Any] = [sections.begin("report.prospect.section.losses")]
    if of_documents:
        said = _said(ts, "report.prospect.losses.documents", of_documents)
        labels = [_document_label(ts, loss) for loss in of_documents[:_MOST_LOSSES]]
        chart = _tornado(ts, prospect, of_documents, labels)
        story = sections.with_figure([*story, said], chart, "report.prospect.figure.documents")
    else:
        story.append(ts.say("body", "report.prospect.losses.no_document"))
    said = _said(ts, "report.prospect.losses.indicators", of_indicators)
    indicators = ts.data.assessment.catalogue.indicators
    shown = of_indicators[:_MOST_LOSSES]
    labels = [f"{loss.id} {ts.words.of(indicators[loss.id].short)}" for loss in shown]
    chart = _tornado(ts, prospect, of_indicators, labels)
    return [*story, *sections.with_figure([said], chart, "report.prospect.figure.indicators")]


def _said(ts: Typesetter, key: str, losses: Sequence[Loss]) -> Any:
    """Return the paragraph over a tornado: how many of all it shows."""
    return ts.say("body", key, shown=min(_MOST_LOSSES, len(losses)), total=len(losses))


def _tornado(
    ts: Typesetter, prospect: ReportProspect, losses: Sequence[Loss], labels: Sequence[str]
) -> charts.TornadoChart:
    """Return the dearest losses, as many as have labels."""
    has_places = prospect.forecast is not None and prospect.forecast.overall is not None
    rows = [
        LossRow(label, loss.points, max(0.0, loss.places) if has_places else None)
        for label, loss in zip(labels, losses, strict=False)
    ]
    return charts.tornado(rows, chart_style(ts), _MOST_LOSSES)


def _document_label(ts: Typesetter, loss: Loss) -> str:
    """Return a document by its number, else its title, else its file, with what hangs on it."""
    document: Document = ts.data.assessment.documents[loss.id]
    file_name = "" if document.file is None else document.file.original_name
    name = document.citation.number or document.citation.title or file_name
    codes = code_ranges(ts, loss.codes)
    return ts.words("report.prospect.document", name=shortened(name, _NAME_IN_ROW), codes=codes)
