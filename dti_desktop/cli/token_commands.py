"""The command that shows USB tokens and smart cards; it asks for no PIN."""

from __future__ import annotations

from dti_desktop.cli.commands import Answer, Call
from dti_desktop.cli.keys import token_lines
from dti_desktop.errors import DtiError
from dti_desktop.services.tokens import DriverTokens, tokens, tokens_of_all


def list_tokens(call: Call) -> Answer:
    """List the tokens of one driver, or of every known driver that lies on this machine."""
    named = call.options.pkcs11
    if named is None:
        found = tokens_of_all(call.library, now_utc=call.now_utc)
    else:
        found = [DriverTokens(named.name, named, tokens(named, now_utc=call.now_utc))]
    lines: list[str] = []
    for driver in found:
        lines.append(call.text("tokens.driver", name=driver.name, path=driver.path))
        if driver.fault is not None:
            lines.append(call.text("tokens.fault", text=_said(call, driver.fault)))
        elif not driver.tokens:
            lines.append(call.text("tokens.none"))
        for token in driver.tokens:
            lines += token_lines(call, token, token.certificates)
    return Answer({"drivers": [_json(driver) for driver in found]}, lines or [call.text("tokens.no_driver")])


def _said(call: Call, fault: DtiError) -> str:
    return call.words.error(fault).what


def _json(driver: DriverTokens) -> dict[str, object]:
    return {
        "name": driver.name,
        "path": str(driver.path),
        "error": None if driver.fault is None else driver.fault.code,
        "tokens": [token.to_json() for token in driver.tokens],
    }
