"""Before and after: the old model and the new one on the same held-out photos, and whether the new one is better."""

from __future__ import annotations

import math
from typing import Any, TypeGuard

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.store.runs import FEW
from skinseg_desktop.window.followed import value_of
from skinseg_desktop.window.panels.fitting import Sentence
from skinseg_desktop.window.panels.numbers import number

#: Of fewer photos than this the sentence says that they are few.


class Outcome(QWidget):
    """A sentence and a table, the photo that lost most first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcome")
        self._said = Sentence(letters=50)
        self._said.setObjectName("outcome_label")
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._table = QTableWidget(0, 4)
        self._table.setObjectName("outcome_table")
        self._table.setAccessibleName(self.tr("Dice of the held-out photos before and after"))
        self._table.setHorizontalHeaderLabels(
            [self.tr("Photo"), self.tr("Before"), self.tr("After"), self.tr("Change")]
        )
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().setSortIndicatorShown(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self._said)
        layout.addWidget(self._table, 1)

    def show_result(self, result: dict[str, Any] | None) -> None:
        """Show what a run has written at its end, or that it has not yet."""
        self._table.setVisible(result is not None)
        self._table.setSortingEnabled(False)
        self._table.setRowCount(0)
        if result is None:
            self._said.setText(self.tr("At its end the new model is scored here, beside the one it started from."))
            return
        self._said.setText(self.sentence(result))
        photos = [row for row in result.get("photos", ()) if isinstance(row, dict)]
        self._table.setRowCount(len(photos))
        for line, row in enumerate(photos):
            before, after = row.get("before"), row.get("after")
            change = value_of(row, "after") - value_of(row, "before")
            self._table.setItem(line, 0, QTableWidgetItem(str(row.get("key", ""))))
            for column, value, sign in ((1, before, ""), (2, after, ""), (3, change, "+")):
                self._table.setItem(line, column, _Number(value, sign))
        has_before = result.get("before") is not None
        for column in (1, 3):
            self._table.setColumnHidden(column, not has_before)
        self._table.setSortingEnabled(True)
        self._table.sortItems(3 if has_before else 2, Qt.SortOrder.AscendingOrder)

    def sentence(self, result: dict[str, Any]) -> str:
        """Both means, the difference with its interval, and what that says."""
        after, before, n = result["after"], result.get("before"), result["n"]
        of = {"test": self.tr("test photo(s)", "", n), "validation": self.tr("validation photo(s)", "", n)}
        part = of.get(result.get("part", ""), str(result.get("part", "")))
        few = [self.tr("Few photos: with fewer than {} the numbers say little.").format(FEW)] if n < FEW else []
        if not before:
            said = self.tr("Dice {} on {} {}. It started from no model, so there is nothing to compare.")
            return " ".join([said.format(number(after["dice"], 3), number(n), part), *few, *self._too_good(result)])
        sentences = [
            self.tr("Dice {} before ({}), {} after, on the same {} {}.").format(
                number(before["dice"], 3), before["model"], number(after["dice"], 3), number(n), part
            )
        ]
        difference = result.get("difference") or {}
        interval = difference.get("interval")
        if _known(difference.get("mean")) and interval:
            sentences.append(
                self.tr("Difference {:+.4f}, 95% interval {:+.4f} to {:+.4f}.").format(difference["mean"], *interval)
            )
            if interval[0] <= 0 <= interval[1]:
                sentences.append(self.tr("These photos do not show which of them is better."))
        elif _known(difference.get("mean")):
            sentences.append(
                self.tr("Difference {:+.4f}; of so few photos there is no interval.").format(difference["mean"])
            )
        sentences += [*few, *self._too_good(result)]
        if drawn := result.get("as_drawn", 0):
            sentences.append(
                self.tr(
                    "{} of the project's masks are as a model drew them: that favours the one that drew them.",
                    "",
                    drawn,
                ).format(number(drawn))
            )
        if not result.get("better", False):
            sentences.append(self.tr("The new model is not better on these photos; it is kept."))
        return " ".join(sentences)

    def _too_good(self, result: dict[str, Any]) -> list[str]:
        """Why the scores are better than they would be on new photos."""
        said = []
        if leaks := result.get("leaks", 0):
            text = self.tr("{} photos have a sibling in another part: these scores are too good.", "", leaks)
            said.append(text.format(number(leaks)))
        if known := result.get("known", 0):
            text = self.tr("The first model has learned from {} held-out photos: these scores are too good.", "", known)
            said.append(text.format(number(known)))
        return said


class _Number(QTableWidgetItem):
    """A number that is sorted as one; what is not known comes last."""

    def __init__(self, value: object, sign: str) -> None:
        self.value = float(value) if _known(value) else math.inf
        super().__init__(f"{value:{sign}.3f}" if _known(value) else "\u2013")
        self.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self.value < other.value if isinstance(other, _Number) else NotImplemented


def _known(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
