"""Changing what is inside a bundle so that all else fits (sums, manifest, container); lies signed anew.

The sums and manifests are written by editing the text of the original, not by the program's own writer.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

import mutate_json
import mutate_signature
import raw_zip
from raw_zip import Member, build

Files = dict[str, bytes]
_REFERENCE = re.compile(rb"(  <asic:DataObjectReference.*?Reference>\n)", re.DOTALL)
_MANIFEST = re.compile(r"META-INF/ASiCManifest(\d{3})\.xml")


def files_of(container: bytes) -> Files:
    """Return the files of a lawful container, in their order."""
    return {member.name.decode("ascii"): member.content for member in raw_zip.members_of(container)}


def together(files: Files) -> bytes:
    """Return a lawful container of these files."""
    return build([Member(name.encode("ascii"), content) for name, content in files.items()])


def refit(files: Files, name: str, content: bytes) -> None:
    """Replace one file, and its digest in the sums and in each manifest."""
    was = hashlib.sha256(files[name]).digest()
    files[name] = content
    now = hashlib.sha256(content).digest()
    if name != "SHA256SUMS":
        sums = files["SHA256SUMS"].replace(f"{was.hex()}  {name}".encode(), f"{now.hex()}  {name}".encode())
        refit(files, "SHA256SUMS", sums)
    for manifest in [n for n in files if _MANIFEST.fullmatch(n)]:
        reference = re.compile(
            rb'(URI="' + re.escape(name.encode()) + rb'".{0,300}?<ds:DigestValue>)[^<]*', re.DOTALL
        )
        files[manifest] = reference.sub(rb"\g<1>" + base64.b64encode(now), files[manifest])


def sign_anew(files: Files) -> None:
    """Put a forger's lawful signature where each signature was."""
    for name in [n for n in files if _MANIFEST.fullmatch(n)]:
        signature = name.replace("ASiCManifest", "signature").replace(".xml", ".p7s")
        files[signature] = mutate_signature.signed(files[name], mutate_signature.forger())


def submission(die: Random, files: Files) -> str:
    """The submission changed, all digests right; only the signature can tell."""
    name = die.choice(("submission.json", "submission.json", "catalogue.json"))
    for _ in range(9):
        title, content = mutate_json.changed(die, files[name])
        if content != files[name]:
            refit(files, name, content)
            return f"{name}:{title}"
    refit(files, name, files[name] + b" ")
    return f"{name}:space"


def plain_file(die: Random, files: Files) -> str:
    """Another report, instruction or evidence file, all digests right."""
    name = die.choice([n for n in files if n in ("report.pdf", "VERIFY.txt") or n.startswith("evidence/")])
    refit(files, name, die.randbytes(20))
    return f"other:{name}"


def signature(die: Random, files: Files) -> str:
    """A signature changed by its structure."""
    names = [name for name in files if name.endswith(".p7s")]
    name = die.choice(names)
    others = [files[n] for n in names] + [mutate_signature.signed(b"other", mutate_signature.forger())]
    title, files[name] = mutate_signature.changed(die, files[name], others)
    return title


_XML_EDITS: dict[str, Callable[[bytes], bytes]] = {
    "dtd": lambda x: x.replace(b"?>\n", b'?>\n<!DOCTYPE a [<!ENTITY e "x">]>\n', 1),
    "outside": lambda x: x.replace(b"?>\n", b'?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd">\n', 1),
    "entity": lambda x: x.replace(b"submission.json", b"&#115;ubmission.json", 1),
    "prefix": lambda x: x.replace(b"asic:", b"a:").replace(b"xmlns:asic", b"xmlns:a"),
    "namespace": lambda x: x.replace(b"02918/v1.2.1#", b"02918/v1.3.1#"),
    "space": lambda x: x.replace(b"\n  <asic:D", b"\n <asic:D", 1),
    "lines": lambda x: x.replace(b"\n", b"\r\n"),
    "comment": lambda x: x.replace(b"</asic:ASiCManifest>", b"<!-- --></asic:ASiCManifest>"),
    "quotes": lambda x: x.replace(b'URI="report.pdf"', b"URI='report.pdf'"),
    "attributes": lambda x: x.replace(b'URI="report.pdf" MimeType="application/pdf"',
                                      b'MimeType="application/pdf" URI="report.pdf"'),
    "mark": lambda x: b"\xef\xbb\xbf" + x,
    "utf-16": lambda x: x.decode().encode("utf-16"),
    "trailing": lambda x: x + b"\n",
    "algorithm": lambda x: x.replace(b"xmlenc#sha256", b"xmlenc#sha512", 1),
    "short-tag": lambda x: x.replace(b"<ds:DigestMethod", b"<ds:DigestMethod ", 1),
    "digest-space": lambda x: x.replace(b"=</ds:DigestValue>", b"= </ds:DigestValue>", 1),
    "double-reference": lambda x: _REFERENCE.sub(rb"\1\1", x, count=1),
    "drop-reference": lambda x: _REFERENCE.sub(b"", x, count=1),
    "parent": lambda x: x.replace(b'URI="report.pdf"', b'URI="../report.pdf"'),
    "fragment": lambda x: x.replace(b'URI="report.pdf"', b'URI="report.pdf#a"'),
    "other-signature": lambda x: re.sub(rb"signature[0-9]{3}", b"signature909", x),
    "empty": lambda x: b"",
}  # fmt: skip


