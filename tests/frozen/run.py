"""The packaged program, driven as on an officer's desk: `./dev smoke [FOLDER]`.

The folder that `./dev build` made is copied to a place with spaces and Vietnamese letters, made read-only,
and run with an environment that knows no Python and no home folder of this machine. Each step is one thing
that an officer or the receiving ministry does; it prints what it saw and how long it took. Status 1 where
anything was not so.
"""

# ruff: noqa: T201  it prints what it saw

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SAMPLE = ROOT / "resources" / "samples" / "soc-trang-2022"
ID = "soc-trang-2022"
PASSWORD_VARIABLE, PASSWORD = "DTI_SMOKE_PASSWORD", "thử nghiệm 2022"
NOBODY = 65534
STEP_SECONDS = 120
MAX_FOLDER_MB = 420
IS_LINUX = sys.platform.startswith("linux")


class NotSo(Exception):
    """A step saw something else than it should."""


def must(is_so: object, what: str) -> None:
    """Go on only where something is so."""
    if not is_so:
        raise NotSo(what)


@dataclass
class Smoke:
    """The copied program, where it works, and what was seen."""

    program: Path
    place: Path
    work: Path
    environment: dict[str, str]
    failed: list[str] = field(default_factory=list)

    def step(self, title: str, act: Callable[[], str]) -> None:
        """Do one step and print it; a failure is kept and the next step is still tried."""
        begin_s = time.monotonic()
        try:
            seen = act()
            mark = "ok"
        except (NotSo, subprocess.TimeoutExpired, OSError, KeyError, ValueError) as error:
            seen, mark = f"{type(error).__name__}: {error}", "FAILED"
            self.failed.append(title)
        print(f"{mark:6} {time.monotonic() - begin_s:6.1f} s  {title:44} {seen}", flush=True)

    def as_person(self, command: Sequence[str | Path]) -> list[str]:
        """Return the command as somebody without rights runs it: root would not notice a read-only folder."""
        words = [str(part) for part in command]
        if IS_LINUX and os.geteuid() == 0 and shutil.which("setpriv"):
            person = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            return [shutil.which("setpriv") or "", *person[1:], *words]
        return words

    def run(self, *arguments: str | Path, status: int = 0, store: bool = True) -> str:
        """Run the program; it must end with `status`. Returns what it printed."""
        environment = dict(self.environment)
        if not store:
            environment.pop("DTI_STORE")
        done = subprocess.run(
            self.as_person([self.program, *arguments]),
            cwd=self.work,
            env=environment,
            capture_output=True,
            check=False,
            timeout=STEP_SECONDS,
        )
        out, messages = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        must(
            done.returncode == status,
            f"status {done.returncode}, not {status}: {out[-300:]} {messages[-900:]}",
        )
        must("Traceback" not in messages, messages[-900:])
        return out if status == 0 else out + messages

    def answer(self, *arguments: str | Path, status: int = 0) -> dict[str, object]:
        """Run the program with `--json` and return the document."""
        document = json.loads(self.run(*arguments, "--json", status=status))
        assert isinstance(document, dict)
        return document


def outside(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a program of the system that must succeed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, check=False, timeout=STEP_SECONDS
    )
    must(done.returncode == 0, f"{command[0]}: {done.stderr.decode('utf-8', 'replace')[-400:]}")
    return done.stdout.decode("utf-8", "replace")


def folder_size_bytes(folder: Path) -> int:
    """Return the bytes of all files below a folder; links count nothing."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def set_writable(folder: Path, writable: bool) -> None:
    """Take or give back the right to write below a folder."""
    for path in (folder, *folder.rglob("*")):
        if path.is_symlink():
            continue
        mode = path.stat().st_mode
        path.chmod(mode | stat.S_IWUSR if writable else mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def give_away(folder: Path) -> None:
    """Let the person without rights write here."""
    if IS_LINUX and os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


def picture_colours(png: bytes) -> tuple[int, int, int]:
    """Return width, height and how many different bytes a PNG's rows hold; raises NotSo where it is none."""
    must(png.startswith(b"\x89PNG\r\n\x1a\n"), "no PNG")
    width, height = struct.unpack(">II", png[16:24])
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return width, height, len(set(zlib.decompress(data)))


