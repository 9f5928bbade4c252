"""A process killed at any moment: what it had acknowledged is there, and everything holds together."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

ID = "soc-trang-2022"
KILLS = 25

_TYPIST = """
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from dti_desktop.store.database import Store

folder, inbox, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
store = Store.open(folder, now_utc=lambda: datetime.now(UTC), user="a")
while True:
    count += 1
    store.edits.patch("soc-trang-2022", "3.1", {"a": Decimal(count)})
    print("a", count, flush=True)
    if count % 3 == 0:
        store.edits.set_explanation("soc-trang-2022", "3.1", f"{count} " + "giải trình " * 300)
        print("e", count, flush=True)
    if count % 5 == 0:
        path = inbox / f"{count}.txt"
        path.write_bytes(b"x" * 300_000 + str(count).encode())
        _, ids = store.evidence.attach("soc-trang-2022", "1.1", [path], limit_bytes=10**12)
        print("f", ids[0], flush=True)
    if count % 7 == 0:
        store.edits.set_note("soc-trang-2022", "3.1", str(count))
        store.edits.undo("soc-trang-2022")
"""


def test_kills_at_random_moments_lose_nothing(store, folder, open_store, tmp_path: Path):
    store.close()
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    generator = random.Random(20221122)
    count, explained, recovered = 0, 0, 0
    documents: set[str] = set()
    for _ in range(KILLS):
        typist = subprocess.Popen(
            [sys.executable, "-c", _TYPIST, str(folder), str(inbox), str(count)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert typist.stdout is not None
        told = [typist.stdout.readline()]
        time.sleep(generator.random() * 0.05)
        typist.kill()
        told += typist.stdout.read().splitlines()
        typist.stdout.close()
        typist.wait(60)
        for line in told:
            match line.split():
                case ["a", number]:
                    count = int(number)
                case ["e", number]:
                    explained = int(number)
                case ["f", document_id]:
                    documents.add(document_id)
        with open_store() as again:
            recovered += again.recovery.log_replayed
            assert again.verify() == []
            assessment = again.assessments.load(ID)
            value = assessment.answers["3.1"]["a"]
            assert value in (count, count + 1)
            explanation = int(assessment.explanations.get("3.1", "0").split()[0])
            assert explanation in (explained, value)
            assert documents <= set(assessment.documents)
            count, explained = int(value), explanation
            again.edits.patch(ID, "3.1", {"b": Decimal(count)})
    assert count > KILLS and documents and recovered
