"""What the commands for a bundle from anywhere do: verify it, sign it too, give it timestamps."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from dti_desktop.cli import keys
from dti_desktop.cli.arguments import path, whole_number
from dti_desktop.cli.commands import NO, Answer, Call, from_store
from dti_desktop.errors import EnvironmentFault
from dti_desktop.services.catalogues import KnownCatalogues, known_of
from dti_desktop.services.files import check_target
from dti_desktop.services.verdicts import on_bundle
from dti_desktop.services.words import Words
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification, VerifiedSigner


class AddCommand(Protocol):
    """Adds a command to the command line; `within` are the commands of another one."""

    def __call__(
        self,
        name: str,
        act: Callable[[Call], Answer] | None,
        *positional: str,
        within: Any = ...,
        help_key: str = "",
    ) -> argparse.ArgumentParser: ...


def add_commands(add: AddCommand, words: Words) -> None:
    """Add `verify`, `sign` and `timestamp` to the command line."""
    trust = words.text("cli.help.trust")
    verifying = add("verify", verify)
    verifying.add_argument("file", type=path)
    _add_files(verifying, "--trust", "CA.pem", trust)
    _add_files(verifying, "--crl", "FILE.crl", words.text("cli.help.crl"))

    signing = add("sign", sign)
    signing.add_argument("file", type=path)
    signing.add_argument("-o", "--output", type=path, help=words.text("cli.help.sign.output"))
    keys.add_key_options(signing, words)

    timestamp = add("timestamp", None).add_subparsers(required=True, metavar="COMMAND")
    requesting = add("request", timestamp_request, within=timestamp, help_key="timestamp.request")
    adding = add("add", timestamp_add, within=timestamp, help_key="timestamp.add")
    for one in (requesting, adding):
        one.add_argument("file", type=path)
        one.add_argument("--signer", type=whole_number, metavar="N", help=words.text("cli.help.signer"))
        one.add_argument("-o", "--output", type=path, required=True)
    adding.add_argument("reply", type=path)
    adding.add_argument("--request", type=path, help=words.text("cli.help.timestamp.request_file"))
    _add_files(adding, "--trust", "CA.pem", trust)


def _add_files(parser: argparse.ArgumentParser, option: str, example: str, said: str) -> None:
    parser.add_argument(option, type=path, nargs="+", action="extend", default=[], metavar=example, help=said)


def verify(call: Call) -> Answer:
    """Check a bundle; it needs no store, but knows the editions of one that is there."""
    from dti_desktop.services.bundle_catalogue import catalogue_in, on_catalogue
    from dti_desktop.services.verification import verify as verify_bundle

    options, known = call.options, _known(call)
    found = verify_bundle(
        call.library,
        options.file,
        options.trust,
        options.crl,
        now_utc=call.now_utc,
        own_catalogues=known.digests,
    )
    inside = catalogue_in(found, known)
    document = {**found.to_json(), "catalogue_edition": None if inside is None else inside.to_json()}
    lines = _verdict_lines(call, found)
    if inside is not None:
        said = on_catalogue(inside, call.words)
        line = call.text("verify.catalogue", name=said.name, word=said.word, meaning=said.meaning)
        lines.insert(-1, line)  # before what comes of it
    return Answer(document, lines, 0 if found.is_accepted else NO)


def _known(call: Call) -> KnownCatalogues:
    """Return the editions of the store, or what ships where there is none that can be read."""
    try:
        return from_store(call, lambda workspace: workspace.catalogues.known, lambda: known_of(call.library))
    except EnvironmentFault as fault:
        # The window has it open, or it lies on a drive that is not there: a bundle is judged all the same.
        reason = call.words.problem(fault.problems[0])
        call.messages.write(call.text("verify.store", reason=reason) + "\n")
        return known_of(call.library)


def _verdict_lines(call: Call, found: Verification) -> list[str]:
    words = call.words
    lines = [
        call.text("verify.row", name=said.name, verdict=said.word, meaning=said.meaning)
        for said in on_bundle(found, words)
    ]
    for signer in found.signers:
        lines += _signer_lines(call, signer)
    lines += [call.text("verify.finding", text=words.bundle_finding(finding)) for finding in found.findings]
    lines.append(call.text("verify.accepted" if found.is_accepted else "verify.refused"))
    return lines


def _signer_lines(call: Call, signer: VerifiedSigner) -> list[str]:
    claimed = utc_text(signer.claimed_time_utc)
    chain = call.words.verdict("chain", signer.chain)
    lines = [
        call.text("verify.signer", number=signer.number, subject=signer.subject),
        call.text("verify.signer.claimed", claimed_time_utc=claimed, chain=chain),
    ]
    if signer.proven_time_utc is not None and signer.timestamp is not None:
        proven, authority = utc_text(signer.proven_time_utc), signer.timestamp.authority
        lines.append(call.text("verify.signer.proven", proven_time_utc=proven, authority=authority))
    return lines


def sign(call: Call) -> Answer:
    """Add a signature to a bundle; one that does not verify is a "no" and nothing is written."""
    from dti_desktop.services.cosigning import add_signature

    options = call.options
    target = options.output or options.file
    check_target(target, call.store_dir, inputs=keys.key_files(call))
    signer = keys.signer(call)
    written = add_signature(call.library, options.file, target, signer, now_utc=call.now_utc)
    document: dict[str, object] = {
        "file": target.name,
        "size_bytes": written.size_bytes,
        "verification": written.verification.to_json(),
    }
    number = len(written.verification.signers)
    return Answer(document, [call.text("sign.done", number=number, name=target.name)])


def timestamp_request(call: Call) -> Answer:
    """Write a request for a timestamp, to be carried to an authority."""
    from dti_desktop.services.timestamps import write_request

    options = call.options
    check_target(options.output, call.store_dir, inputs=(options.file,))
    request = write_request(options.file, options.output, options.signer)
    name = options.output.name
    document: dict[str, object] = {"file": name, "signer": request.number, "subject": request.signer}
    said = call.text("timestamp.request.done", number=request.number, subject=request.signer, name=name)
    return Answer(document, [said])


def timestamp_add(call: Call) -> Answer:
    """Put the timestamp of a reply into a bundle; the reply is judged first."""
    from dti_desktop.services.timestamps import add_timestamp

    options = call.options
    given = [options.reply, *([] if options.request is None else [options.request]), *options.trust]
    check_target(options.output, call.store_dir, inputs=given)
    added = add_timestamp(
        call.library,
        options.file,
        options.output,
        options.reply,
        options.signer,
        untrusted_request=options.request,
        trust_paths=options.trust,
    )
    name, stamp = options.output.name, added.timestamp
    document: dict[str, object] = {
        "file": name,
        "size_bytes": added.written.size_bytes,
        "signer": added.number,
        "subject": added.signer,
        "timestamp": stamp.to_json(),
    }
    time_utc = utc_text(stamp.time_utc)
    known = "known" if stamp.chain == "trusted" else "unknown"
    lines = [
        call.text("timestamp.add.done", time_utc=time_utc, number=added.number, name=name),
        call.text(f"timestamp.add.{known}", subject=stamp.authority),
    ]
    return Answer(document, lines)
