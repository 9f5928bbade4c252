"""Which topic of the help belongs to a place of the window. Pages have a topic of their own name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

BEGINNING = "getting-started"
ERRORS = "errors"

#: Windows beside the pages, by the name of their class: so that none need be loaded to be named here.
WINDOW_TOPICS: Mapping[str, str] = {
    "AboutDialog": BEGINNING,
    "AcceptJournalDialog": "journal",
    "AddRowDialog": "catalogue",
    "BackupToFileDialog": "backup",
    "BackupsDialog": "backup",
    "BundleDialog": "verify",
    "CatalogueJournalDialog": "catalogue",
    "CellFaultsDialog": "entry",
    "CosignDialog": "signing",
    "DiscardDialog": "catalogue",
    "DocumentChooser": "library",
    "DocumentWindow": "evidence",
    "FinishDialog": "catalogue",
    "ImportAnswersDialog": "excel",
    "ImportResultsDialog": "standing",
    "ImportScoresDialog": "review",
    "ImportTableDialog": "standing",
    "IntakeDialog": "evidence",
    "IssuePartDialog": "departments",
    "ListWindow": "history",
    "MakePackDialog": "catalogue",
    "MergePartsDialog": "departments",
    "MergeReportDialog": "departments",
    "MoveDialog": "catalogue",
    "NewAssessmentDialog": "start",
    "OpenPartDialog": "departments",
    "PaperDialog": "submit",
    "PartBriefDialog": "departments",
    "PartWrittenDialog": "departments",
    "PlanPaperDialog": "plan",
    "PortalSheetDialog": "portal",
    "PortalWindow": "portal",
    "QMessageBox": ERRORS,
    "ReasonDialog": "review",
    "RecoverySheetDialog": "backup",
    "RemoveRowDialog": "catalogue",
    "ReportPaperDialog": "submit",
    "RestoreDialog": "backup",
    "ReturnPartDialog": "departments",
    "ReviewReasonDialog": "review",
    "ScenarioNameDialog": "whatif",
    "SettingsDialog": BEGINNING,
    "ShortcutsDialog": "shortcuts",
    "TakeBookDialog": "catalogue",
    "TakePackDialog": "catalogue",
    "TimestampDialog": "signing",
}


def topic_of(window: QWidget) -> str:
    """Return the topic of a window; of one that is not known, the beginning."""
    return next(
        (WINDOW_TOPICS[kind.__name__] for kind in type(window).__mro__ if kind.__name__ in WINDOW_TOPICS),
        BEGINNING,
    )
