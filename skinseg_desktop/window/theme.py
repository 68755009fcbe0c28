"""Colours: a light and a dark palette without a hue, so that the photo's colours stand alone.

The system's scheme is followed, also when it changes while the program runs, unless the person chose one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

#: What the setting ``theme`` may say.
CHOICES = ("system", "light", "dark")

_Role = QPalette.ColorRole
_LIGHT: dict[QPalette.ColorRole, str] = {
    _Role.Window: "#ececec",
    _Role.WindowText: "#1c1c1c",
    _Role.Base: "#fafafa",
    _Role.AlternateBase: "#f1f1f1",
    _Role.Text: "#1c1c1c",
    _Role.PlaceholderText: "#5f5f5f",
    _Role.Button: "#e2e2e2",
    _Role.ButtonText: "#1c1c1c",
    _Role.BrightText: "#000000",
    _Role.ToolTipBase: "#2b2b2b",
    _Role.ToolTipText: "#f2f2f2",
    _Role.Highlight: "#3f3f3f",
    _Role.HighlightedText: "#ffffff",
    _Role.Accent: "#3f3f3f",
    _Role.Link: "#1f4e8c",
    _Role.LinkVisited: "#5a3d8a",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#f4f4f4",
    _Role.Mid: "#b4b4b4",
    _Role.Dark: "#8a8a8a",
    _Role.Shadow: "#4a4a4a",
}
_DARK: dict[QPalette.ColorRole, str] = {
    _Role.Window: "#2b2b2b",
    _Role.WindowText: "#e6e6e6",
    _Role.Base: "#1f1f1f",
    _Role.AlternateBase: "#262626",
    _Role.Text: "#e6e6e6",
    _Role.PlaceholderText: "#bababa",
    _Role.Button: "#3a3a3a",
    _Role.ButtonText: "#e6e6e6",
    _Role.BrightText: "#ffffff",
    _Role.ToolTipBase: "#e6e6e6",
    _Role.ToolTipText: "#1c1c1c",
    _Role.Highlight: "#c8c8c8",
    _Role.HighlightedText: "#141414",
    _Role.Accent: "#c8c8c8",
    _Role.Link: "#9cc2f5",
    _Role.LinkVisited: "#c9b3ee",
    _Role.Light: "#404040",
    _Role.Midlight: "#3c3c3c",
    _Role.Mid: "#222222",
    _Role.Dark: "#181818",
    _Role.Shadow: "#0c0c0c",
}
#: What can be filled in or ticked; their borders are drawn from their own palettes.
_FIELDS = ("QCheckBox", "QRadioButton", "QLineEdit", "QAbstractSpinBox", "QComboBox")
_FIELDS_WINDOW = {False: "#a0a0a0", True: "#c8c8c8"}
_DISABLED_TEXT = {False: "#8c8c8c", True: "#7d7d7d"}


def palette(dark: bool) -> QPalette:
    """The program's palette."""
    made = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        made.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED_TEXT[dark]))
    made.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, QColor("#4c4c4c" if dark else "#cfcfcf"))
    return made


def field_palette(dark: bool) -> QPalette:
    """The palette of check boxes and fields, whose borders stand out 3:1 from the window and from the field.

    Fusion draws a border in the colour of the window, darkened by 1.4, and fills nothing of these with that colour.
    """
    made = palette(dark)
    made.setColor(_Role.Window, QColor(_FIELDS_WINDOW[dark]))
    return made


def is_dark(shown: QPalette) -> bool:
    """Whether a palette is a dark one."""
    return shown.color(_Role.Window).lightness() < 128


class Theme(QObject):
    """The application's look; there is one, a child of the application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.setObjectName("theme")
        self._application = application
        self._choice = "system"
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._show)

    @classmethod
    def of(cls, application: QApplication) -> Theme:
        """The application's theme, made at the first call."""
        return application.findChild(Theme, "theme") or cls(application)

    def choose(self, choice: str) -> None:
        """Show ``light`` or ``dark``, or follow the ``system``, from now on."""
        self._choice = choice
        # Window frames and the system's own dialogs follow what is asked for here.
        self._application.styleHints().setColorScheme(
            {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(choice, Qt.ColorScheme.Unknown)
        )
        self._show()

    @property
    def dark(self) -> bool:
        """Whether the dark palette is to be shown."""
        if self._choice != "system":
            return self._choice == "dark"
        return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _show(self) -> None:
        wanted = palette(self.dark)
        if self._application.palette() != wanted:
            self._application.setPalette(wanted)
        fields = field_palette(self.dark)
        for kind in _FIELDS:
            # Qt's stubs ask for bytes, which it refuses.
            if self._application.palette(kind) != fields:  # type: ignore[call-overload]
                self._application.setPalette(fields, kind)  # type: ignore[arg-type]
