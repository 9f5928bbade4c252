"""Coverage-guided runs against everything that reads files from outside.

    python tools/fuzz.py TARGET [SECONDS]          one target (names: see TARGETS), 60 s by default
    python tools/fuzz.py all [SECONDS]             one after another

It needs atheris, which is no dependency of the project (it has no wheels for Windows): install it into the
environment with `python -m pip install atheris`, on Linux. What it finds is written to
`build/fuzz/TARGET/`; a finding becomes a test beside the reader that it broke. An input that raises
anything but the errors a reader promises, takes more than 2 s or 400 MB, or is wrongly accepted, is one.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUNDLES = ROOT / "tests/data/bundles"
OUT = ROOT / "build/fuzz"
TIME_LIMIT_S = 2
MEMORY_LIMIT_MB = 400  # atheris and its counters take part of it

Target = Callable[[bytes], None]


def _bundle() -> tuple[Target, Iterable[bytes]]:
    from dti_desktop.bundle.verify import verify_file

    valid = {path.read_bytes() for path in sorted((BUNDLES / "valid").glob("*.asice"))}
    others = [p.read_bytes() for kind in ("tampered", "invalid") for p in (BUNDLES / kind).glob("*.asice")]

    def run(untrusted: bytes) -> None:
        found = verify_file(io.BytesIO(untrusted), len(untrusted), [], (), None, None)
        found.to_json()
        if found.is_accepted and untrusted not in valid:
            raise AssertionError("accepted")

    return run, [*valid, *(seed for seed in others if len(seed) < 60_000)]


def _submission() -> tuple[Target, Iterable[bytes]]:
    """A validly signed bundle around any submission: what lies behind the signature."""
    sys.path.insert(0, str(ROOT / "tests/bundle"))
    import making

    files = making.tiny_files()

    def run(untrusted: bytes) -> None:
        signed = making.signed_files(files | {"submission.json": untrusted})
        making.judge(making.pack(signed)).to_json()

    return run, [files["submission.json"], making.as_bytes(making.submission_document())]


def _cms() -> tuple[Target, Iterable[bytes]]:
    from dti_desktop.bundle import certificates, chain, cms
    from dti_desktop.bundle.container import ContentReader, read_container

    pairs: dict[bytes, bytes] = {}
    for path in sorted((BUNDLES / "valid").glob("*.asice")):
        with path.open("rb") as file:
            reader = ContentReader(file, 0, None, None)
            entries = {e.name: e for e in read_container(file, path.stat().st_size).entries}
            for name in [n for n in entries if n.endswith(".p7s")]:
                manifest = name.replace("signature", "ASiCManifest").replace(".p7s", ".xml")
                signature = reader.content(entries[name], 1 << 20) or b""
                pairs[signature] = reader.content(entries[manifest], 1 << 20) or b""
    manifest_bytes = next(iter(pairs.values()))
    roots = chain.load_roots([path.read_bytes() for path in sorted(BUNDLES.glob("CA-*.pem"))])

    def run(untrusted: bytes) -> None:
        try:
            verified = cms.verify(pairs.get(untrusted, manifest_bytes), untrusted)
        except cms.CmsFault:
            return
        if untrusted not in pairs:
            raise AssertionError("held")
        certificates.unfit_findings(verified.path, verified.claimed_time_utc, "p")
        chain.judge(verified.path, roots, verified.claimed_time_utc, "p")

    return run, list(pairs)


def _json() -> tuple[Target, Iterable[bytes]]:
    from dti_desktop.engine import strict_json
    from dti_desktop.errors import InputError

    def run(untrusted: bytes) -> None:
        try:
            strict_json.read(untrusted, max_bytes=1 << 20)
        except InputError as error:
            [problem.to_json() for problem in error.problems]

    return run, [b'{"a":[1,-2.5e3,true,null,"\\u00e9"],"a":{"b":"\\ud800"}}', b"[" * 50, b"\xef\xbb\xbf{}"]


def _catalogue() -> tuple[Target, Iterable[bytes]]:
    from dti_desktop.engine.catalogue import parse_catalogue
    from dti_desktop.errors import InputError

    def run(untrusted: bytes) -> None:
        try:
            parse_catalogue(untrusted)
        except InputError as error:
            if error.code != "catalogue-invalid":
                raise

    return run, [path.read_bytes() for path in sorted((ROOT / "tests/data/catalogues").glob("*.json"))]


def _fill() -> tuple[Target, Iterable[bytes]]:
    from dti_desktop.engine import scoring
    from dti_desktop.engine.answers import parse_fill
    from dti_desktop.engine.catalogue import parse_catalogue
    from dti_desktop.errors import InputError

    index = parse_catalogue((ROOT / "tests/data/catalogues/small.json").read_bytes())

    def run(untrusted: bytes) -> None:
        try:
            fill = parse_fill(index, untrusted)
        except InputError:
            return
        given = {code: fields for code, fields in fill.answers.items() if fields}
        scoring.score(index, given, {k: v for k, v in fill.profile.items() if v is not None})

    return run, [
        b'{"profile":{"readers":4321},"answers":{"A.1":{"level":"most"},"A.2":{"a":"3","b":700},"B.1":{"a":1e2}}}',
        b'{"answers":{"A.3":{"plan":{"level":"yes"},"work":{"scanned":{"a":"7","b":"9"}}},"A.1":null}}',
    ]


def _backup() -> tuple[Target, Iterable[bytes]]:
    import tempfile

    from dti_desktop.errors import InputError
    from dti_desktop.store import backup_file

    sys.path.insert(0, str(ROOT / "tests/hostile"))
    import backups_made

    path = Path(tempfile.mkdtemp(prefix="fuzz-")) / "b"

    def run(untrusted: bytes) -> None:
        path.write_bytes(untrusted)
        try:
            with backup_file.opened(path) as found:
                found.rehash(lambda _: None)
        except InputError:
            return

    return run, [backups_made.small(), backups_made.of_a_store()]


def _certificate() -> tuple[Target, Iterable[bytes]]:
    from cryptography.x509 import load_pem_x509_certificate

    from dti_desktop.bundle import certificates, chain
    from dti_desktop.errors import InputError
    from dti_desktop.utc_times import from_utc_text

    when = from_utc_text("2022-11-22T08:42:07Z")
    pems = [path.read_bytes() for path in sorted(BUNDLES.glob("CA-*.pem"))]
    (root,) = chain.load_roots(pems[:1])

    def run(untrusted: bytes) -> None:
        try:
            found = chain.load_roots([untrusted])
        except InputError:
            return
        for certificate in found[:3]:
            certificates.describe(certificate)
            certificates.unfit_findings([certificate, root], when, "p")
            chain.judge([certificate], [root], when, "p")

    from cryptography.hazmat.primitives.serialization import Encoding

    return run, [*pems, *(load_pem_x509_certificate(pem).public_bytes(Encoding.DER) for pem in pems)]


TARGETS = {
    "bundle": _bundle,
    "submission": _submission,
    "cms": _cms,
    "json": _json,
    "catalogue": _catalogue,
    "fill": _fill,
    "backup": _backup,
    "certificate": _certificate,
}


def _fuzz(name: str, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["dti_desktop"], enable_loader_override=False):
        run, seeds = TARGETS[name]()
    folder = OUT / name
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    warnings.simplefilter("ignore")
    limits = [f"-max_total_time={seconds}", f"-timeout={TIME_LIMIT_S}", f"-rss_limit_mb={MEMORY_LIMIT_MB}"]
    atheris.Setup(
        [
            sys.argv[0],
            *limits,
            "-max_len=65536",
            "-print_final_stats=1",
            f"-artifact_prefix={folder}/",
            str(corpus),
        ],
        run,
    )
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Run one target, or all of them in processes of their own."""
    if not arguments or arguments[0] not in (*TARGETS, "all"):
        print(__doc__)
        print("targets:", *TARGETS)
        return 2
    seconds = int(arguments[1]) if len(arguments) > 1 else 60
    if arguments[0] != "all":
        _fuzz(arguments[0], seconds)
        return 0
    failed = []
    for name in TARGETS:
        print(f"== {name}", flush=True)
        ran = subprocess.run([sys.executable, __file__, name, str(seconds)], check=False, env={**os.environ})
        if ran.returncode:
            failed.append(name)
    print("findings:", *(failed or ["none"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
