"""Parts beside each other where there is room, and under each other where not; one in the middle."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

_BESIDE = QBoxLayout.Direction.LeftToRight


def stand_in_the_middle(across: QBoxLayout, widget: QWidget) -> None:
    """Give `widget` all the room up to its widest, to the last pixel; both sides share what is left then."""
    across.addStretch(0)
    across.addWidget(widget, 1)
    across.addStretch(0)


def stand_side_by_side(
    parts: QBoxLayout, wide: bool, *, otherwise: QBoxLayout.Direction = QBoxLayout.Direction.TopToBottom
) -> None:
    """Let the parts of a layout stand beside each other where it is `wide`, else one after `otherwise`."""
    direction = _BESIDE if wide else otherwise
    # Setting the same again would lay everything out anew.
    if parts.direction() != direction:
        parts.setDirection(direction)
