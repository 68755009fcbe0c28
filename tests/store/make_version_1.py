"""Makes ``version-1.sqlite``, a project as the first version wrote it: ``python tests/store/make_version_1.py``.

One photo with a prediction, a base and two edits of which one is undone; one accepted; one with a prediction alone.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import numpy as np

from skinseg_desktop.core.edit import Rect, difference, pack
from skinseg_desktop.store.schema import empty_file

FILE = Path(__file__).with_name("version-1.sqlite")
ORIGIN = '{"kind":"prediction","model":"skinseg-lite","sha256":"ab","threshold":0.5}'


def main() -> None:
    masks = [np.zeros((90, 120), np.uint8) for _ in range(3)]
    masks[0][20:60, 30:80] = 1
    masks[1][:] = masks[0]
    masks[1][10:30, 20:40] = 1
    masks[2][:] = masks[1]
    masks[2][50:70, 60:100] = 0
    FILE.write_bytes(empty_file(1, [("id", "11111111-2222-4333-8444-555555555555"), ("sequence", 9)]))
    with contextlib.closing(sqlite3.connect(FILE, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        area, bits = int(masks[0].sum()), pack(masks[0])
        photo = "INSERT INTO photo VALUES (?, ?, ?, ?, 120, 90, ?, ?, ?, NULL, ?, 0, ?, ?, ?)"
        connection.execute(photo, (1, "a.jpg", "a" * 64, 7, int(masks[1].sum()), ORIGIN, "", 1, 2, 1, 300))
        connection.execute(photo, (2, "sub/b.jpg", "b" * 64, 8, area, ORIGIN, "accepted", 1, 0, 0, 0))
        connection.execute(photo, (3, "c.jpg", "c" * 64, 9, area, ORIGIN, "", 0, 0, 0, 0))
        for number, role in ((1, "prediction"), (1, "base"), (2, "prediction"), (2, "base"), (3, "prediction")):
            connection.execute("INSERT INTO mask VALUES (?, ?, 120, 90, ?, ?, ?)", (number, role, area, ORIGIN, bits))
        for number in (1, 2):
            patch = difference(masks[number - 1], masks[number], Rect(0, 0, 120, 90))
            assert patch is not None
            rect = patch.rect
            values = (1, number, "brush", rect.x, rect.y, rect.width, rect.height, patch.data)
            connection.execute("INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        connection.execute("INSERT INTO choice VALUES ('threshold', '0.4')")
        connection.execute("COMMIT")


if __name__ == "__main__":
    main()
