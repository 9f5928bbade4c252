"""Random parts of an assessment, and what random departments make of them; for tests and `./dev merge`.

Few different values and few places, so that two of them often meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from dti_desktop.engine.assessment import Citation, Document, Fields, FieldValue, StoredFile
from dti_desktop.engine.model import (
    Catalogue,
    CountRule,
    InfoRule,
    LevelsRule,
    PartsRule,
    RateRule,
    RatioRule,
    Rule,
)
from dti_desktop.engine.part_content import PartContent, figures_of
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark, ReviewState

TEXTS = ("theo Cục Thống kê", "số liệu đến 31/12", "đang bổ sung", "đã rà soát lại\nvới cấp huyện")
NUMBERS = tuple(map(Decimal, ("0", "1", "12.5", "700000")))
PAGES = ("", "3", "3-5")
CITATIONS = (
    Citation("12/KH-UBND", date(2022, 3, 1), "UBND tỉnh", "Kế hoạch chuyển đổi số"),
    Citation("5/BC-STTTT", date(2022, 12, 5), "Sở TTTT", "Báo cáo"),
    Citation("5/BC-STTTT", None, "", ""),
    Citation("", None, "Sở Nội vụ", ""),
)
CONTENTS = tuple(f"minh chứng {number}\n".encode() for number in range(4))
NAMES = ("Kế hoạch.pdf", "ke hoach.pdf", "Báo cáo 2022.docx")
TIMES = tuple(f"2022-12-0{day}T0{hour}:00:00Z" for day in (1, 2, 3) for hour in (7, 8, 9))


def stored_file(die: Random) -> StoredFile:
    content = die.choice(CONTENTS)
    return StoredFile(hashlib.sha256(content).hexdigest(), len(content), "text/plain", die.choice(NAMES))


def random_codes(die: Random, catalogue: Catalogue, count: int) -> list[str]:
    """Return sub-indicators of every kind of rule, in the catalogue's order."""
    chosen = set(die.sample(list(catalogue.indicators), count))
    return [code for code in catalogue.indicators if code in chosen]


def random_fields(rule: Rule, die: Random, prefix: str = "") -> dict[str, FieldValue]:
    """Return an answer, half of it perhaps."""
    fields: dict[str, FieldValue] = {}
    match rule:
        case PartsRule():
            for part in rule.parts:
                fields |= random_fields(part.rule, die, f"{prefix}{part.id}.")
            return fields
        case LevelsRule():
            fields["level"] = die.choice(rule.levels).id
        case RatioRule() | RateRule():
            fields = {quantity.id: die.choice(NUMBERS) for quantity in (rule.numerator, rule.denominator)}
        case CountRule():
            fields[rule.value.id] = die.choice(NUMBERS)
        case InfoRule():
            for field in rule.fields:
                fields[field.id] = (
                    die.choice(field.choices).id if field.type == "choice" else die.random() < 0.5
                )
    return {prefix + key: value for key, value in fields.items() if die.random() < 0.7}


def random_id(die: Random) -> str:
    return f"{die.getrandbits(64):016x}"


def random_comment(die: Random) -> Comment:
    settled = die.choice(TIMES) if die.random() < 0.3 else None
    return Comment(
        random_id(die), die.choice(TEXTS), die.choice(("An", "Bình")), die.choice(TIMES), None, settled
    )


def random_document(die: Random) -> Document:
    citation = die.choice(CITATIONS) if die.random() < 0.8 else Citation()
    file = stored_file(die) if die.random() < 0.6 else None
    return Document(random_id(die), citation, file, die.choice(TIMES))


def random_content(die: Random, catalogue: Catalogue, codes: Sequence[str]) -> PartContent:
    """Return something for each place, or nothing."""
    content = PartContent()
    for _ in range(die.randint(0, 4 * len(codes))):
        content = edited(die, catalogue, codes, content)
    figures = {key: die.choice(NUMBERS) for key in sorted(figures_of(catalogue, codes)) if die.random() < 0.6}
    return replace(content, profile=figures)


