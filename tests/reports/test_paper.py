"""What makes papers quick changes nothing that stands on them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from dti_desktop import paths
from dti_desktop.reports import paper, typeface

_WORDS = st.text(alphabet="aăâđêôơưbcghklmnt ,.-\u00a0", max_size=120)


def lines(paragraph: Any) -> list[object]:
    """The words of each line, whatever reportlab keeps them in."""
    broken = paragraph.blPara.lines
    return [line[1] if isinstance(line, tuple) else [word.text for word in line.words] for line in broken]


@settings(max_examples=60, deadline=None)
@given(
    text=_WORDS,
    widths=st.lists(st.sampled_from([30.0, 80.0, 200.0]), min_size=1, max_size=5),
    style=st.sampled_from(["body", "cell", "small", "heading"]),
)
def test_a_paragraph_is_broken_as_reportlab_breaks_it(text: str, widths: list[float], style: str) -> None:
    face = typeface.load(paths.resources_dir() / "fonts")
    kept = paper.paragraph_class()(face.markup(text) or " ", paper.styles()[style])
    for width in widths:
        plain = Paragraph(face.markup(text) or " ", paper.styles()[style])
        assert kept.wrap(width, 500) == plain.wrap(width, 500)
        assert lines(kept) == lines(plain)
        assert kept.width == plain.width and kept.height == plain.height
        parts, expected = kept.split(width, 40), plain.split(width, 40)
        assert len(parts) == len(expected)
        assert kept.split(width, 1) == plain.split(width, 1) == []  # throws the lines away
        assert kept.wrap(width, 500) == plain.wrap(width, 500)
        assert lines(kept) == lines(plain)
        for part, other in zip(parts, expected, strict=True):
            assert part.wrap(width, 500) == other.wrap(width, 500)
            assert lines(part) == lines(other)


@given(text=_WORDS, size=st.sampled_from([9, 11, 13]))
def test_a_word_that_was_measured_before_is_as_wide(text: str, size: int) -> None:
    typeface.load(paths.resources_dir() / "fonts")
    for name in (typeface.REGULAR, typeface.BOLD, typeface.REGULAR):
        font = pdfmetrics.getFont(name)
        assert font.stringWidth(text, size) == TTFont.stringWidth(font, text, size)
