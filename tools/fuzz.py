"""Coverage-guided runs against everything that reads files from outside.

    python tools/fuzz.py TARGET [SECONDS]          one target, 60 s by default; without a name it lists them
    python tools/fuzz.py all [SECONDS]             one after another

It needs atheris, which is no dependency of the project (it has no wheels for Windows): install it into
the environment with `python -m pip install atheris`, on Linux. What it finds is written to
`build/fuzz/TARGET/`; a finding becomes a test beside the reader that it broke. An input that raises
anything but the errors that a reader promises, hangs, takes more than 400 MB, or is wrongly accepted, is one.

Targets are the kinds of files of the mutation harness (tests/hostile/kinds.py), and what lies behind a
signature or a container: there chance alone never gets.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build/fuzz"
HANG_S = 10  # by the clock on the wall, with the counters: a reader itself has 2 s of the processor
MEMORY_LIMIT_MB = 400  # atheris and its counters take part of it
MAX_SEED_BYTES = 60_000
KINDS = (
    "bundle", "catalogue", "fill", "backup", "key", "roots", "reply", "revocation-list", "evidence", "locked",
    "part",
)  # fmt: skip

Target = Callable[[bytes], object]


def _kind(name: str) -> tuple[Target, Iterable[bytes]]:
    """A kind of file, judged as the mutation harness judges it."""
    import kinds
    from kind import ACCEPTED, FILE_NAME

    kind = kinds.KINDS[name]
    originals = kind.originals()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))

    def run(untrusted: bytes) -> None:
        (folder / FILE_NAME).write_bytes(untrusted)
        outcome = kind.judge(untrusted, folder)
        if outcome == ACCEPTED and not kind.may_be_accepted and untrusted not in originals:
            raise AssertionError("accepted")

    seeds = list(originals)
    if name == "bundle":
        seeds += [path.read_bytes() for path in (kinds.BUNDLES / "invalid").glob("*.asice")]
    return run, [seed for seed in seeds if len(seed) <= MAX_SEED_BYTES]


def _submission() -> tuple[Target, Iterable[bytes]]:
    """Any submission in a bundle whose signature holds."""
    import making

    from dti_desktop.bundle import submission
    from dti_desktop.bundle.contents import Contents

    files = making.tiny_files()

    def run(untrusted: bytes) -> None:
        kept = {**files, "submission.json": untrusted}
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in kept.items()}
        read = Contents(digests, {name: len(content) for name, content in kept.items()}, kept)
        document, _ = submission.read_submission(read)
        if document:
            evidence = tuple(name for name in files if name.startswith("evidence/"))
            submission.judge_evidence_table(document, evidence, read)
            submission.judge_catalogue(document, read)
            submission.rescore(document, read)
            submission.about(document)
            submission.evidence_rows(document, read)

    return run, [files["submission.json"], making.as_bytes(making.submission_document())]


def _signature() -> tuple[Target, Iterable[bytes]]:
    """Any signature over a manifest."""
    import certificates
    import making

    from dti_desktop.bundle import certificates as bundle_certificates
    from dti_desktop.bundle import chain, cms

    manifest = b"a manifest"
    held = {cms.sign(manifest, making.signer(kind), certificates.SIGNING_TIME_UTC) for kind in ("ec", "rsa")}
    roots = [certificates.family(kind).root.certificate for kind in ("ec", "rsa")]

    def run(untrusted: bytes) -> None:
        try:
            verified = cms.verify(manifest, untrusted)
        except cms.CmsFault:
            return
        if untrusted not in held:
            raise AssertionError("held")
        bundle_certificates.unfit_findings(verified.path, verified.claimed_time_utc, "place")
        chain.judge(verified.path, roots, verified.claimed_time_utc, "place")

    return run, held


def _json() -> tuple[Target, Iterable[bytes]]:
    from dti_desktop.engine import strict_json
    from dti_desktop.errors import InputError

    def run(untrusted: bytes) -> None:
        try:
            strict_json.read(untrusted, max_bytes=1 << 20)
        except InputError as error:
            [problem.to_json() for problem in error.problems]

    return run, [b'{"a":[1,-2.5e3,true,null,"\\u00e9"],"a":{"b":"\\ud800"}}', b"[" * 50, b"\xef\xbb\xbf{}"]


TARGETS: dict[str, Callable[[], tuple[Target, Iterable[bytes]]]] = {
    **{name: (lambda name=name: _kind(name)) for name in KINDS},  # type: ignore[misc]
    "submission": _submission,
    "signature": _signature,
    "json": _json,
}


def _fuzz(name: str, seconds: int) -> None:
    import atheris

    sys.path[:0] = [str(ROOT / place) for place in (".", "tests/hostile", "tests/bundle", "tests/intake")]
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=["dti_desktop"], enable_loader_override=False):
        run, seeds = TARGETS[name]()
        for seed in seeds:  # what the readers import only when they need it is instrumented, too
            run(seed)
    folder = OUT / name
    corpus = folder / "corpus"
    shutil.rmtree(corpus, ignore_errors=True)  # some seeds hold keys of an earlier run
    corpus.mkdir(parents=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-timeout={HANG_S}", f"-rss_limit_mb={MEMORY_LIMIT_MB}"]
    options = [*limits, "-max_len=65536", "-print_final_stats=1", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], run)
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
        if subprocess.run([sys.executable, __file__, name, str(seconds)], check=False).returncode:
            failed.append(name)
    print("findings:", *(failed or ["none"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
