"""ONNX Runtime on the CPU: the usual way, without torch.

A call computes in the caller's own thread when the session has one thread, so that a folder's workers run the network
side by side; the numbers do not depend on the number of threads (tested bit by bit).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.inference.devices import cores
from skinseg_desktop.zoo import Model

INPUT, OUTPUT = "photo", "logits"
#: A network with a larger file takes one call at a time, on all cores: the seed's (124 MB) needs 400 to 800 MB a call.
LARGE_BYTES = 50_000_000
_QUIET = 3  # errors; they are raised as well


class OnnxBackend:
    """A session of ONNX Runtime; see ``Backend``."""

    name = "onnxruntime"
    device = "cpu"
    batch = 1

    def __init__(self, session: onnxruntime.InferenceSession, *, shared: bool, one_at_a_time: bool) -> None:
        self.notes: list[str] = []
        self.shared = shared
        self._session = session
        self._turn = threading.Lock() if one_at_a_time else nullcontext()

    def logits(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """One photo after the other, so that its numbers do not depend on its company."""
        answers = []
        for n in range(len(batch)):
            with self._turn:
                answers += self._session.run([OUTPUT], {INPUT: batch[n : n + 1]})
        return np.concatenate(answers)[:, 0]

    def close(self) -> None:
        """Let the session go."""
        del self._session


def open_model(model: Model, device: str, threads: int | None, side_by_side: bool) -> OnnxBackend:
    """Open a model's ONNX file on the CPU. Raises ModelError: damaged, not for this program, not what its card says."""
    assert device == "cpu" and model.onnx is not None
    path = model.checked(model.onnx)
    large = path.stat().st_size > LARGE_BYTES
    threads = 1 if side_by_side and not large else threads or cores()
    onnxruntime.disable_telemetry_events()  # the events of Windows; for those sent over the network see the lock file
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _QUIET
    # Threads that wait for work sleep: spinning ones double the CPU time and take the cores from whatever else runs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        # The exceptions of ONNX Runtime have no common class of their own below Exception; anything else is a bug.
        if not type(error).__module__.startswith("onnxruntime"):
            raise
        raise ModelError(f"{path} cannot be loaded by ONNX Runtime: {error}.", "Get the model again.") from error
    _check_shapes(session, model, path)
    return OnnxBackend(session, shared=large or threads == 1, one_at_a_time=large)


def _check_shapes(session: onnxruntime.InferenceSession, model: Model, path: Path) -> None:
    """Refuse a file whose input and output are not those of the card; a free axis (a name or None) fits anything."""
    rule = model.card.input
    expected = {INPUT: (3, rule.height, rule.width), OUTPUT: (1, rule.height, rule.width)}
    found = {i.name: tuple(i.shape) for i in (*session.get_inputs(), *session.get_outputs())}
    kinds = {i.type for i in (*session.get_inputs(), *session.get_outputs())}
    fits = found.keys() == expected.keys() and all(_fits(found[name], expected[name]) for name in expected)
    if not fits or kinds != {"tensor(float)"}:
        said = ", ".join(f"{name} {_shape(shape)}" for name, shape in found.items())
        wanted = ", ".join(f"{name} {_shape(('n', *shape))}" for name, shape in expected.items())
        raise ModelError(
            f"{path} does not fit its card: found {said} ({', '.join(sorted(kinds))}), "
            f"expected {wanted} (tensor(float)).",
            "Export it again with `skinseg models import`.",
        )


def _fits(found: Sequence[object], expected: Sequence[int]) -> bool:
    batch, *rest = found or (0,)
    return (
        (batch in (1, None) or isinstance(batch, str))
        and len(rest) == len(expected)
        and all(not isinstance(f, int) or f == e for f, e in zip(rest, expected, strict=True))
    )


def _shape(shape: Sequence[object]) -> str:
    return "[" + ", ".join(map(str, shape)) + "]"
