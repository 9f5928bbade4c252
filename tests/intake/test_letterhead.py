"""The rules by which pieces of lines with their places become a citation; exact, case by case."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.assessment import Citation
from dti_desktop.intake.letterhead import ReadCitation, read_head, read_signer
from dti_desktop.intake.letterhead_words import LetterheadWords, bare, is_capitals
from dti_desktop.intake.page_lines import Piece, pieces_of, readable
from dti_desktop.intake.placed_text import Letter, Run

ROOT = Path(__file__).resolve().parents[2]
WORDS = LetterheadWords((ROOT / "resources" / "intake" / "letterhead.json").read_bytes())
WIDTH = 595.0
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def piece(
    text: str, middle: float, y: float, size: float = 13.0, *, bold: bool = False, wide: float = 7.0
) -> Piece:
    half = len(text) * wide / 2
    return Piece(text, middle - half, middle + half, y, size, bold)


def head(
    *left: str,
    day: str = "Sóc Trăng, ngày 03 tháng 6 năm 2022",
    below: tuple[tuple[str, float, bool], ...] = (),
) -> Citation:
    """Read a head whose left column holds these lines; `below`: lines in the middle, height, weight."""
    pieces = [piece(NATION, 415, 780, bold=True), piece("Độc lập - Tự do - Hạnh phúc", 415, 765, bold=True)]
    for at, line in enumerate(left):
        pieces.append(piece(line.lstrip("*"), 160, 780 - 15 * at, bold=line.startswith("*"), wide=5))
    pieces.append(piece(day, 415, 725, wide=6))
    pieces += [piece(text, 310, y, 14, bold=bold, wide=5) for text, y, bold in below]
    pieces.sort(key=lambda one: (-one.baseline, one.left))
    return read_head(pieces, WIDTH, WORDS).citation


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Số: 749/QĐ-UBND", "749/QĐ-UBND"),
        ("Số : 749 /QĐ-UBND", "749/QĐ-UBND"),
        ("Số:749/ QĐ – UBND", "749/QĐ-UBND"),
        ("Số: 7 49/QĐ-UBND", "749/QĐ-UBND"),
        ("Số 12/2022/QĐ-UBND", "12/2022/QĐ-UBND"),
        ("Số: 05 / 2022 / NQ-HĐND", "05/2022/NQ-HĐND"),
        ("Số: 1234/STTTT-CĐS", "1234/STTTT-CĐS"),
        ("Số: 45a/TTr-SNN&PTNT", "45a/TTr-SNN&PTNT"),
        ("Số: 77/BC-BCĐ.CĐS", "77/BC-BCĐ.CĐS"),
        ("Số 12-NQ/TU", "12-NQ/TU"),
        ("Số: 231 - KH / BTGTU", "231-KH/BTGTU"),
        ("Số:        /KH-UBND", ""),
        ("Số: ....../KH-UBND", ""),
    ],
)
def test_number(written: str, number: str) -> None:
    assert head("UBND TỈNH SÓC TRĂNG", written).number == number


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Sóc Trăng, ngày 03 tháng 6 năm 2022", date(2022, 6, 3)),
        ("Sóc Trăng, ngày 3 tháng 06 năm 2022", date(2022, 6, 3)),
        ("Sóc Trăng, ngày 0 3 tháng 1 2 năm 2 0 2 2", date(2022, 12, 3)),
        ("Sóc Trăng, ngày 03/6/2022", date(2022, 6, 3)),
        ("Sóc Trăng, ngày    tháng 6 năm 2022", None),
        ("Sóc Trăng, ngày ... tháng ... năm 2022", None),
        ("Sóc Trăng, ngày 31 tháng 6 năm 2022", None),
        ("Sóc Trăng, ngày 03 tháng 6 năm 202", None),
        ("Sóc Trăng, ngày 03 tháng 6 năm 0022", None),
    ],
)
def test_day(written: str, day: date | None) -> None:
    assert head("UBND TỈNH SÓC TRĂNG", "Số: 1/KH-UBND", day=written).issued_on == day


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("*ỦY BAN NHÂN DÂN", "*TỈNH SÓC TRĂNG"), "Ủy ban nhân dân tỉnh Sóc Trăng"),
        (("UBND TỈNH SÓC TRĂNG", "*SỞ Y TẾ"), "Sở Y tế"),
        (("UBND TỈNH SÓC TRĂNG", "SỞ Y TẾ"), "Sở Y tế"),
        (("ỦY BAN NHÂN DÂN", "TỈNH SÓC TRĂNG", "SỞ THÔNG TIN VÀ", "TRUYỀN THÔNG"), "Sở Thông tin và Truyền thông"),
        (("UBND TỈNH", "*VĂN PHÒNG ỦY BAN", "*NHÂN DÂN TỈNH"), "Văn phòng Ủy ban nhân dân tỉnh"),
        (("HỘI ĐỒNG NHÂN DÂN", "TỈNH BÀ RỊA - VŨNG TÀU"), "Hội đồng nhân dân tỉnh Bà Rịa - Vũng Tàu"),
        (("UBND TỈNH CÀ MAU", "SỞ LAO ĐỘNG - THƯƠNG", "BINH VÀ XÃ HỘI"), "Sở Lao động - Thương binh và Xã hội"),
        (("BỘ THÔNG TIN VÀ", "TRUYỀN THÔNG"), "Bộ Thông tin và Truyền thông"),
        (("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ"),
        (("UBND HUYỆN KẾ SÁCH",), "UBND huyện Kế Sách"),
        (("TỈNH ỦY SÓC TRĂNG",), "Tỉnh ủy Sóc Trăng"),
        (("TỈNH ỦY SÓC TRĂNG", "*BAN TUYÊN GIÁO"), "Ban Tuyên giáo"),
        (("KHÔNG PHẢI CƠ QUAN",), ""),
    ],
)  # fmt: skip
def test_issuer(lines: tuple[str, ...], issuer: str) -> None:
    assert head(*lines, "Số: 1/KH-X").issuer == issuer


def test_a_paper_of_the_party_is_read_too() -> None:
    pieces = [
        piece("TỈNH ỦY SÓC TRĂNG", 150, 780, bold=True),
        piece("ĐẢNG CỘNG SẢN VIỆT NAM", 415, 780, bold=True),
        piece("*", 150, 765),
        piece("Số 12-NQ/TU", 150, 750),
        piece("Sóc Trăng, ngày 18 tháng 01 năm 2022", 415, 750, wide=6),
        piece("NGHỊ QUYẾT", 300, 700, 14, bold=True),
        piece("về chuyển đổi số tỉnh đến năm 2025", 300, 683, 14, bold=True),
    ]
    found = read_head(pieces, WIDTH, WORDS).citation
    assert found == Citation(
        "12-NQ/TU", date(2022, 1, 18), "Tỉnh ủy Sóc Trăng", "về chuyển đổi số tỉnh đến năm 2025"
    )


@pytest.mark.parametrize(
    ("line", "at"),
    [
        (NATION, 0),
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 0),
        (f"UBND TỈNH {NATION}", 10),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 0),
        ("Cộng hòa xã hội", None),
        ("CỘNG HÒA LIÊN BANG ĐỨC CHÂU ÂU", None),
        ("", None),
    ],
)
def test_nation(line: str, at: int | None) -> None:
    assert WORDS.nation_at(line) == at


def test_issuer_is_written_as_the_page_itself_writes_it() -> None:
    below = (("Ban Chỉ đạo Chuyển đổi số tỉnh họp", 500.0, False),)
    assert (
        head("UBND TỈNH", "*BAN CHỈ ĐẠO", "*CHUYỂN ĐỔI SỐ", "Số: 1/BCĐ", below=below).issuer
        == "Ban Chỉ đạo Chuyển đổi số"
    )


@pytest.mark.parametrize(
    ("below", "title"),
    [
        (
            (("QUYẾT ĐỊNH", 690, True), ("Về việc ban hành", 673, True), ("Quy chế", 656, True), ("Căn cứ Luật", 620, False)),
            "Về việc ban hành Quy chế",
        ),
        ((("KẾ HOẠCH", 690, True), ("Chuyển đổi số", 673, True), ("năm 2022", 656, True), ("Thực hiện …", 639, False)), "Chuyển đổi số năm 2022"),
        ((("KẾ HOẠCH", 690, False), ("Chuyển đổi số", 673, False), ("Căn cứ Nghị quyết", 655, False)), "Chuyển đổi số"),
        ((("QUYẾT ĐỊNH", 690, True), ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", 620, True)), ""),
        ((("QUYẾT ĐỊNH", 690, True), ("Về kinh phí", 673, True), ("ỦY BAN NHÂN DÂN TỈNH", 650, True)), "Về kinh phí"),
        ((("T Ờ T R Ì N H", 690, True), ("Xin chủ trương", 673, True), ("–––––", 660, True)), "Xin chủ trương"),
        ((("GIẤY MỜI", 690, True), ("Kính gửi: Các sở", 660, False)), ""),
        ((("CHUYỆN KHÁC", 690, True), ("Về việc khác", 673, True)), ""),
    ],
)  # fmt: skip
def test_subject_below_the_kind(below: tuple[tuple[str, float, bool], ...], title: str) -> None:
    assert head("UBND TỈNH SÓC TRĂNG", "Số: 1/KH-UBND", below=below).title == title


def test_subject_of_a_letter_stands_below_its_number() -> None:
    cited = head("UBND TỈNH SÓC TRĂNG", "Số: 1/UBND-KGVX", "V/v đôn đốc triển khai", "chuyển đổi số năm 2022")
    assert cited.title == "V/v đôn đốc triển khai chuyển đổi số năm 2022"


def test_a_long_sign_goes_on_in_the_next_line() -> None:
    cited = head("UBND TỈNH SÓC TRĂNG", "Số: 15/TTr-STTTT-", "BCVT", "V/v cấp kinh phí")
    assert (cited.number, cited.title) == ("15/TTr-STTTT-BCVT", "V/v cấp kinh phí")


def test_what_a_digital_signature_wrote_over_the_head_is_left_out() -> None:
    pieces = [
        piece(NATION, 415, 780, bold=True),
        piece("Người ký: Ủy ban nhân dân", 160, 778, 8),
        piece("UBND TỈNH SÓC TRĂNG", 160, 780, bold=True, wide=5),
        piece("Thời gian ký: 09.09.2029, ngày 09 tháng 9 năm 2029", 415, 750, 12),
        piece("Số: 2/KH-UBND", 160, 745, wide=5),
        piece("Sóc Trăng, ngày 03 tháng 6 năm 2022", 415, 745, wide=6),
    ]
    cited = read_head(pieces, WIDTH, WORDS).citation
    assert cited == Citation("2/KH-UBND", date(2022, 6, 3), "UBND tỉnh Sóc Trăng")


def foot(*lines: tuple[str, float, float]) -> str:
    return read_signer([piece(text, x, y, 14, bold=True, wide=6) for text, x, y in lines], WIDTH, WORDS)


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        ((("TM. ỦY BAN NHÂN DÂN", 420, 300), ("KT. CHỦ TỊCH", 420, 284), ("PHÓ CHỦ TỊCH", 420, 268), ("Trần Văn Lâu", 420, 190)), "Trần Văn Lâu"),
        ((("GIÁM ĐỐC", 420, 300), ("(Đã ký)", 420, 250), ("H'Yim Kđoh", 420, 200)), "H'Yim Kđoh"),
        ((("CHỦ TỊCH", 420, 300), ("NGUYỄN VĂN AN", 420, 200)), "Nguyễn Văn An"),
        ((("CHỦ TỊCH", 420, 300), ("Người ký: Trần Văn", 420, 240)), ""),
        ((("CHỦ TỊCH", 310, 300), ("Trần Văn Lâu", 310, 250)), ""),
        ((("CHỦ TỊCH", 420, 700), ("Trần Văn Lâu", 420, 100)), ""),
        ((("CHỦ TỊCH", 420, 300), ("nơi nhận như trên", 420, 220)), ""),
    ],
)  # fmt: skip
def test_signer(lines: tuple[tuple[str, float, float], ...], signer: str) -> None:
    assert foot(*lines) == signer


def test_a_page_without_the_nation_is_no_official_paper() -> None:
    pieces = [piece("UBND TỈNH", 160, 780), piece("Số: 1/KH-UBND", 160, 760)]
    assert read_head(pieces, WIDTH, WORDS) == ReadCitation()


# -- letters to pieces -------------------------------------------------------------------------------


def run(text: str, left: float, y: float = 700.0, size: float = 10.0, step: float = 5.0) -> Run:
    letters = tuple(Letter(sign, left + at * step, left + (at + 1) * step) for at, sign in enumerate(text))
    return Run(letters, y, size, is_bold=False)


def texts(*runs: Run) -> list[str]:
    return [piece.text for piece in pieces_of(runs)]


def test_words_stand_apart_and_columns_further() -> None:
    assert texts(run("Số:", 0), run("749", 18), run("ngày", 60)) == ["Số: 749", "ngày"]


def test_letters_set_closer_or_wider_by_kerning_stay_one_word() -> None:
    assert texts(run("QUY", 0), run("ẾT", 15.8), run("ĐỊNH", 25.2)) == ["QUYẾTĐỊNH"]


def test_what_is_drawn_later_goes_where_it_belongs() -> None:
    assert texts(run("phải", 300), run("trái", 0), run("trên", 0, 720)) == ["trên", "trái", "phải"]


def test_a_stamp_across_a_line_does_not_mix_with_it() -> None:
    found = texts(run("CỘNG HÒA XÃ HỘI", 0), run("Ký bởi X", 12, 701, size=6, step=3))
    assert "CỘNG HÒA XÃ HỘI" in found


def test_decomposed_letters_and_ligatures_are_composed() -> None:
    assert readable(unicodedata.normalize("NFD", "Sóc  Trăng\u00a0ﬁ\u200b")) == "Sóc Trăng fi"


def test_blanks_in_a_row_are_a_columns_gap() -> None:
    assert texts(run("UBND    CỘNG", 0)) == ["UBND", "CỘNG"]


# -- whatever comes ----------------------------------------------------------------------------------

_NUMBERS = st.floats(-1e5, 1e5, allow_nan=False)
_TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [NATION, "Số: 1/KH-UBND", "ngày 03 tháng 6 năm 2022", "QUYẾT ĐỊNH", "V/v", "CHỦ TỊCH", "Số: /-", "SỞ", "TỈNH"]
    ),
)  # fmt: skip
_PIECES = st.lists(
    st.builds(
        lambda text, left, wide, y, size, bold: Piece(text, left, left + wide, y, size, bold),
        _TEXT.map(readable).filter(bool), _NUMBERS, st.floats(0, 600), _NUMBERS, st.floats(0.1, 400), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@given(_PIECES, st.floats(0, 5000))
def test_any_page_is_read_or_left(pieces: list[Piece], width: float) -> None:
    found = read_head(pieces, width, WORDS).citation
    for text in (found.number, found.issuer, found.title, read_signer(pieces, width, WORDS)):
        assert text == text.strip()
        assert "\n" not in text
    assert found.number == "".join(found.number.split())


_RUNS = st.builds(run, st.text(min_size=1, max_size=8), _NUMBERS, _NUMBERS, st.floats(0.1, 400))


@given(st.lists(_RUNS, max_size=10))
def test_no_sign_is_lost_between_letters_and_pieces(runs: list[Run]) -> None:
    held = sorted(sign for one in runs for sign in readable("".join(letter.text for letter in one.letters)))
    read = sorted(sign for piece in pieces_of(runs) for sign in piece.text)
    assert len([s for s in read if s.isascii() and s.isalnum()]) == len(
        [s for s in held if s.isascii() and s.isalnum()]
    )


@given(st.text(max_size=60))
def test_an_agency_is_only_written_otherwise_never_renamed(text: str) -> None:
    capitals = " ".join(text.upper().split())
    written = WORDS.agency_in_sentence(capitals)
    assert bare(written) == bare(capitals) or not is_capitals(capitals)
