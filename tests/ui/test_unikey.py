"""The model of Vietnamese keyboard programs: what they send spells the text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from unikey import Word, strokes, style_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("keys", "method", "style", "steps"),
    [
        ("ddi", "telex", "old", ["d", "đ", "đi"]),
        ("duwowngf", "telex", "old", ["d", "du", "dư", "dưo", "dươ", "dươn", "dương", "dường"]),
        ("hoasn", "telex", "old", ["h", "ho", "hoa", "hóa", "hoán"]),
        ("hoas", "telex", "new", ["h", "ho", "hoa", "hoá"]),
        ("d9u7o7ng2", "vni", "old", ["d", "đ", "đu", "đư", "đưo", "đươ", "đươn", "đương", "đường"]),
        ("quaan", "telex", "old", ["q", "qu", "qua", "quâ", "quân"]),
        ("thuongwf", "telex", "old", ["t", "th", "thu", "thuo", "thuon", "thuong", "thương", "thường"]),
    ],
)
def test_a_word_grows_as_in_the_program(keys, method, style, steps):
    word = Word(method, style)
    shown = []
    for key in keys:
        word.press(key)
        shown.append(word.text)
    assert shown == steps


def test_keys_are_those_of_the_method():
    assert strokes("Đường", "telex", "at once") == "Dduwowngf"
    assert strokes("Đường", "vni", "at once") == "D9u7o7ng2"
    assert strokes("Đường", "telex", "at the end") == "Duongdwf"
    assert style_of("hoá", "telex", "at once") == "new"
    assert style_of("thuỷ", "vni", "at once") == "new"
    assert style_of("thủy", "vni", "at once") == "old"


@pytest.mark.parametrize("method", ["telex", "vni"])
@pytest.mark.parametrize("order", ["at once", "at the end"])
def test_every_word_of_the_program_can_be_typed(method, order):
    texts = json.loads((ROOT / "translations" / "messages.vi.json").read_text("utf-8")).values()
    letters = "aàáảãạăằắẳẵặâầấẩẫậđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
    words = {w for text in texts for w in re.findall(rf"\b[bcdghklmnpqrstvx{letters}]+\b", str(text).lower())}
    toned = {word for word in words if not word.isascii()}
    assert len(toned) > 500
    odd = []
    for word in sorted(toned):
        try:
            style_of(word, method, order)
        except ValueError:
            odd.append(word)
    assert not odd
