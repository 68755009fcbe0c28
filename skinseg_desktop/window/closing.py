"""How the window closes: nothing that a person did is lost unasked, and no disk keeps the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

from skinseg_desktop.window.jobs import Lane
from skinseg_desktop.window.panels.fitting import wrapped

if TYPE_CHECKING:
    from skinseg_desktop.window.main_window import MainWindow

#: How long saving, and then the end of the threads, may take before they are left to themselves, in seconds.
_LONGEST = 2.0


def may_close(window: MainWindow) -> bool:
    """Save what waits; whether the window may close. Asks where the disk refuses it, or a training is at work."""
    window.session.leave()
    folder, saver = window.folder, window.folder.saver
    if saver is not None:
        current = folder.photo(window.gallery.current())
        if current is not None:
            folder.choose("shown", current.name.path)
        saver.flush()
        window.jobs.settle(Lane.SAVE, _LONGEST)
    trouble = folder.unsaved
    if trouble and not _leaves_unsaved(window, trouble):
        return False
    return window.training is None or window.training.may_close(window)


def end(window: MainWindow) -> None:
    """End everything that runs, and keep how the window was left."""
    state = (bytes(part.toBase64().data()).decode() for part in (window.saveGeometry(), window.saveState()))
    window.kept.keep("window_state", " ".join([*state, window.widths.kept()]))
    window.kept.keep_now()
    window.folder.close()
    window.models.stop()
    if window.training is not None:
        window.training.close()
    # A disk that does not answer is left alone: the threads end with the program.
    if window.jobs.close(_LONGEST):
        window.folder.finish()


def _leaves_unsaved(window: MainWindow, trouble: str) -> bool:
    translate = QCoreApplication.translate
    question = QMessageBox(window)
    question.setObjectName("unsaved_question")
    question.setIcon(QMessageBox.Icon.Warning)
    said = translate("MainWindow", "Your last changes could not be saved: {}").format(trouble)
    question.setText(wrapped(said, question.fontMetrics()))
    question.setInformativeText(
        translate("MainWindow", "Make room or bring the folder back; they are saved as soon as that works.")
    )
    stay = question.addButton(translate("MainWindow", "Stay"), QMessageBox.ButtonRole.RejectRole)
    leave = question.addButton(translate("MainWindow", "Close and lose them"), QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(stay)
    question.exec()
    question.deleteLater()
    return question.clickedButton() is leave
