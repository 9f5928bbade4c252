"""Parts that stand beside each other where there is room, and under each other where there is not."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout

_BESIDE = QBoxLayout.Direction.LeftToRight


def stand_side_by_side(
    parts: QBoxLayout, wide: bool, *, otherwise: QBoxLayout.Direction = QBoxLayout.Direction.TopToBottom
) -> None:
    """Let the parts of a layout stand beside each other where it is `wide`, else one after `otherwise`."""
    direction = _BESIDE if wide else otherwise
    # Setting the same again would lay everything out anew.
    if parts.direction() != direction:
        parts.setDirection(direction)
