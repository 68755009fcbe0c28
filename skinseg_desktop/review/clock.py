"""The time that a person works on a photo."""

from __future__ import annotations

import time

#: A pause longer than this is not work, in seconds.
PAUSE = 60.0
#: Moments closer together than this are counted as one, in seconds.
_TOGETHER = 1.0


class WorkClock:
    """Counts from moment to moment, and leaves pauses out."""

    def __init__(self) -> None:
        self._since: float | None = None

    def start(self) -> None:
        """Work begins now."""
        self._since = time.monotonic()

    def take(self, *, pause: bool = False) -> float:
        """The seconds of work since the last moment that was taken; with ``pause``, the next begins with ``start``.

        0 where nothing had begun, it was a pause, or the last moment is so near that it is counted with the next.
        """
        now, since = time.monotonic(), self._since
        if since is None:
            self._since = now
            return 0.0
        if not pause and now - since < _TOGETHER:
            return 0.0
        self._since = None if pause else now
        return now - since if now - since <= PAUSE else 0.0
