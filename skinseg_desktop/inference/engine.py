"""The engine: one model on one device, photos in, probability maps and masks out."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.errors import OutputNotFinite
from skinseg_desktop.imaging.photo import Photo
from skinseg_desktop.inference.backend import Backend, open_backend
from skinseg_desktop.inference.cleanup import clean
from skinseg_desktop.inference.preprocess import network_input
from skinseg_desktop.inference.probability import ProbabilityMap
from skinseg_desktop.zoo import Model

Pixels = NDArray[np.uint8]


class Engine:
    """A model that predicts, from any thread; ``threads`` is how many CPU threads one call may use (None: all).

    The network is opened by the first call, or by ``open``: both raise ModelError and DeviceError. Use it in a
    ``with``, or close it.
    """

    def __init__(self, model: Model, device: str = "auto", threads: int | None = None) -> None:
        self.model = model
        self._asked, self._threads = device, threads
        self._opening = threading.Lock()
        self._backends: dict[bool, Backend] = {}

    def open(self, *, side_by_side: bool = False) -> Backend:
        """The backend, opened once: one for single calls, and one for calls side by side where that is another."""
        with self._opening:
            ready = self._backends.get(side_by_side) or next((b for b in self._backends.values() if b.shared), None)
            if ready is None:
                ready = open_backend(self.model, self._asked, threads=self._threads, side_by_side=side_by_side)
            self._backends[side_by_side] = ready
            return ready

    @property
    def opened(self) -> Backend | None:
        """The backend that was opened, or None: asking opens nothing."""
        return next(iter(self._backends.values()), None)

    @property
    def device(self) -> str:
        """Where the network runs now: ``cuda``, ``mps`` or ``cpu``."""
        return self._any().device

    @property
    def backend(self) -> str:
        """The name of the backend in BACKENDS."""
        return self._any().name

    @property
    def notes(self) -> tuple[str, ...]:
        """What fell back and why, one sentence each."""
        return tuple(dict.fromkeys(note for backend in self._backends.values() for note in backend.notes))

    def probability_map(self, photo: Photo | Pixels) -> ProbabilityMap:
        """The model's answer for a photo, RGB ``uint8[H, W, 3]``. Raises OutputNotFinite for NaN or infinity."""
        return self.maps((photo,))[0]

    def maps(self, photos: Sequence[Photo | Pixels]) -> list[ProbabilityMap]:
        """Answers for several photos, in their order. Raises OutputNotFinite when one of them is not finite."""
        answers = self.answers(photos)
        for answer in answers:
            if isinstance(answer, OutputNotFinite):
                raise answer
        return [answer for answer in answers if isinstance(answer, ProbabilityMap)]

    def answers(
        self, photos: Sequence[Photo | Pixels], *, side_by_side: bool = False
    ) -> list[ProbabilityMap | OutputNotFinite]:
        """Like ``maps``, with the fault of a photo in its place, so that the others are not lost."""
        if not photos:
            return []
        pixels = [photo.pixels if isinstance(photo, Photo) else photo for photo in photos]
        inputs = [network_input(p, self.model.card.input) for p in pixels]
        logits = self.open(side_by_side=side_by_side).logits(inputs[0] if len(inputs) == 1 else np.concatenate(inputs))
        return [self._answer(of_photo, p) for of_photo, p in zip(logits, pixels, strict=True)]

    def predict(
        self, photo: Photo | Pixels, threshold: float | None = None, cleanup: Iterable[str] | None = None
    ) -> tuple[ProbabilityMap, NDArray[np.uint8]]:
        """The map and the mask (``uint8[H, W]``, 0 or 1) of a photo; None takes what the model's card says."""
        card = self.model.card
        answer = self.probability_map(photo)
        mask = answer.mask(card.threshold if threshold is None else threshold)
        return answer, clean(mask, card.cleanup if cleanup is None else cleanup)

    def close(self) -> None:
        """Let the network go; a later call opens it again."""
        with self._opening:
            for backend in {id(b): b for b in self._backends.values()}.values():
                backend.close()
            self._backends.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _any(self) -> Backend:
        return self.opened or self.open()

    def _answer(self, logits: NDArray[np.float32], pixels: Pixels) -> ProbabilityMap | OutputNotFinite:
        if not np.isfinite(logits).all():
            return OutputNotFinite(
                f"The model {self.model.id} answers this photo with numbers that are not finite.",
                "Use another model; `skinseg models verify` checks this one's files.",
            )
        return ProbabilityMap(logits, width=pixels.shape[1], height=pixels.shape[0])
