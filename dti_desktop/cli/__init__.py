"""The command line: one command per use case, for people by default, JSON with `--json`.

Exit status: 0 done; 1 the answer is "no"; 2 wrong use or bad input, nothing was changed; 3 the
environment refused. The commands are stable: programs outside the project call them.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, TextIO

from dti_desktop.cli import commands
from dti_desktop.cli.commands import Answer, Call
from dti_desktop.errors import Cancelled, DtiError, InputError, Problem
from dti_desktop.services.library import LANGUAGES, Library
from dti_desktop.services.words import Words


@dataclass(frozen=True)
class WindowRequest:
    """What was asked for is the window, on this store and (where given) this assessment."""

    store_dir: Path
    assessment_id: str | None


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
) -> int | WindowRequest:
    """Carry one command line out and return its exit status, or the request to open the window."""
    as_json = "--json" in arguments
    words = Words(library.texts(LANGUAGES[0]), LANGUAGES[0])
    try:
        options = _parser().parse_args(arguments)
        as_json = options.json
        words = Words(library.texts(options.language), options.language)
        store_dir = options.store or default_store_dir()
        if options.command is None:
            return WindowRequest(store_dir, options.open)
        answer: Answer = options.command(Call(library, store_dir, words, now_utc, options, messages))
    except DtiError as error:
        tell_error(error, words, as_json, out, messages)
        return error.exit_status
    except KeyboardInterrupt:
        tell_error(Cancelled(), words, as_json, out, messages)
        return Cancelled.exit_status
    lines = [json.dumps(answer.document, ensure_ascii=False, indent=2)] if as_json else answer.lines
    try:
        print("\n".join(lines), file=out, flush=True)
    except BrokenPipeError:
        # Whoever read the output has seen enough (`| head`); nothing more can be said to him.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answer.exit_status


def tell_error(error: DtiError, words: Words, as_json: bool, out: TextIO, messages: TextIO) -> None:
    """Say what went wrong: for people on `messages`, and as one JSON document on `out` where asked for."""
    if as_json:
        document = {"code": error.code, "problems": [problem.to_json() for problem in error.problems]}
        print(json.dumps({"error": document}, ensure_ascii=False, indent=2, default=str), file=out)
    told = words.error(error)
    print(told.what, file=messages)
    if len(error.problems) > 1 or error.problems[0].place:
        for problem in error.problems:
            print(f"  - {words.problem(problem)}", file=messages)
    for line in (told.safe, told.todo):
        if line:
            print(line, file=messages)


def _parser() -> _Parser:
    parser = _Parser(prog="dti-desktop", allow_abbrev=False)
    parser.add_argument("--store", type=Path, metavar="DIR")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("--open", metavar="ID")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(command=None)
    found: Any = parser.add_subparsers(parser_class=_Parser, metavar="COMMAND")

    def command(name: str, act: Callable[[Call], Answer], *positional: str) -> _Parser:
        added: _Parser = found.add_parser(name, allow_abbrev=False)
        added.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
        for argument in positional:
            added.add_argument(argument)
        added.set_defaults(command=act)
        return added

    new = command("new", commands.new)
    new.add_argument("--province", required=True)
    new.add_argument("--year", type=int, required=True)
    new.add_argument("--catalogue", metavar="ID")
    command("sample", commands.sample)
    command("list", commands.list_assessments)
    command("fill", commands.fill, "id").add_argument("file", type=Path)
    attach = command("attach", commands.attach, "id", "code")
    attach.add_argument("files", nargs="+", type=Path)
    for option in ("--number", "--date", "--issuer", "--title", "--pages"):
        attach.add_argument(option, default="")
    command("explain", commands.explain, "id", "code", "text")
    command("score", commands.score, "id")
    command("rank", commands.rank, "id").add_argument("--against", type=int, metavar="YEAR")
    command("check", commands.check, "id")
    report = command("report", commands.report, "id")
    report.add_argument("-o", "--output", type=Path, required=True)
    export = command("export", commands.export, "id")
    export.add_argument("-o", "--output", type=Path, required=True)
    export.add_argument("--p12", type=Path, required=True)
    export.add_argument("--password-env", metavar="VAR")
    verify = command("verify", commands.verify)
    verify.add_argument("file", type=Path)
    verify.add_argument("--trust", type=Path, nargs="+", action="extend", default=[], metavar="CA.pem")
    command("backup", commands.backup).add_argument("-o", "--output", type=Path, required=True)
    command("restore", commands.restore).add_argument("file", type=Path)
    return parser


def use_utf8(*streams: TextIO) -> None:
    """Let console streams take every letter, whatever the console's own code page."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def standard_streams() -> tuple[TextIO, TextIO]:
    """Return standard output and error in UTF-8; a window program on Windows has none."""
    out, messages = sys.stdout, sys.stderr
    use_utf8(*(stream for stream in (out, messages) if stream is not None))
    return out, messages
