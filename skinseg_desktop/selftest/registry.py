"""The table of checks, in the order in which they run: what others need comes first."""

from __future__ import annotations

from skinseg_desktop.selftest.bench import Check

CHECKS: dict[str, Check] = {
    c.name: c
    for c in (
        Check("device", "Versions, processor, ONNX Runtime", "machine:device"),
        Check("folders", "The user's folders can be written", "machine:folders"),
        Check("models", "Models are whole", "shipped:models"),
        Check("predict", "The demo's masks are as expected", "shipped:predict"),
        Check("evaluate", "The demo's Dice is as expected", "shipped:evaluate"),
        Check("journal", "A stroke outlives a killed program", "project:journal"),
        Check("export", "A project is exported", "project:export"),
        Check("window", "Qt can be loaded", "machine:window"),
        Check("torch", "PyTorch, and both backends alike", "machine:torch"),
        Check("train", "One epoch on the demo", "training:train", trains=True),
        Check("resume", "A training that was killed goes on", "training:resume", trains=True),
    )
}
