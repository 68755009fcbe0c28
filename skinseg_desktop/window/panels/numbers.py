"""How numbers are written and typed in the window."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QDoubleSpinBox


# The rule, for every number in the window and in every language: a decimal point, and commas between thousands. So a
# Dice reads as in papers and in the tables that the program writes, and no line mixes the notations of two languages.
# Formats of Python (``{:.3f}``, ``{:,}``) say the same as this helper; QLocale is not asked.
def number(value: float, decimals: int = 0) -> str:
    """A number with so many decimals: ``1,234.5``."""
    return f"{value:,.{decimals}f}"


class NumberField(QDoubleSpinBox):
    """A field for a number with decimals; who types a comma for the point is understood."""

    #: The person is through with it: Enter or Escape.
    left = Signal()

    def __init__(self, low: float, high: float, step: float, decimals: int) -> None:
        super().__init__(minimum=low, maximum=high, singleStep=step, decimals=decimals)
        self.setLocale(QLocale.c())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end typing."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take a comma for a point."""
        return super().validate(text.replace(",", "."), position)

    def valueFromText(self, text: str) -> float:
        """The number that is typed."""
        return super().valueFromText(text.replace(",", "."))
