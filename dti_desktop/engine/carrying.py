"""A new year from an old assessment: what is proposed for which row, what found no place, what was taken.

An earlier year's answers are proposals (`Assessment.previous`): they never lie among the answers before a
person has confirmed them, so nothing can count them. Nothing of the old year is lost on the way: every
answer, explanation and proving document is in a row or on the shelf.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dti_desktop.engine.assessment import Assessment, Fields, FieldValue
from dti_desktop.engine.catalogue_map import CatalogueMap, Names, field_values, followed
from dti_desktop.engine.model import Catalogue, Rule
from dti_desktop.engine.previous import Previous, PreviousDocument, PreviousRow
from dti_desktop.engine.scoring import Scorecard


def carry(
    old: Assessment, scorecard: Scorecard, new: Catalogue, known: CatalogueMap | None = None
) -> Previous:
    """Return what `old`, scored as `scorecard`, proposes for an assessment by the catalogue `new`.

    What a row of today cannot hold, because a field, a level or the row itself is gone, goes to the shelf
    under its old code. A row whose kind of rule has changed takes nothing unless the map names it.
    """
    if old.catalogue.digest == new.digest:
        known = None
    targets = {source: code for code, source in followed(old.catalogue, new, known).items()}
    rows: dict[str, PreviousRow] = {}
    shelf: dict[str, PreviousRow] = {}
    for old_code, indicator in old.catalogue.indicators.items():
        row = _row(old, scorecard, old_code)
        if not has_content(row):
            continue
        code = targets.get(old_code)
        is_named = known is not None and old_code in known.moved
        if code is None or (new.indicators[code].rule.kind != indicator.rule.kind and not is_named):
            shelf[old_code] = row
            continue
        renamed = row.fields if known is None else _renamed(row.fields, known, old_code)
        fitting, left = split_fields(new.indicators[code].rule, renamed)
        rows[code] = replace(row, fields=fitting)
        if not has_content(rows[code]):
            del rows[code]
        if left:
            shelf[old_code] = replace(row, fields=left, explanation="", documents=())
    profile = {} if known is None else known.profile
    return Previous(
        assessment_id=old.id,
        year=old.year,
        catalogue_id=old.catalogue.id,
        catalogue_digest=old.catalogue.digest,
        profile={profile.get(key, key): figure for key, figure in old.profile.items()},
        rows={code: rows[code] for code in new.indicators if code in rows},
        shelf=shelf,
    )


def has_content(row: PreviousRow) -> bool:
    """Whether a row holds anything that could be taken over."""
    return bool(row.fields or row.explanation or row.documents)


def split_fields(rule: Rule, fields: Fields) -> tuple[dict[str, FieldValue], dict[str, FieldValue]]:
    """Return the fields that `rule` asks for, with values that it knows, and all others."""
    allowed = field_values(rule)
    fitting = {name: value for name, value in fields.items() if _fits(value, allowed.get(name))}
    return fitting, {name: value for name, value in fields.items() if name not in fitting}


def unconfirmed(assessment: Assessment) -> tuple[str, ...]:
    """Return the rows of today that the earlier year answered and nobody has answered or confirmed yet.

    A row that was approved without an answer is locked: nothing of it waits.
    """
    previous = assessment.previous
    if previous is None:
        return ()
    approved = assessment.approved
    return tuple(
        code
        for code in assessment.catalogue.indicators
        if code in previous.rows
        and not assessment.answers.get(code)
        and code not in approved
        and split_fields(assessment.catalogue.indicators[code].rule, previous.rows[code].fields)[0]
    )


def unconfirmed_figures(assessment: Assessment) -> dict[str, Decimal]:
    """Return the province figures of the earlier year that are not known for this one yet."""
    previous = assessment.previous
    if previous is None:
        return {}
    return {
        each.key: previous.profile[each.key]
        for each in assessment.catalogue.profile
        if each.key in previous.profile and each.key not in assessment.profile
    }


def _row(old: Assessment, scorecard: Scorecard, code: str) -> PreviousRow:
    documents = tuple(
        PreviousDocument(
            old.documents[link.document_id].citation, old.documents[link.document_id].file, link.pages
        )
        for link in old.links.get(code, ())
    )
    scored = scorecard.indicators[code]
    return PreviousRow(
        code,
        dict(old.answers.get(code, {})),
        old.explanations.get(code, ""),
        scored.points,
        scored.max_points,
        documents,
    )


def _renamed(fields: Fields, known: CatalogueMap, old_code: str) -> dict[str, FieldValue]:
    """Return the fields by their names of today, levels included; a name that is taken stays as it was."""
    names: Names = known.fields.get(old_code, {})
    levels = known.levels.get(old_code, {})
    renamed: dict[str, FieldValue] = {}
    for name, value in fields.items():
        level_names = levels.get(name, {})
        today = level_names.get(value, value) if isinstance(value, str) else value
        target = names.get(name, name)
        is_taken = target != name and (target in fields and target not in names)
        renamed[name if is_taken else target] = today
    return renamed


def _fits(value: FieldValue, allowed: frozenset[str] | type | None) -> bool:
    if allowed is None:
        return False
    if isinstance(value, bool):
        return allowed is bool
    if isinstance(value, Decimal):
        return allowed is int
    return isinstance(allowed, frozenset) and value in allowed
