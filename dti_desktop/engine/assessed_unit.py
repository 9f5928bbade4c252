"""Who an assessment is of, in one text: a province's name, or a unit of it as "Xã Phú Tâm, Sóc Trăng".

A province's name has no comma, so the last one parts the two again, whatever the unit is called.
"""

from __future__ import annotations

SEPARATOR = ", "

_COMMUNES = ("Xã ", "Phường ", "Thị trấn ", "Đặc khu ")
"""How the names of units begin that have a People's Committee of their own, in any language of a paper."""


def unit_of_province(unit: str, province: str) -> str:
    """Return the name under which `unit` of `province` is assessed; the province's own without a unit."""
    return f"{unit}{SEPARATOR}{province}" if unit else province


def unit_and_province(name: str) -> tuple[str, str]:
    """Return the unit ("" where the province itself is assessed) and the province of such a name."""
    unit, _, province = name.rpartition(SEPARATOR)
    return unit, province


def commune_name(unit: str) -> str | None:
    """Return the own name of a commune, ward or township ("Phú Tâm"); None where `unit` is none of these."""
    return next((unit.removeprefix(kind) for kind in _COMMUNES if unit.startswith(kind)), None)


def short_name(name: str) -> str:
    """Return how such an assessment's own unit is called among those of its province: "Xã Phú Tâm"."""
    unit, province = unit_and_province(name)
    return unit or province
