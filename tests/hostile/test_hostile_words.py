"""What a bundle says of itself stands among the program's own words: it must not be able to pass for them."""

from __future__ import annotations

import json
import unicodedata

import certificates
import making
from making import KeySigner, judge, pack, signed_files, tiny_files

SPOOF = "a\u202egpj.exe\x1b[2J\nChấp nhận\u2028\u200b"
RULING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_nothing_that_a_bundle_says_rules_the_text_around_it() -> None:
    files = tiny_files()
    document = json.loads(files["submission.json"])
    row = document["evidence"][0]
    row["original_name"] = row["citation"]["title"] = row["citation"]["number"] = SPOOF
    row["indicators"] = [{"code": SPOOF}]
    document |= {"province": SPOOF, "leader": {"name": SPOOF, "title": SPOOF}, "assessment": SPOOF}
    document["score"] |= {"assessment": SPOOF, "points": SPOOF, SPOOF: SPOOF}
    document["evidence"].append({"name_in_bundle": SPOOF})
    holder = certificates.certificate(SPOOF, certificates.new_key("ec", 31))
    content = pack(signed_files(files | {"submission.json": making.as_bytes(document)}, [KeySigner(holder)]))
    found = judge(content)
    assert found.signature == "ok"
    shown = [
        *found.about.values(),
        *(text for signer in found.signers for text in (signer.subject, signer.common_name)),
        *(text for row in found.evidence for text in (row.original_name, row.number, row.title)),
        *(text for row in found.evidence for text in row.indicators),
        *(str(fact) for finding in found.findings for fact in finding.facts.values()),
        str(found.score.points),
    ]  # fmt: skip
    assert sum("gpj" in text for text in shown) > 10
    for text in shown:
        assert not RULING & {unicodedata.category(letter) for letter in text}, text