# --- The steps --------------------------------------------------------------------------------------------


def main_job(smoke: Smoke, key: Path, ca: Path) -> None:
    """From an empty store to a signed and verified submission."""
    work, step, run, answer = smoke.work, smoke.step, smoke.run, smoke.answer
    fill = work / "trả lời.json"
    fill.write_text(json.dumps(json.loads((SAMPLE / "sample.json").read_text("utf-8"))["fill"]), "utf-8")
    evidence = work / "Kế hoạch chuyển đổi số.pdf"
    shutil.copy(SAMPLE / "evidence" / "Kế hoạch chuyển đổi số năm 2022.pdf", evidence)

    def create() -> str:
        made = answer("new", "--province", "Sóc Trăng", "--year", "2022")
        must(made["assessment"] == ID, str(made))
        return ID

    def fill_all() -> str:
        changed = answer("fill", ID, fill)["changed"]
        assert isinstance(changed, list)
        return f"{len(changed)} sub-indicators"

    def attach() -> str:
        documents = answer("attach", ID, "2.1", evidence, "--number", "12/KH-UBND", "--date", "2022-03-01")[
            "documents"
        ]
        assert isinstance(documents, list)
        must(len(documents) == 1, str(documents))
        return str(documents[0]["sha256"])[:16]

    def explain() -> str:
        run("explain", ID, "2.6", "Đang trình Hội đồng nhân dân tỉnh, dự kiến thông qua trong quý I.")
        return "2.6"

    def score() -> str:
        card = answer("score", ID)
        must("573.10" in json.dumps(card), "the points are not 573.10")
        return "573.10 points"

    def rank() -> str:
        must('"rank"' in json.dumps(answer("rank", ID)), "no rank")
        return run("rank", ID).splitlines()[0]

    def check() -> str:
        # Evidence and explanations are wanting for most rows, and nothing blocks.
        return _first_line(run("check", ID))

    def forecast() -> str:
        return _first_line(run("forecast", ID, "--draws", "2000"))

    def plan() -> str:
        return _first_line(run("plan", ID, "--target-rank", "30"))

    def plan_papers() -> str:
        run("plan", ID, "--effort", "60", "-o", work / "kế hoạch.docx")
        with zipfile.ZipFile(work / "kế hoạch.docx") as document:
            must("word/document.xml" in document.namelist(), "no Word document")
        return "Word"

    def papers() -> str:
        paper = work / "dự thảo.pdf"
        run("report", ID, "-o", paper)
        must(paper.read_bytes().startswith(b"%PDF-"), "no PDF")
        seen = f"{paper.stat().st_size // 1024} kB"
        if shutil.which("pdffonts") and shutil.which("pdftotext"):
            fonts = outside("pdffonts", paper).splitlines()[2:]
            must(
                fonts and all(re.search(r"yes (yes|no ) +yes|yes yes", line) for line in fonts),
                "\n".join(fonts),
            )
            text = outside("pdftotext", "-layout", paper, "-")
            for words in ("DỰ THẢO", "Sóc Trăng", "573,10"):
                must(words.lower() in text.lower(), f"{words} is not on the paper")
            seen += f", {len(fonts)} fonts, all embedded"
        return seen

    def export() -> str:
        run("export", ID, "-o", work / "hồ sơ.asice", "--p12", key, "--password-env", PASSWORD_VARIABLE)
        return f"{(work / 'hồ sơ.asice').stat().st_size // 1024} kB"

    def verify() -> str:
        found = answer("verify", work / "hồ sơ.asice", "--trust", ca)
        for verdict, wanted in (("integrity", "ok"), ("signature", "ok"), ("chain", "trusted")):
            must(found[verdict] == wanted, f"{verdict}: {found[verdict]}")
        return "integrity ok, signature ok, chain trusted"

    def tampered() -> str:
        changed = work / "sửa.asice"
        content = bytearray((work / "hồ sơ.asice").read_bytes())
        content[len(content) // 2] ^= 1
        changed.write_bytes(bytes(content))
        run("verify", changed, "--trust", ca, status=1)
        return "refused"

    def verify_outside() -> str:
        if not shutil.which("openssl"):
            return "no openssl here: left out"
        folder = work / "unpacked"
        with zipfile.ZipFile(work / "hồ sơ.asice") as archive:
            archive.extractall(folder)
        command = (
            "openssl cms -verify -cades -binary -purpose any -inform DER -in META-INF/signature001.p7s "
            f"-content META-INF/ASiCManifest001.xml -out {os.devnull} -CAfile"
        )
        outside(*command.split(), ca, cwd=folder)
        if shutil.which("sha256sum"):
            outside("sha256sum", "-c", "SHA256SUMS", cwd=folder)
        return "openssl cms -verify and sha256sum -c"

    def template() -> str:
        run("template", ID, "-o", work / "mẫu.xlsx")
        before = answer("import", ID, work / "mẫu.xlsx")
        return f"{(work / 'mẫu.xlsx').stat().st_size // 1024} kB, read back: {sorted(before)[:3]}"

    def backup() -> str:
        locked = work / "sao lưu.dtibackup.age"
        run("backup", "-o", locked, "--passphrase-env", PASSWORD_VARIABLE)
        other = work / "kho khác"
        environment = smoke.environment
        smoke.environment = {**environment, "DTI_STORE": str(other)}
        try:
            run("restore", locked, "--passphrase-env", PASSWORD_VARIABLE)
            must("573.10" in json.dumps(answer("score", ID)), "the restored points are not 573.10")
        finally:
            smoke.environment = environment
        return "restored elsewhere, the same points"

    def part() -> str:
        file = work / "phần việc.dtipart"
        run("part", "issue", ID, "--indicators", "4", "--to", "Sở Nội vụ", "-o", file, "--plain")
        return f"{file.stat().st_size // 1024} kB"

    def key_beside() -> str:
        from dti_desktop.bundle.pkcs12_process import VERB, joined, parted

        def opened(password: str) -> subprocess.CompletedProcess[bytes]:
            return subprocess.run(
                smoke.as_person([smoke.program, VERB]),
                input=joined([password.encode("utf-8"), key.read_bytes()]),
                env=smoke.environment,
                capture_output=True,
                check=False,
                timeout=STEP_SECONDS,
            )

        done = opened(PASSWORD)
        must(done.returncode == 0, f"status {done.returncode}: {done.stderr[-900:]!r}")
        key_der, certificate_der, *_ = parted(done.stdout)
        must(key_der and certificate_der, "no key or no certificate")
        must(opened("sai").returncode not in (0, 1), "a wrong password opens it, or is not told")
        return f"certificate of {len(certificate_der)} bytes"

    def tokens() -> str:
        return _first_line(run("tokens"))

    step("create", create)
    step("fill all rows", fill_all)
    step("attach a document", attach)
    step("explain", explain)
    step("score", score)
    step("rank", rank)
    step("check", check)
    step("forecast", forecast)
    step("plan", plan)
    step("the plan in Word", plan_papers)
    step("print the draft", papers)
    step("look for tokens", tokens)
    step("a .p12 key, as the window opens it", key_beside)
    step("export, signed with a .p12 key", export)
    step("verify", verify)
    step("verify what was changed", tampered)
    step("verify with other programs", verify_outside)
    step("template in Excel, and back", template)
    step("hand a part out", part)
    step("back up, restore", backup)


def _first_line(said: str) -> str:
    return next((line.strip() for line in said.splitlines() if line.strip()), "")[:70]


def the_window(smoke: Smoke, original: Path) -> None:
    """It opens, paints and closes, on its start page and on a file that the desktop hands over."""

    def painted(title: str, least_kb: int, *arguments: str | Path) -> str:
        picture = smoke.work / f"{title}.png"
        smoke.environment["DTI_WINDOW_PICTURE"] = str(picture)
        try:
            smoke.run(*arguments)
        finally:
            del smoke.environment["DTI_WINDOW_PICTURE"]
        width, height, colours = picture_colours(picture.read_bytes())
        seen = f"{width}x{height}, {picture.stat().st_size // 1024} kB of picture"
        # A window without its page is a few kB.
        is_painted = picture.stat().st_size > least_kb * 1024 and colours > 60
        must(width >= 500 and height >= 300 and is_painted, seen)
        return seen

    def beside_another_start() -> str:
        process = subprocess.Popen(
            smoke.as_person([smoke.program]), cwd=smoke.work, env=smoke.environment, stderr=subprocess.PIPE
        )
        try:
            time.sleep(3)
            must(process.poll() is None, "it has ended by itself")
            maps = Path(f"/proc/{process.pid}/maps").read_text("utf-8")
            mapped = {line.split(maxsplit=5)[5] for line in maps.splitlines() if line.count("/")}
            foreign = [m for m in mapped if str(original) in m or "site-packages" in m or str(ROOT) in m]
            must(not foreign, f"loaded from outside its folder: {foreign[:3]}")
            own = [path for path in mapped if str(smoke.place) in path]
            begin_s = time.monotonic()
            smoke.run(smoke.work / "hồ sơ.asice")
            handed_s = time.monotonic() - begin_s
            process.send_signal(signal.SIGTERM)
            must(process.wait(STEP_SECONDS) == 0, f"status {process.returncode}")
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            _out, messages = process.communicate()
        must(b"Traceback" not in messages, messages.decode("utf-8", "replace"))
        return f"{len(own)} own libraries, a second start handed over in {handed_s:.1f} s, ended with 0"

    def on_a_screen() -> str:
        needed = ("xvfb-run", "xdotool")
        if not all(map(shutil.which, needed)):
            return "no Xvfb here: left out"
        changed = {"QT_QPA_PLATFORM": "xcb", "PATH": os.environ["PATH"]}
        environment = {**smoke.environment, **changed, "DTI_STORE": str(smoke.work / "kho trên màn hình")}
        script = (
            '"$@" & pid=$!; '
            'found=$(xdotool search --sync --onlyvisible --name "DTI Desktop" | head -1); '
            'sleep 1; xdotool getwindowgeometry "$found"; kill -TERM $pid; wait $pid'
        )
        done = subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "sh", "-c", script, "sh", str(smoke.program)],
            cwd=smoke.work,
            env=environment,
            capture_output=True,
            check=False,
            timeout=STEP_SECONDS,
        )
        said = done.stdout.decode() + done.stderr.decode()
        must(done.returncode == 0 and "Geometry" in said, said[-600:])
        geometry = re.search(r"Geometry: (\d+x\d+)", said)
        assert geometry is not None
        return f"X11 window of {geometry[1]}"

    smoke.step("window: the start page", lambda: painted("start", 25))
    smoke.step("window: an assessment", lambda: painted("hồ sơ", 60, "--open", ID))
    smoke.step("window: a bundle by its name", lambda: painted("bundle", 80, smoke.work / "hồ sơ.asice"))
    smoke.step("window: a part by its name", lambda: painted("part", 15, smoke.work / "phần việc.dtipart"))
    if IS_LINUX:
        smoke.step("window: a second start, the system's end", beside_another_start)
        smoke.step("window: on a real screen (Xvfb)", on_a_screen)


