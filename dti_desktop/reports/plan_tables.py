"""The tables of the improvement plan: where it stands, what is done, by whom, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dti_desktop.reports.blocks import Align, Column, Row, Run, Runs, Table, plain
from dti_desktop.reports.plan_model import (
    ImprovementPlan,
    PlanAction,
    PlanRow,
    ProvideEvidence,
    ReachLevel,
    ReachNumber,
    gained_points,
    needed_days,
)
from dti_desktop.reports.wording import Wording

_NOTHING = "–"
_CODE_MM, _POINTS_MM, _PLACES_MM, _DAYS_MM, _DEPARTMENT_MM, _DUE_MM = 11.5, 13.5, 10.5, 11.5, 30.0, 19.5


def index_table(plan: ImprovementPlan, words: Wording, number: int) -> Table:
    """Return the main indices with their points now, those still open, and those that the plan brings."""
    gains = {code: gained_points(rows) for code, rows in plan.rows_by_index.items()}
    rows = []
    for index in plan.indices:
        value = index.points / index.max_points if index.max_points else None
        figures = (index.points, index.max_points, value, index.max_points - index.points)
        rows.append(
            Row(
                (
                    _cell(index.code),
                    _cell(words.of(index.title)),
                    *_figures(words, figures, gains, index.code),
                )
            )
        )
    standing = plan.standing
    before = standing.before
    whole = (before.points, standing.max_points, before.value, standing.max_points - before.points)
    gains[""] = gained_points(plan.rows)
    now = "now" if standing.expected is None else "expected_now"
    total = (_cell(""), _cell(words("report.index.total")), *_figures(words, whole, gains, ""))
    rows.append(Row(_all_bold(total), "total"))
    columns = (
        _column(words, "code", 9.5),
        _column(words, "index", 0),
        *(
            _column(words, name, width, is_number=True)
            for name, width in ((now, 18), ("most", 16), ("value", 16), ("open", 17), ("gain", 17))
        ),
    )
    return Table(words("report.plan.table.indices", number=number), columns, tuple(rows))


def _figures(
    words: Wording,
    figures: tuple[Fraction, Fraction, Fraction | None, Fraction],
    gains: dict[str, Fraction],
    code: str,
) -> tuple[tuple[Runs, ...], ...]:
    points, most, value, lost = figures
    gain = gains.get(code)
    return (
        _cell(words.points(points)),
        _cell(words.exact(most)),
        _cell(words.value(value)),
        _cell(words.points(lost)),
        _cell(words.points(gain) if gain else _NOTHING),
    )


def outcome_table(plan: ImprovementPlan, words: Wording, number: int) -> Table:
    """Return points, value and rank now and after the plan, with the change."""
    now, then = plan.standing.before, plan.outcome
    lines = [
        (
            "points",
            words.points(now.points),
            words.points(then.points),
            words.change(then.points - now.points),
        ),
    ]
    if now.value is not None and then.value is not None:
        change = words.value_change(then.value - now.value)
        lines.append(("value", words.value(now.value), words.value(then.value), change))
    rank_now = _NOTHING if now.rank is None else words.count(now.rank)
    if then.median_rank is not None:
        change = _NOTHING if now.rank is None else words.whole_change(now.rank - then.median_rank)
        lines.append(("rank", rank_now, words.count(then.median_rank), change))
    elif now.rank is not None:
        lines.append(("rank", rank_now, _NOTHING, _NOTHING))
    if then.best_rank is not None and then.worst_rank is not None:
        within = words("report.plan.range", best=then.best_rank, worst=then.worst_rank)
        lines.append(("interval", _NOTHING, within, _NOTHING))
    rows = tuple(
        Row((_cell(words(f"report.plan.measure.{name}")), *(_cell(text) for text in texts)))
        for name, *texts in lines
    )
    columns = (
        _column(words, "measure", 0),
        _column(words, "before", 27, is_number=True),
        _column(words, "after", 35, is_number=True),
        _column(words, "change", 25, is_number=True),
    )
    return Table(words("report.plan.table.outcome", number=number), columns, rows)


def task_table(plan: ImprovementPlan, words: Wording, number: int) -> Table:
    """Return every task under its main index: what is done, gained and spent, by whom, until when."""
    with_places = any(row.places_gained is not None for row in plan.rows)
    titles = {index.code: words.of(index.title) for index in plan.indices}
    rows = []
    for code, tasks in plan.rows_by_index.items():
        rows.append(_sum_row(words, (code, titles.get(code, "")), tasks, with_places, "group"))
        for task in tasks:
            what = (_title(words, task), *(action_runs(action, words) for action in task.actions))
            cells = [_cell(task.indicator_code), what, _cell(words.points(task.points_gained))]
            if with_places:
                cells.append(
                    _cell(_NOTHING if task.places_gained is None else words.mean(task.places_gained))
                )
            cells += [_cell(words.exact(task.effort_days)), _department(words, task), _due(words, task)]
            rows.append(Row(tuple(cells)))
    total = ("", words("report.plan.total"))
    rows.append(_sum_row(words, total, plan.rows, with_places, "total"))
    columns = [_column(words, "code", _CODE_MM), _column(words, "task", 0)]
    columns.append(_column(words, "gain", _POINTS_MM, is_number=True))
    if with_places:
        columns.append(_column(words, "places", _PLACES_MM, is_number=True))
    columns += [
        _column(words, "days", _DAYS_MM, is_number=True),
        _column(words, "department", _DEPARTMENT_MM),
        _column(words, "due", _DUE_MM),
    ]
    return Table(words("report.plan.table.tasks", number=number), tuple(columns), tuple(rows))


def _sum_row(
    words: Wording, names: tuple[str, str], tasks: Sequence[PlanRow], with_places: bool, kind: str
) -> Row:
    """Return a bold row with points and days of `tasks` together; places do not add up."""
    cells = [_cell(name) for name in names]
    cells.append(_cell(words.points(gained_points(tasks))))
    cells += [_cell("")] * with_places
    cells += [_cell(words.exact(needed_days(tasks))), _cell(""), _cell("")]
    return Row(_all_bold(cells), "total" if kind == "total" else "group")


def department_table(plan: ImprovementPlan, words: Wording, number: int) -> Table:
    """Return the tasks once more, under who is responsible for them."""
    rows = []
    for department, tasks in plan.rows_by_department.items():
        name = department or words("report.plan.no_department")
        sums = (_cell(words.points(gained_points(tasks))), _cell(words.exact(needed_days(tasks))))
        count = words("report.plan.tasks", count=words.count(len(tasks)))
        rows.append(Row(_all_bold((_cell(""), _cell(name), *sums, _cell(count))), "group"))
        for task in tasks:
            rows.append(
                Row(
                    (
                        _cell(task.indicator_code),
                        _cell(words.of(task.title)),
                        _cell(words.points(task.points_gained)),
                        _cell(words.exact(task.effort_days)),
                        _due(words, task),
                    )
                )
            )
    columns = (
        _column(words, "code", _CODE_MM),
        _column(words, "department_task", 0),
        _column(words, "gain", _POINTS_MM, is_number=True),
        _column(words, "days", _DAYS_MM, is_number=True),
        _column(words, "due", 26),
    )
    return Table(words("report.plan.table.departments", number=number), columns, tuple(rows))


def exclusion_table(plan: ImprovementPlan, words: Wording, number: int) -> Table:
    """Return the indicators for which nothing is planned, each with its reason."""
    rows = tuple(
        Row((_cell(row.indicator_code), _cell(words.of(row.title)), _cell(_reason(words, row.reason))))
        for row in plan.excluded
    )
    columns = (
        _column(words, "code", _CODE_MM),
        _column(words, "indicator", 0),
        _column(words, "reason", 68, is_apart=True),
    )
    return Table(words("report.plan.table.excluded", number=number), columns, rows)


def action_runs(action: PlanAction, words: Wording) -> Runs:
    """Return in words what is to be done."""
    match action:
        case ProvideEvidence(wanted):
            said = words("report.plan.action.evidence", wanted=words.of(wanted))
            label = ""
        case ReachLevel(now, target, of):
            label = words.of(of) if of else ""
            facts = {"now": words.of(now) if now else "", "target": words.of(target)}
            said = words("report.plan.action.level" if now else "report.plan.action.first_level", **facts)
        case ReachNumber(of, now, number, unit):
            label, key = words.of(of), "report.plan.action.first_number"
            if now is not None:
                is_less = number < now
                key = "report.plan.action.fewer" if is_less else "report.plan.action.more"
            facts = {"now": _NOTHING if now is None else words.exact(now), "target": words.exact(number)}
            said = words(key, unit=words.of(unit), **facts).strip()
    if not label:
        return plain(said[:1].upper() + said[1:])
    return (Run(words("report.plan.action.of", label=label), is_italic=True), Run(" " + said))


def _title(words: Wording, task: PlanRow) -> Runs:
    marks = words(f"report.mark.{task.confidence}")
    if task.is_measured_by_ministry:
        marks += words("report.mark.ministry")
    title = Run(words.of(task.title), is_bold=True)
    return (title, Run("\u00a0" + marks)) if marks else (title,)


def _department(words: Wording, task: PlanRow) -> tuple[Runs, ...]:
    name = " ".join(task.department.split())
    return _cell(name) if name else (plain(words("report.plan.no_department"), is_italic=True),)


def _due(words: Wording, task: PlanRow) -> tuple[Runs, ...]:
    day = plain(words.day(task.due) if task.due else _NOTHING)
    late = plain(words("report.plan.late"), is_italic=True)
    return (day, late) if task.is_in_time is False else (day,)


def _reason(words: Wording, reason: str) -> str:
    key = f"report.plan.reason.{reason}"
    return words(key) if words.has(key) else words("report.plan.reason_other", code=reason)


def _column(
    words: Wording, name: str, width_mm: float, *, is_number: bool = False, is_apart: bool = False
) -> Column:
    align: Align = "right" if is_number else "left"
    return Column(words(f"report.plan.column.{name}"), width_mm, align, is_apart)


def _cell(text: str) -> tuple[Runs, ...]:
    return (plain(text),)


def _all_bold(cells: Sequence[tuple[Runs, ...]]) -> tuple[tuple[Runs, ...], ...]:
    return tuple(
        tuple(tuple(Run(run.text, True, run.is_italic) for run in runs) for runs in cell) for cell in cells
    )
