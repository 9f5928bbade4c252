"""The schema, as a row of migrations from the first one on. Only this module changes tables.

Each migration runs in one transaction together with the version it leads to, so an interrupted one
never happened. sqlite-utils (which drags pandas in) is imported only when there is something to do.
A migration, once released, is never edited: a later one is added below it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dti_desktop.store.connection import APPLICATION_ID, Connection

NO_HASH = "0" * 64
"""What the first journal entry of an assessment names as the hash before it."""

JOURNAL_TRIGGERS = {
    "journal_refuses_update": "CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'journal-append-only'); END",
    "journal_refuses_delete": "CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'journal-append-only'); END",
    "journal_in_order": "CREATE TRIGGER journal_in_order BEFORE INSERT ON journal "  # noqa: S608 - a constant
    "WHEN NEW.seq IS NOT 1 + coalesce((SELECT max(seq) FROM journal "
    "WHERE assessment_id = NEW.assessment_id), 0) "
    "OR NEW.prev_hash IS NOT coalesce((SELECT hash FROM journal "
    f"WHERE assessment_id = NEW.assessment_id AND seq = NEW.seq - 1), '{NO_HASH}') "
    "BEGIN SELECT RAISE(ABORT, 'journal-out-of-order'); END",
}
"""What makes the journal append-only, by name; a store holds these triggers and no others."""


def _first_schema(db: Any) -> None:
    """Create the tables of the first release."""
    one_assessment = ("assessment_id", "assessments", "id")
    db["catalogues"].create(
        {"digest": str, "id": str, "content": bytes}, pk="digest", not_null={"digest", "id", "content"}
    )
    db["assessments"].create(
        {
            "id": str,
            "province": str,
            "year": int,
            "catalogue_digest": str,
            "is_sample": int,
            "created_utc": str,
            "changed_utc": str,
            "archived_utc": str,
        },
        pk="id",
        not_null={"id", "province", "year", "catalogue_digest", "is_sample", "created_utc", "changed_utc"},
        foreign_keys=[("catalogue_digest", "catalogues", "digest")],
    )

    def create_child(name: str, columns: dict[str, type], pk: tuple[str, ...], nullable: set[str]) -> None:
        db[name].create(
            {"assessment_id": str, **columns},
            pk=("assessment_id", *pk) if pk else "assessment_id",
            not_null={"assessment_id", *columns} - nullable,
            foreign_keys=[one_assessment, *extra_keys.get(name, [])],
        )

    extra_keys: dict[str, list[tuple[Any, ...]]] = {
        "documents": [("sha256", "files", "sha256")],
        "links": [(("assessment_id", "document_id"), "documents", ("assessment_id", "id"))],
    }
    create_child("answers", {"code": str, "field": str, "value": str}, ("code", "field"), set())
    create_child("profile", {"key": str, "value": str}, ("key",), set())
    create_child("explanations", {"code": str, "text": str}, ("code",), set())
    create_child("notes", {"code": str, "text": str}, ("code",), set())
    create_child("reviewed", {"code": str}, ("code",), set())
    create_child("signatories", {"name": str, "title": str}, (), set())
    db["files"].create(
        {"sha256": str, "size_bytes": int, "media_type": str},
        pk="sha256",
        not_null={"sha256", "size_bytes", "media_type"},
    )
    create_child(
        "documents",
        {
            "id": str,
            "number": str,
            "issued_on": str,
            "issuer": str,
            "title": str,
            "sha256": str,
            "original_name": str,  # a JSON string: names that no encoding could read come back exactly
            "added_utc": str,
        },
        ("id",),
        {"issued_on", "sha256", "original_name"},
    )
    create_child(
        "links",
        {"code": str, "document_id": str, "pages": str, "position": int},
        ("code", "document_id"),
        set(),
    )
    create_child(
        "journal",
        {
            "seq": int,
            "step": int,
            "act": str,
            "of_step": int,
            "at_utc": str,
            "who": str,
            "kind": str,
            "code": str,
            "key": str,
            "old": str,
            "new": str,
            "prev_hash": str,
            "hash": str,
        },
        ("seq",),
        {"of_step", "old", "new"},
    )
    db["journal"].create_index(["assessment_id", "code", "seq"], index_name="journal_by_code")
    db["journal"].create_index(["assessment_id", "step"], index_name="journal_by_step")
    db["settings"].create({"key": str, "value": str}, pk="key", not_null={"key", "value"})
    for trigger in JOURNAL_TRIGGERS.values():
        db.execute(trigger)


def _estimates_scenarios_results(db: Any) -> None:
    """Add what the office expects and plans, and the published results that it brought in itself."""
    one_assessment = [("assessment_id", "assessments", "id")]
    estimates = {"assessment_id": str, "code": str, "key": str, "value": str}
    db["estimates"].create(
        estimates, pk=("assessment_id", "code", "key"), not_null=set(estimates), foreign_keys=one_assessment
    )
    scenarios = {"assessment_id": str, "id": str, "name": str, "created_utc": str, "changes": str}
    db["scenarios"].create(
        scenarios, pk=("assessment_id", "id"), not_null=set(scenarios), foreign_keys=one_assessment
    )
    results = {
        "year": int,
        "province": str,  # "" in the row that tells a national mean
        "measure": str,
        "rank": int,
        "value": str,  # exact, as the file of the program's own results writes it
        "source": str,
        "note": str,
        "imported_utc": str,
        "imported_by": str,
    }
    db["published_results"].create(
        results, pk=("year", "province", "measure"), not_null=set(results) - {"rank", "value"}
    )


def _many_hands(db: Any) -> None:
    """Add what reviewers, departments, an earlier year and the ministry's portal leave on an assessment."""

    def create_child(name: str, columns: dict[str, type], pk: tuple[str, ...], nullable: set[str]) -> None:
        db[name].create(
            {"assessment_id": str, **columns},
            pk=("assessment_id", *pk) if pk else "assessment_id",
            not_null={"assessment_id", *columns} - nullable,
            foreign_keys=[("assessment_id", "assessments", "id")],
        )

    said = {"who": str, "at_utc": str}
    create_child("reviews", {"code": str, "state": str, "reason": str, **said}, ("code",), set())
    create_child(
        "comments",
        {"code": str, "id": str, "text": str, **said, "reply_to": str, "settled_utc": str},
        ("code", "id"),
        {"reply_to", "settled_utc"},
    )
    create_child(
        "given_scores",
        {"code": str, "source": str, "points": str, "reason": str, **said},
        ("code", "source"),
        set(),
    )
    create_child("change_reasons", {"code": str, "text": str}, ("code",), set())
    create_child("entered", {"code": str, "digest": str, **said}, ("code",), set())
    handed_out = {"department": str, "due": str, "codes": str, "baseline_sha256": str}
    issued = {"issued_utc": str, "issued_by": str}
    create_child(
        "parts", {"id": str, **handed_out, **issued, "merged_utc": str}, ("id",), {"due", "merged_utc"}
    )
    create_child("origins", {"part_id": str, "source_id": str, **handed_out, **issued}, (), {"due"})
    create_child(
        "previous",
        {"source_id": str, "year": int, "catalogue_id": str, "catalogue_digest": str, "profile": str},
        (),
        set(),
    )
    # `code` is "" for what found no place in this year's catalogue.
    create_child("previous_rows", {"code": str, "old_code": str, "content": str}, ("code", "old_code"), set())
    db["baselines"].create({"sha256": str, "content": bytes}, pk="sha256", not_null={"sha256", "content"})