def portable(smoke: Smoke) -> None:
    """The store beside the program, on a stick that is another drive tomorrow."""
    mark = "dti_desktop.portable"
    home = Path(smoke.environment["HOME"])

    def works() -> str:
        set_writable(smoke.place, True)
        (smoke.place / mark).touch()
        give_away(smoke.place)
        before = sorted(home.rglob("*"))
        smoke.run("sample", store=False)
        must((smoke.place / "data" / "dti.sqlite").is_file(), "no store beside the program")
        must(sorted(home.rglob("*")) == before, "something was written into the home folder")
        return "the store lies beside the program, nothing in the home folder"

    def elsewhere() -> str:
        moved = smoke.place.parent.parent / "Ổ F" / smoke.place.name
        moved.parent.mkdir()
        smoke.place.rename(moved)
        smoke.program = moved / smoke.program.relative_to(smoke.place)
        smoke.place = moved
        said = smoke.run("score", "sample-soc-trang-2022", store=False)
        must("573,10" in said, said[-300:])
        return "found again under another name"

    def named_store_wins() -> str:
        said = smoke.run("list")
        must(ID in said and "sample-" not in said, said)
        return "DTI_STORE is used"

    def locked() -> str:
        if IS_LINUX and os.geteuid() == 0 and not shutil.which("setpriv"):
            return "left out for root"
        shutil.rmtree(smoke.place / "data")
        set_writable(smoke.place, False)
        try:
            said = smoke.run("sample", status=3, store=False)
        finally:
            set_writable(smoke.place, True)
        must("chế độ mang theo" in said, said)
        return said.strip().splitlines()[0][:80]

    smoke.step("portable: store beside the program", works)
    smoke.step("portable: another drive letter", elsewhere)
    smoke.step("portable: a named store wins", named_store_wins)
    if sys.platform != "win32":
        smoke.step("portable: a stick that is locked", locked)


