"""Settings that are written a moment after they changed: a slider that is dragged writes once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from skinseg_desktop.core.errors import OutputError

if TYPE_CHECKING:
    from skinseg_desktop.store import Settings

#: How long after its last change a setting is written, in milliseconds.
_SOON = 500


class Kept(QObject):
    """The settings as they hold, on the disk or on their way there."""

    #: Why a setting could not be written. It holds until the program ends; nothing stops because of it.
    said = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._unkept: dict[str, object] = {}
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.keep_now)

    def get(self, key: str) -> Any:
        """The value in force."""
        return self._unkept[key] if key in self._unkept else self._settings.get(key)

    def keep(self, key: str, value: object) -> None:
        """Keep a setting, soon."""
        if value != self.get(key):
            self._unkept[key] = value
            self._soon.start()

    def keep_now(self) -> None:
        """Keep at once what waits to be kept."""
        unkept, self._unkept = self._unkept, {}
        for key, value in unkept.items():
            try:
                self._settings.set(key, value)
            except OutputError as error:
                self.said.emit(str(error))
