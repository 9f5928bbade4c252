"""The rules of a merge, one by one, and what a part holds as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_parts import random_codes, random_content
from test_merge_properties import CATALOGUE
from whole_values import written

from dti_desktop.engine import strict_json
from dti_desktop.engine.assessment import Citation, Document, StoredFile
from dti_desktop.engine.merge import OURS, Conflict, Offer, Returned, Taken, merge, outcome
from dti_desktop.engine.part_content import PartContent, Place
from dti_desktop.engine.part_content_json import content_from_json, content_to_json
from dti_desktop.engine.part_documents import candidates, final_ids
from dti_desktop.engine.review import Comment, GivenScore
from dti_desktop.errors import InputError

A, B = Place("explanation", "1.1"), Place("explanation", "1.2")
FILE = StoredFile("a" * 64, 5, "application/pdf", "Kế hoạch.pdf")
PLAN = Document("d1", Citation("12/KH-UBND", date(2022, 3, 1)), None, "2022-12-01T07:00:00Z")
REMARK = Comment("c1", "Xem lại", "An", "2022-12-01T07:00:00Z")
SEEN, SEEN_LATER = "2022-12-02T07:00:00Z", "2022-12-03T07:00:00Z"


def said(**texts: str) -> PartContent:
    return PartContent(explanations={code.replace("_", "."): text for code, text in texts.items()})


def returned(base: PartContent, theirs: PartContent, who: str = "Sở Y tế", **more) -> Returned:
    return Returned(f"return of {who}", f"part of {who}", who, base, theirs, **more)


def proven(pages: str, document: Document = PLAN) -> PartContent:
    return PartContent(documents={document.id: document}, links={"1.1": {document.id: pages}})


def test_what_one_side_alone_changed_counts():
    base, ours, theirs = said(_="", **{"1_1": "a"}), said(**{"1_1": "a"}), said(**{"1_1": "b"})
    assert merge(ours, [returned(base, theirs)]).taken == {A: Taken("a", "b", ("Sở Y tế",))}
    assert merge(theirs, [returned(base, ours)]).is_empty
    assert merge(theirs, [returned(base, theirs)]).is_empty


def test_two_that_differ_are_a_conflict_with_both_departments():
    base = said(**{"1_1": "a"})
    files = [
        returned(base, said(**{"1_1": text}), who)
        for text, who in (("c", "Sở Y tế"), ("b", "Sở Nội vụ"), ("c", "Sở Xây dựng"))
    ]
    offers = (Offer("b", ("Sở Nội vụ",)), Offer("c", ("Sở Xây dựng", "Sở Y tế")))
    merged = merge(base, files)
    assert merged.conflicts == (Conflict(A, "both-changed", "a", offers),)
    assert merged.taken == {}
    kept = outcome(merged, {A: OURS}, base)
    assert (kept.writes, [(lost.offer, lost.kept) for lost in kept.lost]) == ({}, [(o, "a") for o in offers])
    second = outcome(merged, {A: 1}, base)
    assert second.writes == {A: "c"}
    assert [(lost.offer, lost.kept, lost.why) for lost in second.lost] == [(offers[0], "c", "chosen")]


def test_the_same_new_file_of_two_departments_is_one_document():
    mine = Document("x1", Citation("12/KH-UBND"), FILE, SEEN)
    other = Document(
        "y7", Citation("", None, "UBND tỉnh"), replace(FILE, original_name="ke hoach.pdf"), SEEN_LATER
    )
    files = []
    for who, document in (("Sở Y tế", mine), ("Sở Nội vụ", other)):
        theirs = proven("3", document)
        files.append(returned(PartContent(), theirs.with_ids(final_ids(theirs, {}, {}, {})), who))
    merged = merge(PartContent(), files)
    after = written(PartContent(), outcome(merged, {}, PartContent()))
    (document,) = after.documents.values()
    assert document.citation == Citation("12/KH-UBND", None, "UBND tỉnh")
    assert (document.file.original_name, document.added_utc) == ("Kế hoạch.pdf", SEEN)
    assert after.links == {"1.1": {document.id: "3"}}
    assert [(lost.offer.value, lost.why) for lost in merged.lost] == [("ke hoach.pdf", "other-name")]


def test_a_file_that_is_here_already_is_that_document():
    here = Document("d9", Citation("5/BC"), FILE, SEEN)
    theirs = proven("2", Document("x1", Citation(), replace(FILE, original_name="khác.pdf"), SEEN_LATER))
    ids = final_ids(theirs, {}, candidates([here], []), {})
    assert ids == {"x1": "d9"}
    ours = PartContent(documents={"d9": here})
    merged = merge(ours, [returned(PartContent(), theirs.with_ids(ids))])
    assert set(merged.taken) == {Place("link", "1.1", "d9")}
    assert [lost.offer.value for lost in merged.lost] == ["khác.pdf"]


def test_a_link_that_one_took_out_and_another_changed_is_a_conflict():
    base = proven("3")
    merged = merge(
        base, [returned(base, PartContent(), "Sở Y tế"), returned(base, proven("3-5"), "Sở Nội vụ")]
    )
    (conflict,) = merged.conflicts
    assert (conflict.place, conflict.reason) == (Place("link", "1.1", "d1"), "both-changed")
    assert {offer.value for offer in conflict.offers} == {None, "3-5"}


def test_a_document_that_a_department_no_longer_cites_stays():
    base = proven("3")
    merged = merge(base, [returned(base, PartContent())])
    assert {place: taken.value for place, taken in merged.taken.items()} == {Place("link", "1.1", "d1"): None}
    assert written(base, outcome(merged, {}, base)).documents == base.documents


def test_a_document_that_was_removed_here_comes_back_whole_where_it_is_wanted():
    base = proven("3")
    merged = merge(PartContent(), [returned(base, proven("3-5"))])
    (conflict,) = merged.conflicts
    assert outcome(merged, {conflict.place: OURS}, PartContent()).writes == {}
    after = written(PartContent(), outcome(merged, {conflict.place: 0}, PartContent()))
    assert after == proven("3-5")


def test_remarks_are_put_together_and_settled_counts():
    def with_remarks(*remarks: Comment) -> PartContent:
        return PartContent(comments={"1.1": remarks} if remarks else {})

    base = with_remarks(REMARK)
    new = replace(REMARK, id="c2", text="Đã sửa", reply_to="c1", at_utc=SEEN)
    files = [
        returned(base, with_remarks(replace(REMARK, settled_utc=SEEN_LATER), new), "Sở Y tế"),
        returned(base, with_remarks(replace(REMARK, settled_utc=SEEN)), "Sở Nội vụ"),
        returned(base, with_remarks(), "Sở Xây dựng"),
    ]
    merged = merge(base, files)
    after = written(base, outcome(merged, {}, base))
    assert after.comments == {"1.1": (replace(REMARK, settled_utc=SEEN), new)}
    other_words = returned(base, with_remarks(replace(REMARK, text="Khác")))
    ours = with_remarks(replace(REMARK, settled_utc=SEEN))
    assert [c.place.kind for c in merge(ours, [other_words]).conflicts] == ["comment"]


def test_what_is_approved_cannot_be_chosen_against():
    base, theirs = said(**{"1_1": "a", "1_2": "a"}), said(**{"1_1": "b", "1_2": "b"})
    merged = merge(base, [returned(base, theirs)], approved=frozenset({"1.1"}))
    assert set(merged.taken) == {B}
    assert [(c.place, c.reason) for c in merged.conflicts] == [(A, "approved")]
    with pytest.raises(ValueError):
        outcome(merged, {A: 0}, base)
    assert outcome(merged, {A: OURS}, base).lost[0].offer.value == "b"


def test_a_province_figure_is_asked_about():
    base, theirs = (
        PartContent(profile={"population": Decimal(5)}),
        PartContent(profile={"population": Decimal(6)}),
    )
    (conflict,) = merge(base, [returned(base, theirs)]).conflicts
    assert (conflict.reason, conflict.offers[0].value) == ("figure", Decimal(6))


def test_a_later_file_of_the_same_copy_replaces_the_earlier_one():
    base = said(**{"1_1": "a"})
    earlier = replace(returned(base, said(**{"1_1": "b", "1_2": "x"})), id="r1")
    later = returned(base, said(**{"1_1": "c", "1_2": "x"}), follows=frozenset({"r1"}))
    for files in ([earlier, later], [later, earlier]):
        merged = merge(base, files)
        assert set(merged.live) == {later.id}
        assert {place: taken.value for place, taken in merged.taken.items()} == {A: "c", B: "x"}
        assert [(lost.place, lost.offer.value, lost.kept, lost.why) for lost in merged.lost] == [
            (A, "b", "c", "replaced-later")
        ]


def test_files_that_claim_to_follow_each_other_all_count():
    base = PartContent()
    one = replace(returned(base, said(**{"1_1": "b"})), id="r1", follows=frozenset({"r2"}))
    two = replace(returned(base, said(**{"1_2": "c"})), id="r2", follows=frozenset({"r1"}))
    other = replace(returned(base, said(**{"1_3": "d"}), "Sở khác"), id="r3", follows=frozenset({"r1", "r2"}))
    merged = merge(base, [one, two, other])
    assert set(merged.live) == {"r1", "r2", "r3"}
    assert {taken.value for taken in merged.taken.values()} == {"b", "c", "d"}


def test_what_several_said_alike_is_told_whole_where_another_is_chosen():
    def given(points: int, at_utc: str) -> PartContent:
        return PartContent(given_scores={"1.1": GivenScore(Decimal(points), "", "An", at_utc)})

    base, ours, first = given(5, SEEN), given(1, "2022-12-09T07:00:00Z"), given(1, SEEN)
    files = [returned(base, first, "Sở Y tế"), returned(base, given(0, SEEN_LATER), "Sở Nội vụ")]
    merged = merge(ours, files)
    (conflict,) = merged.conflicts
    chosen = [offer.departments for offer in conflict.offers].index(("Sở Nội vụ",))
    told = {lost.offer.value for lost in outcome(merged, {conflict.place: chosen}, ours).lost}
    assert first.given_scores["1.1"] in told


# -- as JSON ---------------------------------------------------------------------------------------


@given(st.integers(min_value=0))
def test_content_comes_back_exactly_from_json(seed: int):
    die = Random(seed)
    codes = random_codes(die, CATALOGUE, die.randint(1, 5))
    content = random_content(die, CATALOGUE, codes)
    document = content_to_json(CATALOGUE, content)
    read = strict_json.read(strict_json.canonical_bytes(document), max_bytes=1 << 20)
    assert content_from_json(CATALOGUE, codes, read) == content
    assert content_to_json(CATALOGUE, content_from_json(CATALOGUE, codes, read)) == document


def test_a_file_name_that_is_no_text_comes_back():
    raw = replace(FILE, original_name="b\udce1o c\udce1o.pdf")
    content = proven("", Document("d1", Citation(), raw, SEEN))
    read = strict_json.read(
        strict_json.canonical_bytes(content_to_json(CATALOGUE, content)), max_bytes=1 << 20
    )
    assert content_from_json(CATALOGUE, ["1.1"], read) == content


def test_every_fault_of_content_is_listed_with_its_place():
    document = json.loads(json.dumps(content_to_json(CATALOGUE, proven("3", replace(PLAN, file=FILE)))))
    document["answers"] = {"1.2": {"level": "yes"}, "9.99": {}}
    document["explanations"] = {"1.1": 5, "7.1": "x"}
    document["notes"] = {"1.1": "a\u0000"}
    document["comments"] = {"1.1": [{"id": "c1"}]}
    document["documents"][0]["issued_on"] = "2022-02-30"
    document["documents"][0]["file"]["sha256"] = "../../etc/passwd"
    document["documents"].append({**document["documents"][0], "extra": 1})
    document["links"]["1.1"].append({"document": "none", "pages": "x" * 2001})
    document["secret"] = 1
    with pytest.raises(InputError) as caught:
        read = strict_json.read(json.dumps(document).encode(), max_bytes=1 << 20)
        content_from_json(CATALOGUE, ["1.1"], read, "/content")
    found = {(problem.code, problem.place) for problem in caught.value.problems}
    assert found >= {
        ("unknown-key", "/content/secret"),
        ("unknown-code", "/content/answers/9.99"),
        ("text-expected", "/content/explanations/1.1"),
        ("part-code-outside", "/content/explanations/7.1"),
        ("text-not-allowed", "/content/notes/1.1"),
        ("missing-key", "/content/comments/1.1/0/text"),
        ("value-malformed", "/content/documents/0/issued_on"),
        ("value-malformed", "/content/documents/0/file/sha256"),
        ("unknown-key", "/content/documents/1/extra"),
        ("twice", "/content/documents/1/id"),
        ("document-unknown", "/content/links/1.1/1/document"),
        ("text-too-long", "/content/links/1.1/1/pages"),
    }
