"""Pictures to PNG and SVG with matplotlib's figure objects; no pyplot, no shared state, no window system."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dti_desktop.reports.picture import Dot, Item, Label, Line, Measure, Picture, Shape

if TYPE_CHECKING:
    from collections.abc import Callable

Fonts = tuple[Path, Path]

_DPI = 96
_PT_PER_PX = 72 / _DPI
_UNKNOWN = "□"
_SVG_SALT = "dti"  # ids inside an SVG are hashed with it; without one they would be random


def load() -> None:
    """Load what `png` draws with; that takes a good second, and its font list longer on the first day."""
    import matplotlib.backends.backend_agg
    import matplotlib.figure
    import matplotlib.font_manager  # noqa: F401


def measure(fonts: Fonts) -> Measure:
    """Return the widths that the letters of `fonts` will have in `png` and `svg`."""
    from matplotlib.ft2font import FT2Font

    faces = [FT2Font(str(path)) for path in fonts]
    drawable = _drawable(fonts)
    for face in faces:
        face.set_size(100, 72)

    def width(text: str, size: float, bold: bool) -> float:
        face = faces[bold]
        face.set_text(drawable(text, bold), 0.0)
        return float(face.get_width_height()[0]) / 64 * size / 100

    return cache(width)  # breaking lines asks for the same words again and again


def png(picture: Picture, fonts: Fonts, scale: float) -> bytes:
    """Return `picture` as PNG of its size times `scale`, in whole pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = _figure(picture, fonts, scale)
    buffer = io.BytesIO()
    FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None, "Description": picture.words})
    return buffer.getvalue()


def svg(picture: Picture, fonts: Fonts) -> bytes:
    """Return `picture` as SVG, letters as outlines."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    # The same value each time, so that setting it while another thread draws changes nothing.
    matplotlib.rcParams["svg.hashsalt"] = _SVG_SALT
    matplotlib.rcParams["svg.fonttype"] = "path"
    figure = _figure(picture, fonts, 1.0)
    buffer = io.BytesIO()
    FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Title": picture.words})
    return buffer.getvalue()


def _drawable(fonts: Fonts) -> Callable[[str, bool], str]:
    """Return a function that replaces what a face cannot draw, which matplotlib would warn about."""
    from matplotlib.ft2font import FT2Font

    known = [frozenset(FT2Font(str(path)).get_charmap()) for path in fonts]

    def drawable(text: str, bold: bool) -> str:
        return "".join(c if ord(c) in known[bold] else _UNKNOWN for c in text)

    return drawable


def _figure(picture: Picture, fonts: Fonts, scale: float) -> Any:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    pixels = [max(1, round(side * scale)) for side in (picture.width, picture.height)]
    dpi = _DPI * scale
    figure = Figure(figsize=(pixels[0] / dpi, pixels[1] / dpi), dpi=dpi, facecolor=picture.background)
    from_top_left = Affine2D().scale(1 / picture.width, -1 / picture.height).translate(0, 1)
    transform = from_top_left + figure.transFigure
    drawable = _drawable(fonts)
    for order, item in enumerate(picture.items):
        artist = _artist(item, fonts, drawable)
        artist.set_transform(transform)
        artist.set_zorder(order)
        figure.add_artist(artist)
    return figure


def _artist(item: Item, fonts: Fonts, drawable: Callable[[str, bool], str]) -> Any:
    from matplotlib.colors import to_rgba
    from matplotlib.font_manager import FontProperties
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Polygon
    from matplotlib.text import Text

    match item:
        case Line(start, end, colour, width, dash):
            xs, ys = zip(start, end, strict=True)
            # matplotlib takes the lengths of dashes in line widths.
            pattern = (0, tuple(length / width for length in dash)) if dash else "solid"
            return Line2D(
                xs,
                ys,
                color=colour,
                linewidth=width * _PT_PER_PX,
                linestyle=pattern,
                solid_capstyle="butt",
                dash_capstyle="butt",
            )
        case Shape(points, fill, stroke, width, fill_opacity):
            return Polygon(
                points,
                closed=True,
                facecolor=to_rgba(fill, fill_opacity) if fill else "none",
                edgecolor=stroke or "none",
                linewidth=width * _PT_PER_PX if stroke else 0,
                joinstyle="round",
            )
        case Dot(centre, radius, fill, rim, rim_width):
            return Circle(
                centre,
                radius,
                facecolor=fill,
                edgecolor=rim or "none",
                linewidth=rim_width * _PT_PER_PX if rim else 0,
            )
        case Label(position, text, size, colour, align, bold):
            return Text(
                *position,
                drawable(text, bold),
                color=colour,
                fontproperties=FontProperties(fname=str(fonts[bold]), size=size * _PT_PER_PX),
                horizontalalignment="center" if align == "centre" else align,
                verticalalignment="baseline",
                parse_math=False,
                usetex=False,
            )
