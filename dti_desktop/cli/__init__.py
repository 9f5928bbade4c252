"""The command line: one command per use case, for people by default, JSON with `--json`.

Exit status: 0 done; 1 the answer is "no"; 2 wrong use or bad input, nothing was changed; 3 the
environment refused. The commands are stable: programs outside the project call them.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, TextIO

from dti_desktop.cli import (
    backup_commands,
    bundle_commands,
    catalogue_commands,
    commands,
    comparison_commands,
    earlier_commands,
    evidence_commands,
    forecast_commands,
    form_commands,
    history_commands,
    journal_commands,
    pack_commands,
    part_commands,
    planning_commands,
    result_commands,
    review_commands,
    sensitivity_commands,
    token_commands,
)
from dti_desktop.cli.arguments import path as _path
from dti_desktop.cli.arguments import whole_number as _whole_number
from dti_desktop.cli.commands import Answer, Call
from dti_desktop.cli.keys import add_key_options
from dti_desktop.engine.strict_json import shown
from dti_desktop.errors import Cancelled, DtiError, EnvironmentFault, InputError, Problem
from dti_desktop.services.library import LANGUAGES, Library
from dti_desktop.services.outside_files import opens_in_window
from dti_desktop.services.portable import portable_fault
from dti_desktop.services.words import Words


@dataclass(frozen=True)
class WindowRequest:
    """What was asked for is the window, on this store and (where given) this assessment or these files.

    `words` and `as_json`: how to say it where there can be no window. `untrusted_files`: bundles and
    departments' files, by their names; nothing was read yet.
    """

    store_dir: Path
    assessment_id: str | None
    words: Words
    as_json: bool
    untrusted_files: tuple[Path, ...] = ()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise InputError("wrong-use", [Problem("wrong-use", "", {"detail": message})])


def run(
    arguments: Sequence[str],
    library: Library,
    default_store_dir: Callable[[], Path],
    *,
    out: TextIO,
    messages: TextIO,
    now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
    portable_dir: Path | None = None,
) -> int | WindowRequest:
    """Carry one command line out and return its exit status, or the request to open the window.

    `portable_dir`: where a portable program keeps its store, beside itself.
    """
    as_json = "--json" in arguments
    words = _words_asked_for(arguments, library)
    store_dir: Path | None = None
    try:
        files_begin = _files_begin(arguments)
        options = _parser(words).parse_args(arguments[:files_begin])
        _refuse_what_is_no_text(options)
        as_json = options.json
        words = Words(library.texts(options.language), options.language)
        store_dir = options.store or default_store_dir()
        if options.command is None:
            files = tuple(_path(name).absolute() for name in arguments[files_begin:])
            return WindowRequest(store_dir, options.open, words, as_json, files)
        answer: Answer = options.command(Call(library, store_dir, words, now_utc, options, messages))
    except DtiError as error:
        told = portable_fault(error, store_dir, portable_dir)
        tell_error(told, words, as_json, out, messages)
        return told.exit_status
    except KeyboardInterrupt:
        tell_error(Cancelled(), words, as_json, out, messages)
        return Cancelled.exit_status
    except Exception as error:  # noqa: BLE001 - our own mistake must not end with the status that means "no"
        with suppress(OSError):
            traceback.print_exc(file=messages)
        tell_error(EnvironmentFault("internal", detail=type(error).__name__), words, as_json, out, messages)
        return EnvironmentFault.exit_status
    try:
        _say([_json(answer.document)] if as_json else answer.lines, out)
    except OSError as error:
        fault = EnvironmentFault("output-not-writable", reason=error.strerror)
        tell_error(fault, words, False, out, messages)
        return fault.exit_status
    return answer.exit_status


def tell_error(error: DtiError, words: Words, as_json: bool, out: TextIO, messages: TextIO) -> None:
    """Say what went wrong: for people on `messages`, and as one JSON document on `out` where asked for."""
    told = words.error(error)
    lines = [told.what]
    lines += [f"  - {fault}" for fault in words.faults(error)]
    lines += [line for line in (told.safe, told.todo, words.text("error.said.code", code=told.code)) if line]
    with suppress(OSError):  # the exit status still tells
        if as_json:
            problems = [problem.to_json() for problem in error.problems]
            _say([_json({"error": {"code": error.code, "problems": problems}})], out)
    with suppress(OSError):
        _say(lines, messages)


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, default=str)


def _say(lines: Sequence[str], stream: TextIO) -> None:
    """Print lines and see that they are out. Raises `OSError`, but not where nobody reads on (`| head`)."""
    try:
        print("\n".join(lines), file=stream, flush=True)
    except OSError as error:
        # What is left in the stream would raise again when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise


def _files_begin(arguments: Sequence[str]) -> int:
    """Return where files to open in the window begin, as a desktop passes them; the end where there are none.

    They stand last, behind nothing but options: `verify FILE.asice` is a command.
    """
    begin = len(arguments)
    while begin and opens_in_window(arguments[begin - 1]):
        begin -= 1
    if begin == len(arguments):
        return begin
    parser = _Parser(add_help=False, allow_abbrev=False)
    _add_common_options(parser, str)
    try:
        parser.parse_args(arguments[:begin])
    except InputError:
        return len(arguments)
    return begin


def _refuse_what_is_no_text(options: argparse.Namespace) -> None:
    """Refuse bytes that are no letters of any alphabet, but in paths, where the system allows them."""
    problems = [
        Problem("text-not-allowed", name)
        for name, value in vars(options).items()
        if isinstance(value, str) and shown(value) != value
    ]
    if problems:
        raise InputError("text-not-allowed", problems)


def _words_asked_for(arguments: Sequence[str], library: Library) -> Words:
    """Return the words for help and errors that are told while the command line is still being read."""
    language = next((language for language in LANGUAGES[1:] if language in arguments), LANGUAGES[0])
    return Words(library.texts(language), language)


def _add_common_options(parser: argparse.ArgumentParser, text: Callable[[str], str]) -> None:
    """Add the options that stand before a command, or before files."""
    parser.add_argument("--store", type=_path, metavar="DIR", help=text("cli.help.store"))
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=text("cli.help.language"))
    parser.add_argument("--open", metavar="ID", help=text("cli.help.open"))
    parser.add_argument("--json", action="store_true", help=text("cli.help.json"))


def _parser(words: Words) -> _Parser:
    parser = _Parser(prog="dti-desktop", allow_abbrev=False, description=words.text("cli.help.description"))
    _add_common_options(parser, words.text)
    parser.set_defaults(command=None)
    found: Any = parser.add_subparsers(parser_class=_Parser, metavar="COMMAND")

    def command(
        name: str,
        act: Callable[[Call], Answer] | None,
        *positional: str,
        within: Any = found,
        help_key: str = "",
    ) -> _Parser:
        said = words.text(f"cli.help.{help_key or name}")
        added: _Parser = within.add_parser(name, allow_abbrev=False, help=said, description=said)
        json_help = words.text("cli.help.json")
        added.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=json_help)
        for argument in positional:
            added.add_argument(argument)
        if act is not None:
            added.set_defaults(command=act)
        return added

    new = command("new", commands.new)
    new.add_argument("--province")
    new.add_argument("--year", type=_whole_number)
    new.add_argument("--catalogue", metavar="ID")
    new.add_argument("--unit", metavar="NAME", help=words.text("cli.help.new.unit"))
    new.add_argument("--from", dest="from_id", metavar="ID", help=words.text("cli.help.from"))
    command("sample", commands.sample)
    command("list", commands.list_assessments)
    command("fill", commands.fill, "id").add_argument("file", type=_path)
    attach = command("attach", commands.attach, "id", "code")
    attach.add_argument("files", nargs="+", type=_path)
    for option in ("--number", "--date", "--issuer", "--title", "--pages"):
        attach.add_argument(option, default="")
    attach.add_argument(
        "--confirm-not-secret", metavar="REASON", help=words.text("cli.help.confirm_not_secret")
    )
    command("explain", commands.explain, "id", "code", "text")
    command("score", commands.score, "id")
    command("rank", commands.rank, "id").add_argument("--against", type=_whole_number, metavar="YEAR")
    command("check", commands.check, "id")
    report = command("report", commands.report, "id")
    report.add_argument("-o", "--output", type=_path, required=True)
    explanations = command("explanations", commands.explanations, "id")
    explanations.add_argument("-o", "--output", type=_path, required=True)
    export = command("export", commands.export, "id")
    export.add_argument("-o", "--output", type=_path, required=True)
    add_key_options(export, words)
    tokens = command("tokens", token_commands.list_tokens)
    tokens.add_argument("--pkcs11", type=_path, metavar="LIBRARY", help=words.text("cli.help.pkcs11"))
    bundle_commands.add_commands(command, words)
    evidence_commands.add_commands(command, words)
    backup_commands.add_commands(command, _path)
    journal_commands.add_commands(command, words)
    form_commands.add_commands(command, words)
    forecast_commands.add_commands(command, words)
    planning_commands.add_commands(command, words)
    history_commands.add_commands(command, words)
    comparison_commands.add_commands(command, words)
    earlier_commands.add_commands(command, words)
    result_commands.add_commands(command, words)
    catalogue_commands.add_commands(command, words)
    review_commands.add_commands(command, words)
    sensitivity_commands.add_commands(command, words)
    part_commands.add_commands(command, _path, words)
    pack_commands.add_commands(command, words)
    return parser


def use_utf8(*streams: TextIO) -> None:
    """Let console streams take every letter, whatever the console's own code page."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def standard_streams() -> tuple[TextIO, TextIO]:
    """Return standard output and error in UTF-8; a void where there is none, as in a window on Windows."""
    out, messages = (stream or io.StringIO() for stream in (sys.stdout, sys.stderr))
    use_utf8(out, messages)
    return out, messages
