"""What the journal keeps of signatures and timestamps that were added to a bundle of its assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.bundle.timestamping import TimestampedBundle
    from dti_desktop.bundle.verify import Verification
    from dti_desktop.bundle.writer import WrittenBundle
    from dti_desktop.services.workspace import Workspace

BUNDLE_SIGNED = "bundle-signed"
BUNDLE_TIMESTAMPED = "bundle-timestamped"
_LONGEST_NAME = 255


def is_of(workspace: Workspace, assessment_id: str, found: Verification) -> bool:
    """Whether a bundle was made of this very assessment: its signed journal head stands in the journal.

    The id alone does not tell: another office's assessment of the same province and year has the same.
    Runs on the thread that owns the store.
    """
    head = found.about.get("journal_head", "")
    if not head or found.about.get("assessment") != assessment_id:
        return False
    return workspace.journals.place_of_head(assessment_id, head) is not None


def signed_facts(written: WrittenBundle, sha256: str) -> dict[str, object]:
    """Return what the journal keeps of a further signature: which file it came to, and whose it is."""
    signer = written.verification.signers[-1]
    return {
        "name": written.path.name[:_LONGEST_NAME],
        "sha256": sha256,
        "size_bytes": written.size_bytes,
        "number": signer.number,
        "signer": signer.subject,
        "serial": signer.serial,
    }


def timestamped_facts(added: TimestampedBundle, sha256: str) -> dict[str, object]:
    """Return what the journal keeps of a timestamp: which file, whose signature, which authority and when."""
    return {
        "name": added.written.path.name[:_LONGEST_NAME],
        "sha256": sha256,
        "size_bytes": added.written.size_bytes,
        "number": added.number,
        "signer": added.signer,
        "authority": added.timestamp.authority,
        "time_utc": utc_text(added.timestamp.time_utc),
    }
