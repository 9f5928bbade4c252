"""The commands for signed packs of catalogues and published results: make one, read one, take it in."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from dti_desktop.cli import keys
from dti_desktop.cli.arguments import path, whole_number
from dti_desktop.cli.commands import Answer, Call, known_sets, open_workspace, problem_lines
from dti_desktop.errors import InputError
from dti_desktop.services.catalogues import KnownCatalogues
from dti_desktop.services.files import check_target
from dti_desktop.services.words import Words

if TYPE_CHECKING:
    from dti_desktop.bundle.pack import ReadPack
    from dti_desktop.cli.bundle_commands import AddCommand
    from dti_desktop.services.catalogues import Edition
    from dti_desktop.services.packs import ExaminedPack


def add_commands(add: AddCommand, words: Words) -> None:
    """Add `pack make` and `pack read`."""
    within = add("pack", None).add_subparsers(required=True, metavar="COMMAND")
    making = add("make", make, within=within, help_key="pack.make")
    making.add_argument("-o", "--output", type=path, required=True)
    making.add_argument("--catalogue", action="append", default=[], metavar="ID")
    making.add_argument("--results", type=whole_number, action="append", default=[], metavar="YEAR")
    making.add_argument("--title", default="", help=words.text("cli.help.pack.title"))
    keys.add_key_options(making, words)
    reading = add("read", read, within=within, help_key="pack.read")
    reading.add_argument("file", type=path)
    for option, example, said in (
        ("--trust", "CA.pem", "cli.help.trust"),
        ("--crl", "FILE.crl", "cli.help.crl"),
    ):
        reading.add_argument(
            option, type=path, nargs="+", action="extend", default=[], metavar=example, help=words.text(said)
        )
    reading.add_argument("--accept", action="store_true", help=words.text("cli.help.pack.accept"))


def make(call: Call) -> Answer:
    """Write a signed pack of catalogues and of the published results of years."""
    from dti_desktop.services.packs import make_pack, results_of

    options = call.options
    check_target(options.output, call.store_dir, inputs=keys.key_files(call))
    catalogues, results = known_sets(call)
    editions = [_edition(catalogues, name) for name in options.catalogue]
    rows = [results_of(results, year) for year in options.results]
    made = make_pack(
        call.library,
        options.output,
        editions,
        rows,
        untrusted_title=options.title,
        signer=keys.signer(call),
        now_utc=call.now_utc,
    )
    document: dict[str, object] = {
        "file": options.output.name,
        "title": made.title,
        "catalogues": [_edition_json(edition) for edition in editions],
        "results": [{"year": year, "rows": len(of)} for year, of in zip(options.results, rows, strict=True)],
        "signers": [signer.to_json() for signer in made.signers],
    }
    said = call.text(
        "pack.made", name=options.output.name, catalogues=len(editions), years=len(options.results)
    )
    return Answer(document, [said])


def read(call: Call) -> Answer:
    """Show who signed a pack and what it would change; take it in where that was asked for."""
    from dti_desktop.services.packs import examine_pack, take_pack

    options = call.options
    catalogues, results = known_sets(call)
    found = examine_pack(
        call.library,
        options.file,
        known=results,
        known_catalogues=catalogues,
        trust_paths=options.trust,
        crl_paths=options.crl,
        now_utc=call.now_utc,
    )
    if found.faults:
        raise InputError("pack-invalid", found.faults)
    lines = [*_signer_lines(call, found.read), *_content_lines(call, found)]
    is_taken = options.accept and found.is_news
    if is_taken:
        with closing(open_workspace(call, create=True)) as workspace:
            take_pack(workspace, found)
            if workspace.unprotected is not None:
                lines += problem_lines(call, [workspace.unprotected])
    state = "taken" if is_taken else "news" if found.is_news else "same"
    return Answer(_document(found, is_taken=is_taken), [*lines, call.text(f"pack.{state}")])


def _edition(known: KnownCatalogues, untrusted_name: str) -> Edition:
    """Return the latest edition of an id, or the one of a digest or its beginning."""
    if untrusted_name in known.latest:
        return known.latest[untrusted_name]
    return known.named(untrusted_name, "")


def _edition_json(edition: Edition) -> dict[str, object]:
    catalogue = edition.catalogue
    return {"id": catalogue.id, "version": catalogue.version, "digest": catalogue.digest}


def _document(found: ExaminedPack, *, is_taken: bool) -> dict[str, object]:
    return {
        "file": found.name,
        "title": found.read.title,
        "created_utc": found.read.created_utc,
        "chain": found.read.chain,
        "signers": [signer.to_json() for signer in found.read.signers],
        "catalogues": [
            {
                "id": packed.catalogue.id,
                "version": packed.catalogue.version,
                "digest": packed.catalogue.digest,
                "known": packed.is_known,
            }
            for packed in found.catalogues
        ],
        "results": [
            {
                "years": sorted({placed.result.year for placed in examined.rows}),
                "rows": len(examined.rows),
                "changed": len(examined.changes),
            }
            for examined in found.results
        ],
        "news": found.is_news,
        "taken": is_taken,
    }


def _signer_lines(call: Call, found: ReadPack) -> list[str]:
    lines = [call.text("pack.title", title=found.title)] if found.title else []
    for signer in found.signers:
        lines.append(call.text("verify.signer", number=signer.number, subject=signer.subject))
        lines.append(call.text("pack.chain", chain=call.words.verdict("chain", signer.chain)))
    return lines


def _content_lines(call: Call, found: ExaminedPack) -> list[str]:
    lines = []
    for packed in found.catalogues:
        catalogue = packed.catalogue
        state = call.text("pack.catalogue.known" if packed.is_known else "pack.catalogue.new")
        lines.append(
            call.text(
                "pack.catalogue",
                id=catalogue.id,
                version=catalogue.version,
                title=catalogue.title.in_language(call.words.language),
                state=state,
            )
        )
    for examined in found.results:
        years = ", ".join(str(year) for year in sorted({placed.result.year for placed in examined.rows}))
        lines.append(
            call.text("pack.results", years=years, rows=len(examined.rows), changed=len(examined.changes))
        )
    return lines