def manifest(die: Random, files: Files) -> str:
    """A manifest in another form; half of them signed anew, lawfully, over that form."""
    name = die.choice([n for n in files if _MANIFEST.fullmatch(n)])
    title = die.choice(list(_XML_EDITS))
    files[name] = _XML_EDITS[title](files[name])
    if die.random() < 0.5:
        sign_anew(files)
        return f"manifest:{title}:signed"
    return f"manifest:{title}"


# --- Lies that are signed: each must be found by what stands in the bundle, for the signature holds. ------


def _answer(die: Random, document: Any) -> None:
    """Another answer than the one that was scored."""
    code = die.choice(list(document["answers"]))
    document["answers"][code] = None if document["answers"][code] else {"level": "x"}


def _points(die: Random, document: Any) -> None:
    document["score"]["points"] = die.choice(("1000.00", "0.00", "999", document["score"]["points"] + "0"))


def _value(die: Random, document: Any) -> None:
    document["score"]["value"] = die.choice(("0.9999", "1", "00.5000", None))


def _any_number(die: Random, document: Any) -> None:
    score = document["score"]
    row = score["indicators"][die.choice(list(score["indicators"]))]
    key = die.choice([key for key in ("points", "max_points", "share", "state") if key in row])
    row[key] = "x" if key == "state" else row[key] + "1"


def _derivation(die: Random, document: Any) -> None:
    row = document["score"]["indicators"][die.choice(list(document["score"]["indicators"]))]
    row["derivation"] = {**row["derivation"], "evil": "1"}


def _pillar(die: Random, document: Any) -> None:
    pillars = document["score"]["pillars"]
    pillars[die.choice(list(pillars))]["value"] = "0.1234"


def _counts(die: Random, document: Any) -> None:
    document["score"]["answered"] = int(document["score"]["answered"]) + 1


def _more_keys(die: Random, document: Any) -> None:
    document["score"]["evil"] = "1"


def _no_score(die: Random, document: Any) -> None:
    document["score"] = die.choice((None, [], {}, "1000.00"))


def _digest_of_catalogue(die: Random, document: Any) -> None:
    document["catalogue"]["digest"] = "sha256:" + "0" * 64


def _evidence_sizes(die: Random, document: Any) -> None:
    row = die.choice([row for row in document["evidence"] if row["name_in_bundle"]])
    row["size_bytes"] += 1


def _evidence_digest(die: Random, document: Any) -> None:
    row = die.choice([row for row in document["evidence"] if row["name_in_bundle"]])
    row["sha256"] = die.choice(("0" * 64, None, row["sha256"].upper()))


def _evidence_gone(die: Random, document: Any) -> None:
    document["evidence"] = die.choice(([], None, {}))


def _evidence_missing(die: Random, document: Any) -> None:
    document["evidence"].append(
        {"name_in_bundle": "evidence/9999-x.pdf", "sha256": "0" * 64, "size_bytes": 1}
    )


def _format(die: Random, document: Any) -> None:
    document["format"] = die.choice(("dti-submission/2", None, "dti-submission/1 "))


LIES = (
    _answer, _points, _value, _any_number, _derivation, _pillar, _counts, _more_keys, _no_score,
    _digest_of_catalogue, _evidence_sizes, _evidence_digest, _evidence_gone, _evidence_missing, _format,
)  # fmt: skip


def lie(die: Random, files: Files) -> str:
    """A submission that tells an untruth, with every digest right and a signature that holds."""
    document = json.loads(files["submission.json"])
    chosen = die.choice(LIES)
    chosen(die, document)
    content = json.dumps(document, ensure_ascii=False).encode()
    refit(files, "submission.json", content)
    sign_anew(files)
    return f"lie:{chosen.__name__}"


def lie_of_files(die: Random, files: Files) -> str:
    """Files that the manifest or the table does not fit, with a signature that holds."""
    what = die.choice(("swap", "sums", "evidence", "catalogue", "mimetype", "unlisted", "twice"))
    evidence = [name for name in files if name.startswith("evidence/")]
    if what == "swap" and len(evidence) > 1:
        one, two = die.sample(evidence, 2)
        first, second = files[one], files[two]
        refit(files, one, second)
        refit(files, two, first)
        if first == second:
            refit(files, one, b"other")
    elif what == "sums":
        refit(files, "SHA256SUMS", files["SHA256SUMS"].replace(b"  report.pdf", b" *report.pdf"))
    elif what == "catalogue":
        refit(files, "catalogue.json", files["catalogue.json"] + b"\n")
    elif what == "mimetype":
        files["mimetype"] = die.choice((b"application/zip", b"application/vnd.etsi.asic-e+zip\n", b""))
    elif what == "unlisted":
        last = files.pop("VERIFY.txt")
        files["evil.txt"] = b"evil"
        files["VERIFY.txt"] = last
    elif what == "twice":
        files["evidence/0099-again.pdf"] = b"again"
    else:
        what = "evidence"
        refit(files, evidence[0], files[evidence[0]] + b"\n")
    sign_anew(files)
    return f"lie:{what}"


CHANGES = (
    submission,
    submission,
    plain_file,
    signature,
    signature,
    signature,
    manifest,
    lie,
    lie,
    lie_of_files,
)


def changed(die: Random, original: bytes) -> tuple[str, bytes]:
    """Return a bundle with other insides and what was done."""
    files = files_of(original)
    return die.choice(CHANGES)(die, files), together(files)


def honest(original: bytes) -> bytes:
    """Return the bundle signed anew with nothing changed: it must be accepted, or the lies prove nothing."""
    files = files_of(original)
    sign_anew(files)
    return together(files)
