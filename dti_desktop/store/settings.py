"""Small settings of the program, kept in the store: a key and a JSON value."""

from __future__ import annotations

from typing import Any

from dti_desktop.store.connection import Connection
from dti_desktop.store.encoding import from_json_text, json_text


class Settings:
    """The settings of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of `key`, or `default` where none was set."""
        row = self._connection.row("SELECT value FROM settings WHERE key = ?", (key,))
        return default if row is None else from_json_text(row[0])

    def set(self, key: str, value: Any) -> None:
        """Set `key` to a JSON value; None removes it. On the disk when it returns."""
        with self._connection.transaction():
            if value is None:
                self._connection.execute("DELETE FROM settings WHERE key = ?", (key,))
            else:
                self._connection.execute(
                    "INSERT INTO settings (key, value) VALUES (?, ?) "
                    "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (key, json_text(value)),
                )
