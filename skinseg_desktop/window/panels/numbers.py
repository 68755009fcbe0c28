"""How numbers are written and typed in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QDoubleSpinBox

#: Between thousands, in every language but English, where a comma could be taken for a decimal one: a thin space at
#: which no line is broken.
THIN_SPACE = "\u202f"
#: Languages that group thousands by commas; C is what Qt has where nobody chose one.
_COMMAS = (QLocale.Language.C, QLocale.Language.English)


def number(value: float, decimals: int = 0) -> str:
    """A number with so many decimals, as every number in the window is written.

    Decimals follow a point in every language, as in papers and in the tables that the program writes. Thousands are
    grouped by commas in English, ``1,234.5``, and by thin spaces in any other language.
    """
    text = f"{value:,.{decimals}f}"
    return text if QLocale().language() in _COMMAS else text.replace(",", THIN_SPACE)


def duration(seconds: float) -> str:
    """A time in the unit that suits it."""
    translate = QCoreApplication.translate
    if seconds < 90:
        return translate("Durations", "{} s").format(number(seconds, 1 if seconds < 10 else 0))
    if seconds < 5400:
        return translate("Durations", "{} min").format(number(seconds / 60))
    return translate("Durations", "{} h").format(number(seconds / 3600, 1))


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
