"""A bundle and the journal it was made from: whether they belong together, what the journal keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dti_desktop.errors import InputError
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.bundle.timestamping import TimestampedBundle
    from dti_desktop.bundle.verify import Verification
    from dti_desktop.bundle.writer import WrittenBundle
    from dti_desktop.services.journal import HeadPlace
    from dti_desktop.services.workspace import Workspace

BUNDLE_SIGNED = "bundle-signed"
BUNDLE_TIMESTAMPED = "bundle-timestamped"
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Origin:
    """A bundle whose assessment, by its id, is in this store: where its signed head stands in the journal.

    None where it does not: another office's assessment of the same province and year has the same id.
    """

    place: HeadPlace | None


def origin_of(workspace: Workspace, found: Verification) -> Origin | None:
    """Return where a bundle comes from, as this store knows it; None where the store has no such assessment.

    Runs on the thread that owns the store.
    """
    try:
        return Origin(
            workspace.journals.place_of_head(
                found.about.get("assessment", ""), found.about.get("journal_head", "")
            )
        )
    except InputError:
        return None


def is_of(workspace: Workspace, assessment_id: str, found: Verification) -> bool:
    """Whether a bundle was made of this very assessment. Runs on the thread that owns the store."""
    if found.about.get("assessment") != assessment_id:
        return False
    origin = origin_of(workspace, found)
    return origin is not None and origin.place is not None


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
