"""The key that a command signs with: its options, and the signer for as long as it is needed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.cli import arguments
from dti_desktop.cli.secrets import secret
from dti_desktop.errors import InputError, Problem

if TYPE_CHECKING:
    from dti_desktop.bundle.signing import Signer
    from dti_desktop.bundle.token_description import TokenCertificate, TokenDescription
    from dti_desktop.cli.commands import Call
    from dti_desktop.services.words import Words


def add_key_options(parser: argparse.ArgumentParser, words: Words) -> None:
    """Let a command take the key that signs, a file or a token; `signer` reads these options."""

    def said(option: str) -> str:
        return words.text(f"cli.help.{option}")

    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--p12", type=arguments.path, metavar="KEY.p12", help=said("p12"))
    where.add_argument("--pkcs11", type=arguments.path, metavar="LIBRARY", help=said("pkcs11"))
    parser.add_argument("--password-env", metavar="VAR", help=said("password_env"))
    parser.add_argument("--token", metavar="LABEL", help=said("token"))
    parser.add_argument("--certificate", metavar="HEX-ID", help=said("certificate"))
    parser.add_argument("--pin-env", metavar="VAR", help=said("pin_env"))


def key_files(call: Call) -> tuple[Path, ...]:
    """Return the files that the key options name, which the command's own output must not replace."""
    return tuple(path for path in (call.options.p12, call.options.pkcs11) if path is not None)


def signer(call: Call) -> AbstractContextManager[Signer]:
    """Return the signer that the options name, still to be opened; closed on every way out.

    Enter it last, when all else has been checked: only then it asks the person for a secret. Raises
    `InputError` `key-options-mixed`; entering it as `services.submission.load_p12` and
    `services.tokens.token_signer`, and `InputError` `password-variable-missing`, `password-needed`,
    `pin-needed`.
    """
    _refuse_mixed(call)
    if call.options.pkcs11 is None:
        return _key_file(call)
    from dti_desktop.services.tokens import token_signer

    return token_signer(
        call.options.pkcs11,
        token=call.options.token,
        certificate_id=call.options.certificate,
        ask_pin=partial(_pin, call),
        now_utc=call.now_utc,
    )


@contextmanager
def _key_file(call: Call) -> Iterator[Signer]:
    from dti_desktop.services.submission import load_p12

    yield load_p12(
        call.options.p12, secret(call.options.password_env, call.text("export.password"), "password-needed")
    )


def _refuse_mixed(call: Call) -> None:
    """Refuse an option of one kind of key beside the other, instead of passing it over."""
    others = ("password_env",) if call.options.p12 is None else ("token", "certificate", "pin_env")
    given = [f"--{name.replace('_', '-')}" for name in others if getattr(call.options, name) is not None]
    if given:
        raise InputError("key-options-mixed", [Problem("key-options-mixed", name) for name in given])


def _pin(call: Call, token: TokenDescription, certificate: TokenCertificate | None) -> str:
    """Show what will sign, then return the PIN; of a token with a keypad none is asked for here."""
    for line in token_lines(call, token, () if certificate is None else (certificate,)):
        print(line, file=call.messages)
    call.messages.flush()
    if token.pin.is_on_keypad:
        print(call.text("tokens.on_keypad"), file=call.messages, flush=True)
        return ""
    return secret(call.options.pin_env, call.text("export.pin"), "pin-needed")


def token_lines(call: Call, token: TokenDescription, certificates: tuple[TokenCertificate, ...]) -> list[str]:
    """Return what a token says of itself, the state of its PIN, and these of its certificates."""
    lines = [
        call.text(
            "tokens.token",
            label=token.label or "–",
            manufacturer=token.manufacturer,
            model=token.model,
            serial=token.serial,
            slot=str(token.slot),
        )
    ]
    states = {
        "locked": token.pin.is_locked,
        "final_try": token.pin.is_final_try,
        "count_low": token.pin.is_count_low,
        "not_set": token.is_initialised and not token.pin.is_set,
        "empty": not token.is_initialised,
    }
    lines += [call.text(f"tokens.pin.{state}") for state, holds in states.items() if holds]
    if token.hides_certificates:
        lines.append(call.text("tokens.hides_certificates"))
    for one in certificates:
        told, dates = one.description, call.words.format
        lines.append(
            call.text(
                "tokens.certificate",
                id=one.id_hex,
                subject=told.subject,
                issuer=told.issuer,
                serial=told.serial,
                start=dates.date(told.not_before_utc.astimezone().date()),
                end=dates.date(told.not_after_utc.astimezone().date()),
            )
        )
        lines += [
            call.text("tokens.unfit", text=call.words.problem(Problem(problem.code, "", problem.facts)))
            for problem in one.unfit
        ]
    return lines
