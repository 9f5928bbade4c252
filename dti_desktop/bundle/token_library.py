"""PKCS#11 drivers: the file that talks to a token, loaded and asked from one place.

A driver is foreign code inside this process. It is loaded once and never unloaded (some crash then);
between uses it is finalised, which closes every session, logs out and lets it notice another token.
One use at a time: a driver keeps one state for the whole process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dti_desktop.errors import DtiError, EnvironmentFault, InputError
from dti_desktop.named_files import NotRegularError, open_regular, shown_name

_WAIT_SECONDS = 60.0
_one_at_a_time = threading.Lock()
_loaded: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class DriverFile:
    """A driver that lies on this machine: what it is called, and where."""

    name: str
    path: Path


def find_drivers(
    drivers: Sequence[Mapping[str, Any]], system: str, environment: Mapping[str, str]
) -> tuple[DriverFile, ...]:
    """Return which of the known drivers lie on this machine, each once; nothing is loaded.

    `drivers` is the list of `resources/tokens/drivers.json`, `system` one of its systems ("windows",
    "linux", "macos"). `%NAME%` in a path is looked up in `environment`; one that is not set leaves the
    path out. `*` stands for one folder.
    """
    found: dict[Path, DriverFile] = {}
    for driver in drivers:
        for pattern in driver.get(system, ()):
            for path in _files(pattern, environment):
                with suppress(OSError):  # a folder that may not be looked into holds nothing for this user
                    if path.is_file():
                        found.setdefault(path.resolve(), DriverFile(str(driver["name"]), path))
    return tuple(found.values())


def _files(pattern: str, environment: Mapping[str, str]) -> Sequence[Path]:
    pieces = pattern.split("%")
    for position in range(1, len(pieces), 2):
        if not environment.get(pieces[position]):
            return ()
        pieces[position] = environment[pieces[position]]
    text = "".join(pieces)
    if "*" not in text:
        return (Path(text),)
    path = Path(text)
    return sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Give the initialised driver; on every way out all its sessions are closed and logged out.

    Raises `InputError` `token-driver-not-found`; `EnvironmentFault` `token-driver-not-loadable` (no
    PKCS#11 driver, or for another kind of processor), `token-busy` (another use does not end), and any
    fault of the driver itself as `fault_of` tells it.
    """
    _check_file(path)
    if not _one_at_a_time.acquire(timeout=_WAIT_SECONDS):
        raise EnvironmentFault("token-busy", name=shown_name(path))
    try:
        driver = _load(path)
        is_ours = _initialise(driver, path)
        try:
            yield driver
        finally:
            if is_ours:
                with suppress(_pkcs11_error()):
                    driver.finalize()
    finally:
        _one_at_a_time.release()


def _check_file(path: Path) -> None:
    try:
        open_regular(path).close()
    except FileNotFoundError:
        raise InputError("token-driver-not-found", name=shown_name(path)) from None
    except (NotRegularError, OSError) as error:
        raise _not_loadable(path, error.strerror or "") from None


def _not_loadable(path: Path, reason: str) -> EnvironmentFault:
    return EnvironmentFault("token-driver-not-loadable", name=shown_name(path), reason=reason)


def _load(path: Path) -> Any:
    """Return the driver, loaded but perhaps not initialised.

    The library's own `pkcs11.lib` refuses a driver that something else in this process has initialised;
    one made without its constructor can be asked all the same.
    """
    from pkcs11 import _pkcs11

    whole = str(path.resolve())
    if whole not in _loaded:
        try:
            made: Any = _pkcs11.lib
            _loaded[whole] = made.__new__(made, whole)
        except _pkcs11_error() as error:
            raise _not_loadable(path, type(error).__name__) from None
    return _loaded[whole]


def _initialise(driver: Any, path: Path) -> bool:
    """Make the driver ready; return whether it was this program that did, and so has to end it."""
    try:
        driver.initialize()
    except _pkcs11_error():
        try:
            driver.get_slots()
        except _pkcs11_error() as error:
            raise _not_loadable(path, type(error).__name__) from None
        return False
    return True


def _pkcs11_error() -> type[Exception]:
    from pkcs11.exceptions import PKCS11Error

    return PKCS11Error  # type: ignore[no-any-return]


def fault_of(kind: type[BaseException]) -> DtiError:
    """Return what a fault of the driver means. It takes the kind alone: the exception itself could hold
    a PIN in its frames, so it never becomes the cause of another.

    `EnvironmentFault`: `token-removed`, `token-not-recognised`, `token-cancelled-on-device`,
    `token-pin-locked`, `token-pin-expired`, `token-pin-not-set`, else `token-fault` (fact `reason`).
    """
    from pkcs11 import exceptions

    codes = {
        exceptions.TokenNotPresent: "token-removed",
        exceptions.DeviceRemoved: "token-removed",
        exceptions.DeviceError: "token-removed",
        exceptions.SlotIDInvalid: "token-removed",
        exceptions.SessionHandleInvalid: "token-removed",
        exceptions.SessionClosed: "token-removed",
        exceptions.TokenNotRecognised: "token-not-recognised",
        exceptions.FunctionCancelled: "token-cancelled-on-device",
        exceptions.FunctionRejected: "token-cancelled-on-device",
        exceptions.PinLocked: "token-pin-locked",
        exceptions.PinExpired: "token-pin-expired",
        exceptions.UserPinNotInitialized: "token-pin-not-set",
    }
    return EnvironmentFault(codes.get(kind, "token-fault"), reason=kind.__name__)
