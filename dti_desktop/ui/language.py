"""The window's language, switchable while it runs. Vietnamese is the language of the source texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTranslator, Signal

from dti_desktop.ui import format as formats
from dti_desktop.ui.format import LanguageCode

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object

#: What each language loads: our texts are Vietnamese in the source, Qt's own texts are English in Qt.
_FILES: dict[LanguageCode, str] = {"vi": "qt_vi.qm", "en": "dti_en.qm"}
_LOCALES: dict[LanguageCode, QLocale] = {
    "vi": QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class Language(QObject):
    """Which language the window speaks. `changed` comes after every widget was retranslated."""

    changed = Signal(str)

    def __init__(
        self, translations_dir: Path, language: LanguageCode = "vi", parent: QObject | None = None
    ) -> None:
        """Apply `language` at once. A translation file that is missing leaves the source texts standing."""
        super().__init__(parent)
        self._translators: dict[LanguageCode, QTranslator] = {}
        self._contents: list[bytes] = []  # Qt reads them in place
        for code, name in _FILES.items():
            translator = QTranslator(self)
            path = translations_dir / name
            if not path.is_file():
                continue
            # Given a path, Qt maps the file into memory and reads from it all along: the process would end
            # with a bus error when an upgrade writes the file anew.
            content = path.read_bytes()
            if translator.load(content):
                self._translators[code] = translator
                self._contents.append(content)
        self.format = formats.current()
        self._current: LanguageCode | None = None
        self.set(language)

    @property
    def current(self) -> LanguageCode:
        """The language that is shown: "vi" or "en"."""
        assert self._current is not None
        return self._current

    def set(self, language: LanguageCode) -> None:
        """Show the whole window in `language`: numbers and dates first, then every text."""
        if language == self._current:
            return
        before = self._translators.get(self._current) if self._current else None
        self._current = language
        self.format.language = language
        QLocale.setDefault(_LOCALES[language])
        # The new one goes in before the old one comes out, so that no text falls back to a third language.
        after = self._translators.get(language)
        if after is not None:
            QCoreApplication.installTranslator(after)
        if before is not None:
            QCoreApplication.removeTranslator(before)
        self.changed.emit(language)


class Retranslated(_Base):
    """Mixin, named before the Qt class: calls `retranslate` whenever the language changes.

    A widget sets all its texts in `retranslate` and calls it once at the end of its `__init__`:

        class Page(Retranslated, QWidget):
            def __init__(self) -> None: ...; self.retranslate()
            def retranslate(self) -> None: self._title.setText(self.tr("Việc còn lại"))
    """

    def retranslate(self) -> None:
        """Set every text that depends on the language. Numbers and dates depend on it too."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
