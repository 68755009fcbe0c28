"""What program this is: version, purpose, and whose work is in it."""

from __future__ import annotations

import html
import platform
from importlib import metadata

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.core.places import build_record, resources_dir, version
from skinseg_desktop.window.panels.fitting import stay_on_screen

_DISTRIBUTION = "skinseg-desktop"


class AboutDialog(QDialog):
    """Texts that can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay_on_screen(self)
        self.setWindowTitle(self.tr("About Skinseg Desktop"))
        picture = QLabel()
        picture.setObjectName("about_picture")
        picture.setPixmap(QApplication.windowIcon().pixmap(64))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = QTextBrowser()
        text.setObjectName("about_text")
        text.setAccessibleName(self.tr("About Skinseg Desktop"))
        text.setOpenExternalLinks(True)
        text.setHtml(self._text())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setObjectName("about_close")
        close.setAccessibleName(close.text())
        buttons.rejected.connect(self.close)
        upper = QHBoxLayout()
        upper.addWidget(picture)
        upper.addWidget(text, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(upper, 1)
        layout.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 84, self.fontMetrics().height() * 26)

    def _text(self) -> str:
        running = self.tr("Version {}, Python {}, Qt {}, PySide6 {}, {}").format(
            version(), platform.python_version(), qVersion(), PySide6.__version__, platform.platform()
        )
        built = build_record()
        commit, date = built.get("commit", "") or _commit(), built.get("date", "")
        # Behind the hash a build says whether the source had changes.
        commit = commit[:12] + commit[40:]
        known = self.tr("Commit {} of {}").format(commit, date) if date else commit
        paragraphs = [
            "<h2>Skinseg Desktop</h2>",
            _p(running + (f" ({known})" if known else "")),
            f"<p><b>{html.escape(self.tr('Research use only. Not for diagnosis.'))}</b></p>",
            _p(self.tr("Lesion borders in dermoscopic photos, drawn by a U-Net and corrected by hand.")),
            _p(self.tr("Nothing leaves this computer: the program opens no network connection.")),
            _p(self.tr("The program is free software under the MIT licence. It stands on these packages:")),
            "<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in _packages()) + "</ul>",
            _p(
                self.tr(
                    "Qt and PySide6 are used under the GNU Lesser General Public License, version 3: they are "
                    "loaded as separate libraries, which you may replace by versions of your own."
                )
            ),
            _p(self.tr("The shipped models and photos name their own licences on their cards and in their folders.")),
        ]
        return "".join(paragraphs)


def _p(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _packages() -> list[str]:
    """Name, version and licence of each package that the program asks for, where it says so."""
    lines = []
    for wanted in metadata.requires(_DISTRIBUTION) or []:
        name = wanted.split("==")[0].split(";")[0].strip()
        try:
            about = metadata.metadata(name).json
        except metadata.PackageNotFoundError:
            continue
        said = str(about.get("license_expression") or about.get("license") or "").split("\n")[0]
        if not said or len(said) > 80:
            kinds = [str(c) for c in about.get("classifier", []) if str(c).startswith("License ::")]
            said = ", ".join(c.rsplit(" :: ", 1)[1] for c in kinds)
        lines.append(f"{name} {about['version']}" + (f", {said}" if said else ""))
    return lines


def _commit() -> str:
    """The commit of a checkout, read from its files; nothing in an installed program."""
    folder = resources_dir().parent / ".git"
    try:
        head = (folder / "HEAD").read_text(encoding="ascii").strip()
        return (folder / head[5:]).read_text(encoding="ascii").strip() if head.startswith("ref: ") else head
    except OSError:
        return ""
