"""The data that ships with the program: catalogues, published results, texts, defaults. Read-only.

What reads and holds them is loaded with the first of its kind that is wanted: the start page needs none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.errors import InputError

if TYPE_CHECKING:
    from dti_desktop.engine.backing import Announcing
    from dti_desktop.engine.catalogue_map import CatalogueMap
    from dti_desktop.engine.estimates import EstimateDefaults
    from dti_desktop.engine.model import Catalogue, OfficeWords
    from dti_desktop.engine.province_names import ProvinceNames
    from dti_desktop.engine.results import Province, ResultBook
    from dti_desktop.engine.year_difference import YearTolerance
    from dti_desktop.intake.letterhead_words import LetterheadWords
    from dti_desktop.intake.rules import IntakeRules

LANGUAGES = ("vi", "en")

_OTHER = ".of_unit"


def default_id(catalogues: Iterable[Catalogue], year: int) -> str:
    """Return the catalogue for a province's assessment of `year`: one issued for it, else the latest."""
    of_provinces = [catalogue for catalogue in catalogues if catalogue.is_of_provinces]
    return max(of_provinces, key=lambda c: (year in c.issued_for_years, max(c.issued_for_years), c.id)).id


class Library:
    """Reads the shipped data once and keeps it; safe to use from several threads."""

    def __init__(self, resources_dir: Path, translations_dir: Path) -> None:
        self.resources_dir = resources_dir
        self.translations_dir = translations_dir

    @cached_property
    def _shipped(self) -> tuple[tuple[Catalogue, bytes], ...]:
        """The shipped catalogues, each with its exact bytes; reading one takes a tenth of a second."""
        from dti_desktop.engine.catalogue import parse_catalogue

        # Those of provinces first: the program is theirs, the first is what is offered.
        contents = [
            path.read_bytes()
            for path in sorted((self.resources_dir / "catalogues").glob("*.json"))
            if not path.name.endswith(".schema.json")
        ]
        read = [(parse_catalogue(content), content) for content in contents]
        return tuple(sorted(read, key=lambda each: not each[0].is_of_provinces))

    @cached_property
    def _catalogues(self) -> Mapping[str, Catalogue]:
        return {catalogue.id: catalogue for catalogue, _ in self._shipped}

    @property
    def catalogue_ids(self) -> tuple[str, ...]:
        """Ids of the catalogues that ship with the program."""
        return tuple(self._catalogues)

    @cached_property
    def catalogue_bytes(self) -> Mapping[str, bytes]:
        """The exact bytes of each shipped catalogue, by its id."""
        return {catalogue.id: content for catalogue, content in self._shipped}

    @cached_property
    def known_digests(self) -> frozenset[str]:
        """Digests of the catalogues that ship with the program."""
        return frozenset(catalogue.digest for catalogue, _ in self._shipped)

    def catalogue(self, catalogue_id: str) -> Catalogue:
        """Return a shipped catalogue. Raises `InputError` `unknown-catalogue`."""
        if catalogue_id not in self._catalogues:
            raise InputError("unknown-catalogue", catalogue=catalogue_id, known=sorted(self._catalogues))
        return self._catalogues[catalogue_id]

    def default_catalogue_id(self, year: int) -> str:
        """Return the catalogue for a province's assessment of `year`, as `default_id`."""
        return default_id(self._catalogues.values(), year)

    @cached_property
    def result_book(self) -> ResultBook:
        """The published results over the provinces."""
        from dti_desktop.engine.results import ResultBook, parse_provinces, parse_results

        reference = self.resources_dir / "reference"
        return ResultBook(
            parse_provinces((reference / "provinces.csv").read_text(encoding="utf-8")),
            parse_results((reference / "results.csv").read_text(encoding="utf-8")),
        )

    @cached_property
    def national_means(self) -> Mapping[int, Fraction]:
        """The mean of all provinces (0–1) of each year for which it is known."""
        from dti_desktop.engine.results import parse_national_means

        path = self.resources_dir / "reference" / "national_means.csv"
        return parse_national_means(path.read_text(encoding="utf-8"))

    @cached_property
    def province_names(self) -> ProvinceNames:
        """The names of all provinces, with the forms that offices use."""
        from dti_desktop.engine.province_names import ProvinceNames

        path = self.resources_dir / "reference" / "province_aliases.json"
        return ProvinceNames.read(self.result_book.provinces, path.read_text(encoding="utf-8"))

    def province(self, untrusted_name: str) -> Province:
        """Return the province of that name, as `ProvinceNames` knows it. Raises `unknown-province`."""
        province = self.province_names.find(untrusted_name)
        if province is None:
            raise InputError("unknown-province", province=untrusted_name)
        return province

    @cached_property
    def result_headings(self) -> str:
        """How the columns of a table of published results may be headed, as JSON."""
        return (self.resources_dir / "reference" / "result_columns.json").read_text(encoding="utf-8")

    @cached_property
    def score_headings(self) -> str:
        """How the columns of a table of given points may be headed, as JSON."""
        return (self.resources_dir / "reference" / "score_columns.json").read_text(encoding="utf-8")

    @cached_property
    def measures(self) -> frozenset[str]:
        """The whole, the pillars and the main indices of the sets, as `measure_of_set` names them."""
        from dti_desktop.engine.results import measures_of_sets

        return measures_of_sets(self._catalogues.values())

    @cached_property
    def defaults(self) -> Mapping[str, int]:
        """Default settings, such as `evidence_limit_bytes`."""
        document: dict[str, int] = json.loads(
            (self.resources_dir / "defaults.json").read_text(encoding="utf-8")
        )
        return document

    @cached_property
    def estimate_defaults(self) -> EstimateDefaults:
        """What forecasts and plans assume where the office has said nothing."""
        from dti_desktop.engine.estimates import EstimateDefaults

        path = self.resources_dir / "planning" / "defaults.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        return EstimateDefaults(
            Fraction(document["acceptance_share"]),
            Fraction(document["ministry_range_share"]),
            (document["data_deadline_month"], document["data_deadline_day"]),
            {kind: Fraction(days) for kind, days in document["effort_days"].items()},
        )

    @cached_property
    def year_tolerance(self) -> YearTolerance:
        """What may differ from an earlier year without a reason."""
        from dti_desktop.engine.year_difference import YearTolerance

        path = self.resources_dir / "carrying" / "defaults.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        return YearTolerance(Fraction(document["share_tolerance"]), Fraction(document["number_tolerance"]))

    def catalogue_map(self, old: Catalogue, new: Catalogue) -> CatalogueMap | None:
        """Return what is known of the rows between two catalogues beyond their codes; None where nothing is.

        Raises `InputError` `catalogue-map-invalid` with every fault of the file or its names.
        """
        from dti_desktop.engine.catalogue_map import map_faults, parse_catalogue_map

        path = self.resources_dir / "catalogue_maps" / f"{old.id}--{new.id}.json"
        if old.digest == new.digest or not path.is_file():
            return None
        found = parse_catalogue_map(path.read_bytes())
        problems = map_faults(found, old, new)
        if problems:
            raise InputError("catalogue-map-invalid", problems)
        return found

    @cached_property
    def announcing_kinds(self) -> tuple[Announcing, ...]:
        """Kinds of document that announce something and prove no result."""
        from dti_desktop.engine.backing import Announcing

        path = self.resources_dir / "reference" / "weak_evidence.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Announcing(kind["words"].casefold(), kind["sign"]) for kind in document["kinds"])

    @cached_property
    def intake_rules(self) -> IntakeRules:
        """By what evidence files are judged before they come in."""
        from dti_desktop.intake.rules import IntakeRules

        folder = self.resources_dir / "intake"
        return IntakeRules.parse(
            (folder / "kinds.json").read_bytes(), (folder / "secrecy_marks.json").read_bytes()
        )

    @cached_property
    def letterhead_words(self) -> LetterheadWords:
        """The words by which an official paper's head and foot are read."""
        from dti_desktop.intake.letterhead_words import LetterheadWords

        return LetterheadWords((self.resources_dir / "intake" / "letterhead.json").read_bytes())

    def texts_for(self, language: str, office: OfficeWords) -> Mapping[str, str]:
        """Return `texts` as they are said of a province's assessment or of another unit's.

        "DTI" is the provinces' index alone: where there is a text `….of_unit`, it stands for `…` elsewhere,
        with the catalogue's own words in it where it has such.
        """
        return self.texts(language) if office.ranked is None else self._other_texts(language, office)

    @lru_cache(maxsize=4 * len(LANGUAGES))  # noqa: B019 - one library lives as long as the program
    def _other_texts(self, language: str, office: OfficeWords) -> Mapping[str, str]:
        texts = self.texts(language)
        words = {
            f"{{{name}}}": texts[f"office.{name}"] if word is None else word.in_language(language)
            for name, word in (("ranked", office.ranked), ("departments", office.departments))
        }
        other = {}
        for key, text in texts.items():
            if key.endswith(_OTHER):
                for place, word in words.items():
                    # Braces in a catalogue's word are letters, not another place.
                    text = text.replace(place, word.replace("{", "{{").replace("}", "}}"))
                other[key.removesuffix(_OTHER)] = text
        return {**texts, **other}

    @lru_cache(maxsize=len(LANGUAGES))  # noqa: B019 - one library lives as long as the program
    def texts(self, language: str) -> Mapping[str, str]:
        """Return the keyed texts of reports, command line and bundle in `language` ("vi" or "en")."""
        document: dict[str, str] = json.loads(
            (self.translations_dir / f"messages.{language}.json").read_text(encoding="utf-8")
        )
        return document
