"""How those are called whom an index assesses and ranks: provinces, or what the catalogue itself names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessed_unit import SEPARATOR

if TYPE_CHECKING:
    from dti_desktop.engine.model import Catalogue, Text


def one_ranked(catalogue: Catalogue) -> str:
    """Return one of them in a sentence: "tỉnh", "đơn vị"."""
    if catalogue.is_of_provinces:
        return QCoreApplication.translate("AssessedOne", "tỉnh")
    return QCoreApplication.translate("AssessedOne", "đơn vị")


def many_ranked(catalogue: Catalogue) -> str:
    """Return several of them in a sentence, after a number or alone: "tỉnh", "đơn vị"."""
    if catalogue.is_of_provinces:
        return QCoreApplication.translate("AssessedMany", "tỉnh")
    return QCoreApplication.translate("AssessedMany", "đơn vị")


def ranked_head(catalogue: Catalogue, language: str) -> str:
    """Return the head of a column with their names: "Tỉnh, thành phố", or the catalogue's own noun."""
    if catalogue.assesses is None:
        return QCoreApplication.translate("Assessed", "Tỉnh, thành phố")
    noun = catalogue.assesses.in_language(language)
    return noun[:1].upper() + noun[1:]


def mean_name(catalogue: Catalogue) -> str:
    """Return how the mean of all of them is called: "Trung bình cả nước", "Trung bình các đơn vị"."""
    if catalogue.is_of_provinces:
        return QCoreApplication.translate("Assessed", "Trung bình cả nước")
    return QCoreApplication.translate("Assessed", "Trung bình các đơn vị")


def mean_head(catalogue: Catalogue) -> str:
    """Return the same for the head of a narrow column."""
    if catalogue.is_of_provinces:
        return QCoreApplication.translate("Assessed", "Cả nước")
    return QCoreApplication.translate("Assessed", "Trung bình")


def assessed_in(province: str, year: int | str) -> str:
    """Return an assessment in few words: "Sóc Trăng · DTI 2023"; "DTI" is said of provinces alone."""
    said = (
        QCoreApplication.translate("Assessed", "{province} · {year}")
        if SEPARATOR in province
        else QCoreApplication.translate("Assessed", "{province} · DTI {year}")
    )
    return said.format(province=province, year=year)


def example(word: Text | None, usual: str, language: str) -> str:
    """Return the catalogue's own word for what a field asks, else the `usual` one."""
    return usual if word is None else word.in_language(language)
