"""What is said after a run that broke off: calmly, on whatever page comes first, until it is put away."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.words import words


class AfterCrash(Retranslated, QWidget):
    """A message with its margins; it takes no room where the run before ended well."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        context.session.opened.connect(self.retranslate)
        if context.workspace.recovery:
            self.retranslate()
        else:
            self.hide()

    @cached_property
    def notice(self) -> Notice:
        """The message, made when there is something to say."""
        made = Notice(closable=True)
        made.acted.connect(lambda: self._context.go(Place("journal")))
        made.closed.connect(self.hide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 12, 32, 0)
        layout.addWidget(made)
        return made

    def retranslate(self) -> None:
        if not self._context.workspace.recovery:
            return
        from dti_desktop.services.after_crash import recovery_lines

        is_open = self._context.session.assessment is not None
        self.notice.say(
            "\n".join(recovery_lines(self._context.workspace.recovery, words(self._context))),
            "info",
            action=self.tr("Xem nhật ký") if is_open else "",
        )