def _editions(db: Any) -> None:
    """Add the editions of catalogues that the office made or brought in, and its drafts of the next ones."""
    pinned = [("digest", "catalogues", "digest")]
    editions = {"digest": str, "version": str, "whence": str, "made_utc": str, "made_by": str}
    db["editions"].create(editions, pk="digest", not_null=set(editions), foreign_keys=pinned)
    drafts = {"catalogue_id": str, "base_digest": str, "opened_utc": str, "opened_by": str}
    db["catalogue_drafts"].create(
        drafts,
        pk="catalogue_id",
        not_null=set(drafts),
        foreign_keys=[("base_digest", "catalogues", "digest")],
    )
    nodes = {"catalogue_id": str, "section": str, "code": str, "content": str}
    db["draft_nodes"].create(
        nodes,
        pk=("catalogue_id", "section", "code"),
        not_null=set(nodes),
        foreign_keys=[("catalogue_id", "catalogue_drafts", "catalogue_id")],
    )
    journal = {
        "catalogue_id": str,
        "seq": int,
        "step": int,
        "act": str,
        "of_step": int,
        "at_utc": str,
        "who": str,
        "section": str,
        "code": str,
        "pointer": str,  # of the one value that was typed; "" where there are more, or none
        "old": str,  # a node as JSON text; NULL where the draft said nothing of it yet
        "new": str,
    }
    db["catalogue_journal"].create(
        journal, pk=("catalogue_id", "seq"), not_null=set(journal) - {"of_step", "old", "new"}
    )


MIGRATIONS: tuple[tuple[str, Callable[[Any], None]], ...] = (
    ("first_schema", _first_schema),
    ("estimates_scenarios_results", _estimates_scenarios_results),
    ("many_hands", _many_hands),
    ("editions", _editions),
)
"""In order; after the n-th, the database's `user_version` is n."""

SCHEMA_VERSION = len(MIGRATIONS)


def version_of(connection: Connection) -> int:
    """Return the schema version that the database is at; 0 for an empty one."""
    found = connection.row("PRAGMA user_version")
    assert found is not None
    return int(found[0])


def migrate(connection: Connection) -> None:
    """Bring the schema up to `SCHEMA_VERSION`. Does nothing, and imports nothing, where it is there."""
    version = version_of(connection)
    if version >= SCHEMA_VERSION:
        return
    import sqlite_utils

    db = sqlite_utils.Database(connection.raw, execute_plugins=False, strict=True)
    migrations = sqlite_utils.Migrations("dti_desktop")
    for name, function in MIGRATIONS:
        migrations(name=name)(function)
    names = [name for name, _ in MIGRATIONS]
    for number in range(version, SCHEMA_VERSION):
        with connection.transaction():
            migrations.apply(db, stop_before=names[number + 1 :])
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number + 1}")
    connection.is_fresh = False
