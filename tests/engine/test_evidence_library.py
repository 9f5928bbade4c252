"""Documents of all assessments become items: same file, same citation, same number, unused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.assessment import Citation, Document, StoredFile
from dti_desktop.engine.evidence_library import (
    HeldDocument,
    LibraryItem,
    chosen_items,
    library_items,
    number_key,
)

DAY = date(2022, 6, 3)


def held(
    document_id: str,
    *,
    year: int = 2022,
    number: str = "",
    day: date | None = None,
    issuer: str = "",
    title: str = "",
    sha256: str = "",
    codes: tuple[str, ...] = (),
) -> HeldDocument:
    file = StoredFile(sha256, 5, "application/pdf", f"{document_id}.pdf") if sha256 else None
    document = Document(document_id, Citation(number, day, issuer, title), file, f"{year}-01-01T00:00:00Z")
    return HeldDocument(f"a-{year}", "Nơi thử", year, document, codes)


def by_id(*documents: HeldDocument) -> dict[str, LibraryItem]:
    return {item.id: item for item in library_items(documents)}


def test_the_same_file_in_two_years_is_one_item() -> None:
    (item,) = library_items(
        [
            held("x", year=2021, sha256="s", number="749/QĐ-UBND", day=DAY, codes=("1.1", "2.1")),
            held("y", year=2022, sha256="s", codes=("1.2",)),
        ]
    )
    assert (item.is_copied, item.is_unused, item.years) == (True, False, (2022, 2021))
    assert item.citation == Citation("749/QĐ-UBND", DAY)  # the fullest one
    assert item.codes_in("a-2021") == ("1.1", "2.1")
    assert item.codes_in("a-2022") == ("1.2",)
    assert item.codes_in("a-1999") == ()


def test_codes_stand_as_people_count() -> None:
    (item,) = library_items([held("x", sha256="s", codes=("7.10", "7.8", "10.1", "A.1"))])
    assert item.held[0].codes == ("A.1", "7.8", "7.10", "10.1")


def test_without_a_file_the_same_citation_is_one_item_and_empty_ones_stay_apart() -> None:
    cited = {"number": "1/KH", "day": DAY}
    items = library_items(
        [held("x", year=2021, **cited), held("y", **cited), held("p"), held("q")]  # type: ignore[arg-type]
    )
    assert sorted(len(item.held) for item in items) == [1, 1, 2]
    assert all(item.is_unused for item in items)


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        ({"number": "749 / QĐ-UBND", "day": DAY}, True),
        ({"number": "0749/qd-ubnd", "day": DAY}, True),
        ({"number": "749/QĐ-UBND", "issuer": "UBND tỉnh Sóc Trăng"}, True),
        ({"number": "749/QĐ-UBND", "issuer": "ubnd tinh soc trang", "day": date(2020, 1, 1)}, True),
        ({"number": "749/QĐ-UBND", "day": date(2021, 6, 3)}, False),
        ({"number": "749/QĐ-UBND"}, False),
        ({"number": "7490/QĐ-UBND", "day": DAY}, False),
        ({"number": "", "day": DAY}, False),
    ],
)
def test_near_is_the_same_number_with_the_same_day_or_issuer(other: dict[str, object], is_near: bool) -> None:
    one = held("x", number="749/QĐ-UBND", day=DAY, issuer="UBND tỉnh Sóc Trăng", sha256="s")
    items = by_id(one, held("y", sha256="t", **other))  # type: ignore[arg-type]
    assert items["s"].near == (("t",) if is_near else ())
    assert items["t"].near == (("s",) if is_near else ())


def test_what_is_asked_for() -> None:
    items = library_items(
        [
            held("a", sha256="1", codes=("1.1",)),
            held("b", sha256="2"),
            held("c", sha256="3", year=2021, codes=("1.1",)),
            held("d", sha256="3"),
        ]
    )

    def ids(**wanted: object) -> set[str]:
        return {item.id for item in chosen_items(items, **wanted)}  # type: ignore[arg-type]

    assert ids() == {"1", "2", "3"}
    assert ids(shown="unused") == {"2"}
    assert ids(shown="repeated") == {"3"}
    assert ids(year=2021) == {"3"}
    assert ids(shown="unused", year=2021) == set()


@pytest.mark.parametrize(
    ("number", "key"),
    [("749/QĐ-UBND", "749/qdubnd"), ("Số 0749 / QĐ - UBND", "so0749/qdubnd"), ("0/00", "0/00"), ("//", "")],
)
def test_number_key(number: str, key: str) -> None:
    assert number_key(number) == key


_SHORT = st.sampled_from(["", "1/KH", "01/kh", "2/QĐ"])
_HELD = st.builds(
    held,
    st.uuids().map(str),
    year=st.sampled_from([2020, 2021, 2022]),
    number=_SHORT,
    day=st.sampled_from([None, DAY]),
    issuer=st.sampled_from(["", "UBND"]),
    sha256=st.sampled_from(["", "s", "t", "u"]),
    codes=st.sampled_from([(), ("1.1",), ("1.1", "2.2")]),
)


@given(st.lists(_HELD, max_size=12, unique_by=lambda one: one.document.id), st.randoms())
def test_nothing_is_lost_and_the_order_given_makes_no_difference(documents, chance) -> None:  # type: ignore[no-untyped-def]
    items = library_items(documents)
    assert sorted(one.document.id for item in items for one in item.held) == sorted(
        one.document.id for one in documents
    )
    near = {item.id: set(item.near) for item in items}
    assert all(one in near[other] for one, others in near.items() for other in others)
    assert all(item.id not in item.near for item in items)
    shuffled = list(documents)
    chance.shuffle(shuffled)
    again = library_items(shuffled)
    assert {item.id: (item.held, set(item.near)) for item in again} == {
        item.id: (item.held, set(item.near)) for item in items
    }