def edited(
    die: Random,
    catalogue: Catalogue,
    codes: Sequence[str],
    content: PartContent,
    *,
    may_approve: bool = False,
) -> PartContent:
    """Return the content after one thing that an officer does. What is approved is not handed out."""
    code = die.choice(codes)
    act = die.choice(
        ("answer", "answer", "answer", "text", "text", "comment", "settle", "attach", "attach", "cite",
         "pages", "unlink", "link", "figure", "judge", "score")
    )  # fmt: skip
    match act:
        case "answer":
            return _with_answer(die, catalogue, code, content)
        case "text":
            kind = die.choice(("explanations", "notes", "change_reasons"))
            texts = {**getattr(content, kind), code: die.choice(("", *TEXTS))}
            return replace(content, **{kind: {key: text for key, text in texts.items() if text}})
        case "judge":
            states: tuple[ReviewState, ...] = ("awaiting", "needs-work", "drafting")
            states += ("approved",) if may_approve else ()
            mark = ReviewMark(
                die.choice(states), die.choice(TEXTS), die.choice(("An", "Bình")), die.choice(TIMES)
            )
            return replace(content, reviews={**content.reviews, code: mark})
        case "score":
            points = die.choice([n for n in NUMBERS if n <= catalogue.indicators[code].max_points])
            score = GivenScore(points, die.choice(TEXTS), die.choice(("An", "Bình")), die.choice(TIMES))
            return replace(content, given_scores={**content.given_scores, code: score})
        case "comment":
            comments = (*content.comments.get(code, ()), random_comment(die))
            return replace(content, comments={**content.comments, code: _in_order(comments)})
        case "settle":
            comments = content.comments.get(code, ())
            if not comments:
                return content
            changed = die.choice(comments)
            settled = None if changed.settled_utc and die.random() < 0.3 else die.choice(TIMES)
            comments = tuple(replace(c, settled_utc=settled) if c == changed else c for c in comments)
            return replace(content, comments={**content.comments, code: comments})
        case "attach":
            document = random_document(die)
            same = [
                d
                for d in content.documents.values()
                if document.file is not None and d.file is not None and d.file.sha256 == document.file.sha256
            ]
            document = same[0] if same else document  # as the store does
            return _linked(die, content, code, document)
        case "cite":
            if not content.documents:
                return content
            document = content.documents[die.choice(sorted(content.documents))]
            cited = replace(document, citation=die.choice(CITATIONS))
            return replace(content, documents={**content.documents, document.id: cited})
        case "pages" | "link":
            if not content.documents:
                return content
            document = content.documents[die.choice(sorted(content.documents))]
            return _linked(die, content, code, document)
        case "unlink":
            linked = dict(content.links.get(code, {}))
            if not linked:
                return content
            del linked[die.choice(sorted(linked))]
            links = {key: value for key, value in {**content.links, code: linked}.items() if value}
            used = {id_ for each in links.values() for id_ in each}
            documents = {id_: d for id_, d in content.documents.items() if id_ in used}
            return replace(content, links=links, documents=documents)
        case _:
            figures = sorted(figures_of(catalogue, codes))
            if not figures or die.random() < 0.7:
                return content
            return replace(content, profile={**content.profile, die.choice(figures): die.choice(NUMBERS)})


def _with_answer(die: Random, catalogue: Catalogue, code: str, content: PartContent) -> PartContent:
    fields: dict[str, FieldValue] = dict(content.answers.get(code, {}))
    new = random_fields(catalogue.indicators[code].rule, die)
    for key in sorted(new):
        if die.random() < 0.5:
            fields[key] = new[key]
    for key in sorted(fields):
        if die.random() < 0.1:
            del fields[key]
    answers: Mapping[str, Fields] = {**content.answers, code: fields}
    return replace(content, answers={key: value for key, value in answers.items() if value})


def _linked(die: Random, content: PartContent, code: str, document: Document) -> PartContent:
    linked = {**content.links.get(code, {}), document.id: die.choice(PAGES)}
    return replace(
        content,
        documents={**content.documents, document.id: document},
        links={**content.links, code: linked},
    )


def _in_order(comments: Sequence[Comment]) -> tuple[Comment, ...]:
    return tuple(sorted(comments, key=lambda c: (c.at_utc, c.id)))


def limited(
    content: PartContent, catalogue: Catalogue, codes: Sequence[str], *, with_notes: bool
) -> PartContent:
    """Return what of a whole goes out to a department that answers for `codes`."""
    wanted = set(codes)

    def of(mapping: Mapping) -> dict:
        return {code: value for code, value in mapping.items() if code in wanted}

    links = of(content.links)
    used = {id_ for each in links.values() for id_ in each}
    figures = figures_of(catalogue, codes)
    return PartContent(
        of(content.answers),
        {key: value for key, value in content.profile.items() if key in figures},
        of(content.explanations),
        of(content.notes) if with_notes else {},
        of(content.change_reasons),
        of(content.comments),
        of(content.reviews),
        of(content.given_scores),
        {id_: document for id_, document in content.documents.items() if id_ in used},
        links,
    )
