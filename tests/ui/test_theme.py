"""Colours, type and icons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, QIODevice
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.ui import icons, pictures, style_sheet, theme
from dti_desktop.ui.widgets.state_glyph import SHAPES

ROOT = Path(__file__).resolve().parents[2]
SETS = {"light": theme.LIGHT, "dark": theme.DARK}


@pytest.mark.parametrize("mode", SETS)
@pytest.mark.parametrize(("ink", "ground"), theme.TEXT_PAIRS)
def test_text_has_contrast(mode: str, ink: str, ground: str) -> None:
    colours = SETS[mode]
    assert theme.contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("mode", SETS)
@pytest.mark.parametrize("ground", ["page", "side", "surface"])
def test_focus_rings_and_marks_can_be_seen(mode: str, ground: str) -> None:
    for name in ("focus", "muted", "accent"):
        assert theme.contrast(getattr(SETS[mode], name), getattr(SETS[mode], ground)) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert theme.contrast("#ffffff", "#777777") == theme.contrast("#777777", "#ffffff")


def test_every_colour_is_named_in_one_file_only() -> None:
    written = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|QColor\(\d")
    for path in (ROOT / "dti_desktop" / "ui").rglob("*.py"):
        if path.name != "theme.py":
            found = written.findall(path.read_text("utf-8"))
            assert not found, f"{path.name} writes colours of its own: {found}"


def test_no_widget_has_a_style_sheet_of_its_own() -> None:
    """With one, Qt would dress all that is below it whenever the look changes, and in one go."""
    for path in (ROOT / "dti_desktop" / "ui").rglob("*.py"):
        if path.name not in ("theme.py", "dressing.py"):
            assert "setStyleSheet(" not in path.read_text("utf-8"), path.name


def test_four_sizes_and_none_below_nine_and_a_half() -> None:
    assert len(theme.SIZES_PT) == 4
    assert min(theme.SIZES_PT.values()) >= 9.5
    assert theme.SIZES_PT["body"] == 10.5


def test_inter_is_loaded_from_the_programs_own_files(look: theme.Theme) -> None:
    assert look.family == "Inter"
    assert QFontInfo(look.font("title", theme.Weight.DemiBold)).family().startswith("Inter")


def test_without_the_files_the_platforms_font_serves(qapp: QApplication, tmp_path: Path) -> None:
    from dti_desktop.ui import fonts

    (tmp_path / "Inter-Regular.otf").write_bytes(b"not a font")
    assert fonts.load(tmp_path) is None
    assert fonts.build(None, 10.5).family()


def test_figures_are_tabular(look: theme.Theme) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(look.font())
    assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_the_style_sheet_names_only_colours_that_exist() -> None:
    for colours in SETS.values():
        named = colours._asdict()
        sheet = style_sheet.build(named)
        assert "@" not in sheet


def test_every_picture_of_the_style_sheet_can_be_read(look: theme.Theme) -> None:
    for mode in ("light", "dark"):
        look.set_mode(mode)  # type: ignore[arg-type]
        named = look.colours._asdict()
        addresses = set(re.findall(r"url\((:[^)]+)\)", style_sheet.build(named)))
        assert len(addresses) >= 6
        for address in addresses:
            file = QFile(address)
            assert file.open(QIODevice.OpenModeFlag.ReadOnly), address
            content = bytes(file.readAll().data())
            assert content.lstrip().startswith(b"<") and b"currentColor" not in content
            file.close()


def test_the_mode_can_be_chosen_and_is_told(look: theme.Theme, qtbot: QtBot) -> None:
    assert not look.is_dark
    with qtbot.waitSignal(look.changed):
        look.set_mode("dark")
    assert look.is_dark and look.mode == "dark"
    assert look.colours.page == QApplication.palette().window().color().name()
    with qtbot.assertNotEmitted(look.changed):
        look.set_mode("dark")


def test_icons_follow_the_theme(look: theme.Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.current().bind(button, "search", "text")

    def ink() -> set[str]:
        image = button.icon().pixmap(16, 16).toImage()
        points = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return {
            image.pixelColor(*point).name() for point in points if image.pixelColor(*point).alpha() == 255
        }

    assert theme.LIGHT.text in ink()
    look.set_mode("dark")
    assert theme.DARK.text in ink() and theme.LIGHT.text not in ink()


def test_a_target_that_is_gone_is_no_longer_asked(look: theme.Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    button = QPushButton(parent)
    icons.current().bind(button, "search")
    icons.current().bind(button, "x")  # replaces the first
    parent.deleteLater()
    del parent, button
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    look.set_mode("dark")  # would warn or raise if a binding were left


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_icons_are_drawn_for_the_screens_scale(look: theme.Theme, ratio: float) -> None:
    picture = icons.current().pixmap("upload", "accent", 16, ratio)
    assert picture.width() == 16 * ratio
    assert picture.devicePixelRatio() == ratio


def test_every_icon_that_the_window_names_is_shipped() -> None:
    shipped = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    assert {name for name, _ in SHAPES.values()} <= shipped
    assert {name for name, _ in pictures._NEEDED} <= shipped
    with pytest.raises(FileNotFoundError):
        icons.current().pixmap("no-such-icon")


def test_every_state_has_a_shape_of_its_own() -> None:
    assert len({name for name, _ in SHAPES.values()}) == len(SHAPES) == 6
