"""The training panel: the runs, and of the chosen one its curves, photos, numbers and outcome, and what can be done."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.store import runs
from skinseg_desktop.window.followed import AT_WORK, value_of
from skinseg_desktop.window.panels.curves import Curves
from skinseg_desktop.window.panels.elided import Elided
from skinseg_desktop.window.panels.fitting import Sentence
from skinseg_desktop.window.panels.numbers import number
from skinseg_desktop.window.panels.outcome import Outcome
from skinseg_desktop.window.panels.scroll import WideScroll
from skinseg_desktop.window.panels.strip import Strip
from skinseg_desktop.window.texts import QT_TRANSLATE_NOOP
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from skinseg_desktop.window.followed import Followed
    from skinseg_desktop.window.training import Training

_WORDS = {
    "waiting": QT_TRANSLATE_NOOP("Trainings", "waits for its turn"),
    "held": QT_TRANSLATE_NOOP("Trainings", "held back"),
    "preparing": QT_TRANSLATE_NOOP("Trainings", "prepares"),
    "running": QT_TRANSLATE_NOOP("Trainings", "trains"),
    "finishing": QT_TRANSLATE_NOOP("Trainings", "scores the new model"),
    "paused": QT_TRANSLATE_NOOP("Trainings", "paused"),
    "ending": QT_TRANSLATE_NOOP("Trainings", "ends at its next step"),
    "interrupted": QT_TRANSLATE_NOOP("Trainings", "interrupted"),
    "finished": QT_TRANSLATE_NOOP("Trainings", "finished"),
    "stopped": QT_TRANSLATE_NOOP("Trainings", "stopped"),
    "discarded": QT_TRANSLATE_NOOP("Trainings", "discarded"),
    "diverged": QT_TRANSLATE_NOOP("Trainings", "diverged"),
    "failed": QT_TRANSLATE_NOOP("Trainings", "failed"),
}
#: Of which nothing is left to see or to do.
_GONE = "discarded"


class TrainingPanel(QWidget):
    """Reads ``Training`` and asks it to act; what is to be used as a model is told.

    ``in_use`` gives the SHA-256 of the weights that predict.
    """

    #: The Followed whose model is to be used.
    use_wanted = Signal(object)
    train_wanted = Signal()
    said = Signal(str)

    def __init__(self, training: Training, in_use: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_panel")
        self._training, self._in_use = training, in_use
        #: The weights that the shown run has made, and whether it says that they are better.
        self._made, self._better = "", True
        self._followed: Followed | None = None
        self._shown = (-1, "")
        self._list = QListWidget()
        self._list.setObjectName("training_list")
        self._list.setAccessibleName(self.tr("Trainings"))
        self._list.currentRowChanged.connect(self._chosen)
        new = QPushButton(self.tr("Train a model..."))
        new.setObjectName("training_new")
        new.clicked.connect(self.train_wanted)
        left = QWidget()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._list, 1)
        rows.addWidget(new)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("training_splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._details())
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([230, 900])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 6)
        layout.addWidget(self._splitter)
        training.changed.connect(self._list_runs)
        training.progressed.connect(self._progressed)
        self._list_runs()

    def choose(self, followed: Followed) -> None:
        """Show this run."""
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) is followed:
                self._list.setCurrentRow(row)

    def say_what_is_used(self) -> None:
        """Offer the model of the run that is shown, unless it is the one that predicts; also while a slider moves."""
        used, button = self._made != "" and self._made == self._in_use(), self._buttons["use"]
        button.setEnabled(not used)
        offer = self.tr("Use this model") if self._better else self.tr("Use it all the same")
        button.setText(self.tr("In use") if used else offer)

    def _details(self) -> QWidget:
        self._bar = QProgressBar()
        self._bar.setObjectName("training_progress")
        self._bar.setAccessibleName(self.tr("Progress of the training"))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setMaximumHeight(12)
        self._numbers = Elided()
        self._numbers.setObjectName("training_numbers")
        self._numbers.setAccessibleName(self.tr("Numbers of the training"))
        self._buttons: dict[str, QPushButton] = {}
        # The numbers have a line of their own: beside the buttons there is no room for them in a narrow window.
        first, second = QHBoxLayout(), QHBoxLayout()
        # To the left: a narrow window shows the beginning of the line.
        first.addWidget(self._bar)
        first.addWidget(self._numbers, 1)
        for key, title, tip, act in (
            ("resume", self.tr("Resume"), self.tr("Go on from the last checkpoint."), self._training.resume),
            ("pause", self.tr("Pause"), self.tr("Rest after the next step."), self._training.pause),
            (
                "stop",
                self.tr("Stop, keep the best"),
                self.tr("End after the next step; the best epoch becomes a model."),
                self._training.stop,
            ),
            (
                "discard",
                self.tr("Discard..."),
                self.tr("End it and delete its checkpoints."),
                self._ask_discard,
            ),
            (
                "use",
                self.tr("Use this model"),
                self.tr("Take the new model into your models and predict with it."),
                self.use_wanted.emit,
            ),
            ("open", self.tr("Open the folder"), self.tr("Show the run in the file manager."), _open),
        ):
            button = QPushButton(title)
            button.setObjectName(f"training_{key}")
            button.setToolTip(tip)
            button.clicked.connect(self._on_chosen(act))
            second.addWidget(button)
            self._buttons[key] = button
        second.addStretch()
        self._trouble = Sentence(letters=50)
        self._trouble.setObjectName("training_trouble")
        self._trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._curves, self._strip, self._outcome = Curves(), Strip(), Outcome()
        self._curves.said.connect(self.said)
        self._messages = QPlainTextEdit()
        self._messages.setObjectName("training_messages")
        self._messages.setAccessibleName(self.tr("Messages of the training"))
        self._messages.setReadOnly(True)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("training_tabs")
        self._tabs.setAccessibleName(self.tr("What is known of the training"))
        self._tabs.setDocumentMode(True)
        for page, title in (
            (self._curves, self.tr("Curves")),
            (self._strip, self.tr("Photos")),
            (self._outcome, self.tr("Before and after")),
            (self._messages, self.tr("Messages")),
        ):
            self._tabs.addTab(page, title)
        # A curve that nobody sees is not drawn.
        self._tabs.currentChanged.connect(lambda _: self._show_page())
        self._empty = QLabel(
            self.tr(
                "Nothing was trained yet. A model learns from photos and their masks: yours, when you have corrected "
                "some, or a folder of them."
            )
        )
        self._empty.setObjectName("training_empty")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._details_box = QWidget()
        column = QVBoxLayout(self._details_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self._trouble)
        column.addWidget(self._tabs, 1)
        self._scroll = WideScroll(self._details_box)
        self._scroll.setObjectName("training_scroll")
        both = QWidget()
        stacked = QVBoxLayout(both)
        stacked.setContentsMargins(6, 0, 0, 0)
        stacked.addWidget(self._empty)
        stacked.addWidget(self._scroll)
        return both

    # What is shown

    def _list_runs(self) -> None:
        shown = [followed for followed in self._training.runs if followed.state != _GONE]
        with QSignalBlocker(self._list):
            listed = [self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())]
            if listed != shown:
                self._list.clear()
                for followed in shown:
                    item = QListWidgetItem()
                    item.setSizeHint(QSize(0, 2 * self.fontMetrics().height() + 8))
                    item.setData(Qt.ItemDataRole.UserRole, followed)
                    self._list.addItem(item)
            for row, followed in enumerate(shown):
                self._list.item(row).setText(f"{followed.name}\n{self._word(followed)}")
            current = self._followed if self._followed in shown else self._training.at_work
            if current not in shown:
                current = shown[0] if shown else None
            self._list.setCurrentRow(shown.index(current) if current is not None else -1)
        if current is not self._followed:
            self._followed, self._shown = current, (-1, "")
        self._update()

    def _chosen(self, row: int) -> None:
        item = self._list.item(row)
        self._followed = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self._shown = (-1, "")
        self._update()

    def _progressed(self, followed: Followed) -> None:
        if followed is self._followed:
            self._update()

    def _update(self) -> None:
        followed = self._followed
        self._empty.setVisible(followed is None)
        self._scroll.setVisible(followed is not None)
        if followed is None:
            return
        state, training = followed.state, self._training
        ours = training.prepares(followed)
        able = {
            "resume": state in (*runs.RESUMABLE, "paused", "held") and not ours and not followed.gone,
            "pause": (state == "running" and not followed.finishing) or followed in training.waiting or ours,
            "stop": state in AT_WORK and not followed.finishing,
            "discard": state not in ("finished", "stopped", _GONE),
            "use": state in ("finished", "stopped") and (followed.folder / "model" / "card.json").exists(),
            "open": True,
        }
        for key, button in self._buttons.items():
            button.setVisible(able[key])
        self._buttons["resume"].setText(self.tr("Start") if state == "held" else self.tr("Resume"))
        self._bar.setVisible(state in AT_WORK or ours)
        doing = followed.doing if state in AT_WORK or ours else None
        step, steps = value_of(followed.last_step, "step"), value_of(followed.last_step, "steps")
        # How much of what it prepares is not known before it says so.
        done, total = doing[1:] if doing else (step, steps) if steps > 0 and not ours else (0, 0)
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * done / total) if total else 0)
        self._numbers.setText(self._said_numbers(followed))
        trouble = self._said_trouble(followed)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._tabs.setTabText(
            3,
            self.tr("Messages ({})").format(number(len(followed.messages)))
            if followed.messages
            else self.tr("Messages"),
        )
        # Drawing takes longer than a brush may wait: not in the middle of a stroke.
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton and state == self._shown[1]
        if (followed.version, state) != self._shown and not held:
            ended = state in ("finished", "stopped") and self._shown[1] in AT_WORK
            self._shown = (followed.version, state)
            if ended:
                self._tabs.setCurrentWidget(self._outcome)
            self._show_page()

    def _show_page(self) -> None:
        page, followed = self._tabs.currentWidget(), self._followed
        result, self._made = None, ""
        if followed is not None and followed.state in ("finished", "stopped"):
            result, self._made = followed.result(), followed.weights()
        self._better = result is None or bool(result.get("better"))
        self.say_what_is_used()
        if page is self._curves:
            self._curves.show_run(followed)
        elif page is self._strip:
            self._strip.show_run(followed)
        elif page is self._outcome:
            self._outcome.show_result(result)
        elif followed is not None:
            self._messages.setPlainText("\n".join(followed.messages))

    def _word(self, followed: Followed) -> str:
        state = followed.state
        if self._training.prepares(followed):
            state = "preparing"
        elif followed.finishing:
            state = "finishing"
        elif state in AT_WORK and runs.wished(followed.folder) in ("stop", "discard"):
            state = "ending"
        return QCoreApplication.translate("Trainings", _WORDS[state])

    def _said_numbers(self, followed: Followed) -> str:
        step, parts = followed.last_step, [self._word(followed)]
        if followed.doing and (followed.state in AT_WORK or self._training.prepares(followed)):
            phase, done, total = followed.doing
            parts.append(self.tr("{}: {} of {}").format(told(phase), number(done), number(total)))
        epoch = value_of(step, "epoch")
        if not math.isnan(epoch):
            each = value_of(step, "step") / epoch if epoch else math.nan
            of = value_of(step, "steps") / each if each else math.nan
            # A time budget may end within an epoch.
            whole = math.isnan(of) or abs(of - round(of)) < 0.05
            parts.append(self.tr("epoch {} of {}").format(number(epoch, 1), number(of, 0 if whole else 1)))
        best = max((value_of(record, "validation", "dice") for record in followed.epochs), default=math.nan)
        if not math.isnan(best):
            parts.append(self.tr("best Dice {}").format(number(best, 3)))
        if followed.state in AT_WORK and step:
            left, memory = value_of(step, "remaining"), value_of(step, "memory_mb")
            if followed.state == "running" and not followed.finishing and not math.isnan(left):
                parts.append(self._left(left))
            for text, value, decimals in (
                (self.tr("{} photos/s"), value_of(step, "images_per_second"), 1),
                (self.tr("{} MB"), memory, 0),
                (self.tr("{}% waiting for photos"), 100 * value_of(step, "waiting_share"), 1),
            ):
                if not math.isnan(value):
                    parts.append(text.format(number(value, decimals)))
        return "  \u00b7  ".join(parts)

    def _left(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("{:.0f} s left").format(seconds)
        if seconds < 5400:
            return self.tr("{:.0f} min left").format(seconds / 60)
        return self.tr("{:.1f} h left").format(seconds / 3600)

    def _said_trouble(self, followed: Followed) -> str:
        if followed.order is not None and followed.order.failed:
            return told(followed.order.failed)
        if followed.gone:
            return self.tr("Its folder is gone, and with it what it had saved: {}").format(followed.folder)
        if followed.state == "interrupted" and not runs.has_checkpoint(followed.folder):
            return self.tr("Its process is gone, before its first checkpoint: Resume begins anew.")
        if followed.state == "interrupted":
            return self.tr("Its process is gone. What it had saved is there: Resume goes on from the last checkpoint.")
        if followed.state in ("diverged", "failed") and followed.messages:
            return followed.messages[-1].partition("  ")[2]
        return ""

    # What is done

    def _on_chosen(self, act: Callable[[Followed], object]) -> Callable[[], None]:
        def do() -> None:
            if self._followed is not None:
                act(self._followed)

        return do

    def _ask_discard(self, followed: Followed) -> None:
        if followed.run is None:
            self._training.discard(followed)
            return
        question = QMessageBox(self)
        question.setObjectName("discard_question")
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(self.tr("Discard the training {}?").format(followed.name))
        question.setInformativeText(self.tr("Its checkpoints are deleted; nobody can go on with it."))
        yes = question.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        yes.setObjectName("discard_question_yes")
        keep = question.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        keep.setObjectName("discard_question_keep")
        question.setDefaultButton(keep)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes.clicked.connect(lambda: self._training.discard(followed))
        question.open()


def _open(followed: Followed) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(followed.folder)))
