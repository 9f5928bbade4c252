"""The commands around backups: make one, bring one back, list those that were made by themselves."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from dti_desktop.cli.commands import Answer, Call, from_store, open_workspace, problem_lines
from dti_desktop.cli.secrets import from_environment, secret
from dti_desktop.named_files import open_regular
from dti_desktop.passphrase_file import is_locked
from dti_desktop.services.person import user_name
from dti_desktop.utc_times import utc_text


def add_commands(
    command: Callable[[str, Callable[[Call], Answer]], argparse.ArgumentParser], path: Callable[[str], Path]
) -> None:
    """Add the three commands. A passphrase never stands on the command line itself."""
    making = command("backup", backup)
    making.add_argument("-o", "--output", type=path, required=True)
    making.add_argument("--passphrase-env", metavar="VAR")
    bringing = command("restore", restore)
    bringing.add_argument("file", type=path)
    bringing.add_argument("--passphrase-env", metavar="VAR")
    command("backups", backups)


def backup(call: Call) -> Answer:
    """Back the whole store up into one file, re-read before it is called a backup."""
    from dti_desktop.services.backups import backup as back_up

    options = call.options
    passphrase = None if options.passphrase_env is None else from_environment(options.passphrase_env)
    with closing(open_workspace(call)) as workspace:
        report = back_up(workspace, options.output, passphrase=passphrase)
    document: dict[str, object] = {
        "file": report.path.name,
        "size_bytes": report.size_bytes,
        "sha256": report.sha256,
        "encrypted": report.is_locked,
        "evidence_files": report.evidence_files,
        "problems": [problem.to_json() for problem in report.problems],
    }
    lines = [call.text("backup.done", name=report.path.name), *problem_lines(call, report.problems)]
    return Answer(document, lines)


def restore(call: Call) -> Answer:
    """Bring a backup back; the store that was there is put aside, not removed."""
    from dti_desktop.services.backups import restore as bring_back

    report = bring_back(
        call.options.file,
        call.store_dir,
        passphrase=_passphrase(call),
        now_utc=call.now_utc,
        user=user_name() or "–",
    )
    document: dict[str, object] = {
        "created_utc": report.created_utc,
        "kept_aside": None if report.kept_aside is None else report.kept_aside.name,
        "problems": [problem.to_json() for problem in report.problems],
    }
    lines = [call.text("restore.done", name=call.options.file.name)]
    if report.kept_aside is not None:
        lines.append(call.text("restore.kept_aside", name=report.kept_aside.name))
    return Answer(document, lines + problem_lines(call, report.problems))


def backups(call: Call) -> Answer:
    """List the automatic backups, the newest first."""
    from dti_desktop.services.backups import list_kept

    kept = from_store(call, lambda workspace: list_kept(workspace).backups, lambda: ())
    rows: list[dict[str, object]] = [
        {
            "file": str(each.path),
            "created_utc": utc_text(each.created_utc),
            "reason": each.reason,
            "size_bytes": each.size_bytes,
            "evidence_files": each.evidence_files,
            "evidence_bytes": each.evidence_bytes,
            "evidence_missing": each.missing,
            "evidence_rehashed": each.is_rehashed,
        }
        for each in kept
    ]
    lines = [
        call.text(
            "backups.row",
            moment=call.words.format.date_time(each.created_utc),
            reason=call.words.text(f"backup_reason.{each.reason}"),
            size_bytes=each.size_bytes,
            count=each.evidence_files,
            file=each.path,
        )
        for each in kept
    ]
    return Answer({"backups": list(rows)}, lines or [call.text("backups.empty")])


def _passphrase(call: Call) -> str | None:
    """Return the passphrase of the backup to restore; None where it has none, or cannot be read at all."""
    try:
        with open_regular(call.options.file) as file:
            locked = is_locked(file)
    except OSError:
        return None  # the reader says what is wrong
    if not locked:
        return None
    return secret(call.options.passphrase_env, call.text("restore.passphrase"), "passphrase-needed")
