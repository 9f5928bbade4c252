"""What holds for all tests: none is timed (a busy machine is no fault of ours), and none opens a socket."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

_sockets_opened: list[str] = []


class SocketOpenedError(RuntimeError):
    """The program promises that it never opens a socket, not even within this machine."""


def _refuse_sockets(event: str, args: tuple[object, ...]) -> None:
    if event in ("socket.__new__", "socket.getaddrinfo", "socket.gethostbyname"):
        _sockets_opened.append(event)
        raise SocketOpenedError(event)


sys.addaudithook(_refuse_sockets)


@pytest.fixture(autouse=True)
def no_socket_is_opened() -> Iterator[None]:
    """Fail the test during which one was, even where somebody swallowed the exception."""
    _sockets_opened.clear()
    yield
    assert _sockets_opened == []
