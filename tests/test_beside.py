"""Work beside a pass over a file gives what it would give alone, and never outlives the pass."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop import beside
from dti_desktop.beside import Beside, Sha256Beside

OURS = ("sha256 beside", "beside")


def left() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name in OURS]


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    assert left() == []


@pytest.fixture
def small_pieces() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "PIECE_BYTES", 7)
        patch.setattr(beside, "_SMALL_BYTES", 20)
        yield


def digest_of(content: bytes, expected_bytes: int) -> tuple[str, bytes]:
    """Return the digest, and what the pieces held when they were handed over."""
    file, seen = io.BytesIO(content), b""
    with Sha256Beside(expected_bytes) as digest:
        while count := file.readinto(digest.room()):
            seen += digest.take(count)
        return digest.hexdigest(), seen


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=200), expected_bytes=st.integers(0, 200))
def test_the_digest_is_that_of_the_whole(content: bytes, expected_bytes: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "PIECE_BYTES", 7)
        patch.setattr(beside, "_SMALL_BYTES", 20)
        assert digest_of(content, expected_bytes) == (hashlib.sha256(content).hexdigest(), content)
        assert left() == []


def test_of_real_pieces_too() -> None:
    content = bytes(range(256)) * 40_000
    assert digest_of(content, len(content)) == (hashlib.sha256(content).hexdigest(), content)


@pytest.mark.usefixtures("small_pieces")
def test_a_thread_is_made_for_what_is_long_only() -> None:
    with Sha256Beside(20):
        assert left() == []
    with Sha256Beside(21):
        assert left() == ["sha256 beside"]


@pytest.mark.usefixtures("small_pieces")
def test_nothing_is_left_where_the_pass_breaks_off() -> None:
    for taken in (0, 1, 30):
        with pytest.raises(KeyError), Sha256Beside(1_000) as digest:
            for _ in range(taken):
                digest.room()
                digest.take(7)
            raise KeyError


def test_what_was_done_beside_is_there() -> None:
    with Beside(lambda _: threading.get_ident()) as found:
        assert found.result() != threading.get_ident()
        assert found.result() == found.result()


def test_its_error_is_told_to_whoever_asks() -> None:
    def fail(_: object) -> None:
        raise OSError(5, "broken")

    with pytest.raises(OSError, match="broken"), Beside(fail) as found:
        found.result()
    with Beside(fail):
        pass


def test_it_is_told_to_stop_where_the_block_breaks_off() -> None:
    ended = []

    def until_stopped(stopped: object) -> None:
        while not stopped():  # type: ignore[operator]
            threading.Event().wait(0.001)
        ended.append(True)

    with pytest.raises(KeyError), Beside(until_stopped):
        raise KeyError
    assert ended == [True]
