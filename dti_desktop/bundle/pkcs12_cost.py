"""How long a PKCS#12 file would take to open: it says itself how often its password is to be stirred."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MAX_ITERATIONS = 4_000_000
"""In all. The programs in use ask for 2,000 to 600,000; four million take a second or two."""


def is_too_costly(untrusted_bytes: bytes) -> bool:
    """Whether opening the file would take longer than any program's file does.

    Counts what stands in the open: the check value, the encrypted parts, the keys beside them. A key inside
    an encrypted part is not seen; what cannot be taken apart is left to the library that opens it.
    """
    from asn1crypto.pkcs12 import Pfx

    total = 0
    try:
        for iterations in _iterations(Pfx.load(untrusted_bytes, strict=True)):
            total += iterations if isinstance(iterations, int) else 0
    except Exception:  # noqa: BLE001, S110  hostile files break that library in many ways: not judged
        pass
    return total > MAX_ITERATIONS


def _iterations(pfx: Any) -> Iterator[object]:
    from asn1crypto.pkcs12 import SafeContents

    if pfx["mac_data"].native is not None:
        yield pfx["mac_data"]["iterations"].native
    for part in pfx.authenticated_safe:
        kind = part["content_type"].native
        if kind == "encrypted_data":
            yield _of_algorithm(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
        elif kind == "data":
            for bag in SafeContents.load(part["content"].native):
                if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                    yield _of_algorithm(bag["bag_value"]["encryption_algorithm"])


def _of_algorithm(algorithm: Any) -> object:
    parameters = algorithm["parameters"]
    if algorithm["algorithm"].native != "pbes2":
        return parameters["iterations"].native
    derivation = parameters["key_derivation_func"]
    if derivation["algorithm"].native != "pbkdf2":
        return None
    return derivation["parameters"]["iteration_count"].native
