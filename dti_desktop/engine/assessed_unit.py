"""Who an assessment is of, in one text: a province's name, or a unit of it as "Xã Phú Tâm, Sóc Trăng".

A province's name has no comma, so the last one parts the two again, whatever the unit is called.
"""

from __future__ import annotations

SEPARATOR = ", "


def unit_of_province(unit: str, province: str) -> str:
    """Return the name under which `unit` of `province` is assessed; the province's own without a unit."""
    return f"{unit}{SEPARATOR}{province}" if unit else province


def unit_and_province(name: str) -> tuple[str, str]:
    """Return the unit ("" where the province itself is assessed) and the province of such a name."""
    unit, _, province = name.rpartition(SEPARATOR)
    return unit, province