def program_in(folder: Path) -> Path:
    """Return the command line in a built folder."""
    return folder / ("dti-desktop.exe" if sys.platform == "win32" else "dti-desktop")


def clean_environment(home: Path, store: Path) -> dict[str, str]:
    """Return an environment as on a machine on which nobody ever installed anything."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR", "TEMP", "TMP") if name in os.environ}
    return {
        **kept,
        "PATH": os.environ["PATH"] if sys.platform == "win32" else "/nonexistent",
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": str(home / "AppData" / "Local"),
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "DTI_STORE": str(store),
        PASSWORD_VARIABLE: PASSWORD,
    }


def main(arguments: Sequence[str]) -> int:
    """Drive the folder; return 1 where a step failed, 2 where there is no folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist" / "dti_desktop")
    parser.add_argument("--keep", action="store_true", help="leave the copied folder and say where it is")
    options = parser.parse_args(arguments)
    original = options.folder.resolve()
    if not program_in(original).is_file():
        print(f"no built program in {original}: ./dev build makes one", file=sys.stderr)
        return 2
    from tools import certificate

    begin_s = time.monotonic()
    top = Path(tempfile.mkdtemp(prefix="dti-smoke-"))
    top.chmod(0o755)
    place = top / "USB của Sở TT&TT" / "DTI bản mang đi"
    work, home = top / "tài liệu", top / "nhà"
    for folder in (work, home):
        folder.mkdir(parents=True)
    try:
        shutil.copytree(original, place, symlinks=True)
        size = folder_size_bytes(place)
        print(f"{size / 1e6:.0f} MB in {sum(1 for p in place.rglob('*') if p.is_file())} files: {place}")
        must(size < MAX_FOLDER_MB * 1e6, f"more than {MAX_FOLDER_MB} MB")
        key, ca = work / "khóa.p12", work / "ca.pem"
        certificate.make(key, ca, PASSWORD.encode("utf-8"), datetime.now(UTC))
        give_away(work)
        give_away(home)
        set_writable(place, False)
        smoke = Smoke(program_in(place), place, work, clean_environment(home, work / "kho dữ liệu"))
        main_job(smoke, key, ca)
        give_away(work)
        the_window(smoke, original)
        portable(smoke)
    finally:
        if options.keep:
            print(f"kept: {top}")
        else:
            set_writable(top, True)
            shutil.rmtree(top)
    total_s = time.monotonic() - begin_s
    print(
        f"{'FAILED: ' + ', '.join(smoke.failed) if smoke.failed else 'all steps passed'} in {total_s:.0f} s"
    )
    return 1 if smoke.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
