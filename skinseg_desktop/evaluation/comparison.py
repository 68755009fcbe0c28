"""What a comparison of models says: loss and Dice of each, Dice photo by photo, and what the differences are worth.

The two tables are those of the project this program grew from. Its third, missing there, is the paired difference
with its interval: two models are called different only where the interval excludes 0, and even then it
speaks about these two trained models, not about two ways of training.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from skinseg_desktop.core.metrics import FAILED_BELOW
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, version
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation.result import Skipped, skipped_lines
from skinseg_desktop.evaluation.statistics import Difference, Interval, bootstrap_interval, paired_difference
from skinseg_desktop.evaluation.tables import interval_text, markdown_cell, number_text
from skinseg_desktop.zoo.learned import learned_note


@dataclass(frozen=True, slots=True)
class ComparedModel:
    """One of the models: ``label`` is its id, with the hash's beginning where two models share the id."""

    label: str
    title: str
    sha256: str
    threshold: float
    cleanup: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedPhoto:
    """One photo's scores, in the order of the models; ``loss`` in nats a pixel, ``learned``: who learned from it."""

    id: str
    dice: tuple[float, ...]
    iou: tuple[float, ...]
    loss: tuple[float, ...]
    learned: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Scores of every model on the photos that all of them answered."""

    models: tuple[ComparedModel, ...]
    photos: tuple[ComparedPhoto, ...]
    skipped: tuple[Skipped, ...]
    settings: Mapping[str, Any]

    @property
    def n(self) -> int:
        """How many photos were compared."""
        return len(self.photos)

    def column(self, what: str, model: int) -> list[float]:
        """One model's values of 'dice', 'iou' or 'loss', photo by photo."""
        return [getattr(p, what)[model] for p in self.photos]

    @cached_property
    def intervals(self) -> tuple[Interval | None, ...]:
        """The 95 % interval of each model's mean Dice."""
        return tuple(bootstrap_interval(self.column("dice", m)) for m in range(len(self.models)))

    @cached_property
    def differences(self) -> tuple[tuple[int, int, Difference], ...]:
        """For each two models (first, second): Dice of the second minus Dice of the first, paired by photo."""
        return tuple(
            (a, b, paired_difference(self.column("dice", a), self.column("dice", b)))
            for a, b in combinations(range(len(self.models)), 2)
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each model that has learned from some of the photos."""
        said = (learned_note(model.label, self._learned(m), self.n) for m, model in enumerate(self.models))
        return tuple(note for note in said if note)

    def _learned(self, model: int) -> int:
        return sum(model < len(photo.learned) and photo.learned[model] for photo in self.photos)

    def to_json(self) -> dict[str, Any]:
        """Give the result as plain data for ``json.dumps(..., allow_nan=False)``."""
        return {
            "n": self.n,
            "models": [self._model_json(m) for m in range(len(self.models))],
            "differences": [
                {
                    "first": self.models[a].label,
                    "second": self.models[b].label,
                    "dice": d.mean,
                    "interval": list(d.interval) if d.interval else None,
                    "verdict": self._verdict(a, b, d),
                }
                for a, b, d in self.differences
            ],
            "notes": list(self.notes),
            "skipped": [{"id": s.id, "reason": s.reason} for s in self.skipped],
            "settings": dict(self.settings),
            "program": f"skinseg-desktop {version()}",
            "research_use_only": RESEARCH_USE_ONLY,
            "images": [
                {
                    "id": p.id,
                    "dice": list(p.dice),
                    "iou": list(p.iou),
                    "loss": list(p.loss),
                    "learned": list(p.learned),
                }
                for p in self.photos
            ],
        }

    def markdown(self, figures: Mapping[str, Sequence[str]] | None = None) -> str:
        """Give the report; ``figures`` are the pictures of a photo by its id, as paths beside the report."""
        counted = f"{counting(self.n, 'photo')}, {len(self.skipped):,} skipped."
        lines = ["# Models compared", "", f"{counted} {RESEARCH_USE_ONLY}", ""]
        for note in self.notes:
            lines += [markdown_cell(note), ""]
        if self.settings.get("resample"):
            lines += [f"References of another size than their photo were resampled ({self.settings['resample']}).", ""]
        lines += [*self._models_table(), "", *self._differences_text(), "", *self._photos_table()]
        if self.skipped:
            lines += ["", "## Skipped", ""]
            lines += [f"- {markdown_cell(line)}" for line in skipped_lines(self.skipped)]
        if figures:
            lines += ["", "## Figures"]
            for id, paths in figures.items():
                lines += ["", f"### {markdown_cell(id)}", ""]
                lines += [f"![{markdown_cell(id)}](<{_link(p)}>)" for p in paths]
        return "\n".join(lines) + "\n"

    def _models_table(self) -> list[str]:
        lines = [
            "| Model | Test loss | Test Dice | 95 % interval | Median Dice | Failed | Weights | Threshold | Clean-up |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        for m, model in enumerate(self.models):
            row = self._model_json(m)
            failed = "-" if row["failed_share"] is None else f"{row['failed_share']:.1%}"
            cells = [
                number_text(row["loss"]),
                number_text(row["dice"]),
                interval_text(self.intervals[m]),
                number_text(row["median_dice"]),
            ]
            cells += [failed, f"`{model.sha256[:12]}`", f"{model.threshold:g}", ", ".join(model.cleanup) or "none"]
            lines.append(f"| {markdown_cell(model.label)} | " + " | ".join(cells) + " |")
        return [
            *lines,
            "",
            "Loss: binary cross-entropy of the logit map stretched to the photo's size, mean over its pixels, then "
            "over photos. Dice: mean over photos at native size, after threshold and clean-up. "
            f"Failed: IoU under {FAILED_BELOW}.",
        ]

    def _differences_text(self) -> list[str]:
        lines = []
        for a, b, d in self.differences:
            first, second = markdown_cell(self.models[a].label), markdown_cell(self.models[b].label)
            mean = "-" if d.mean is None else f"{d.mean:+.4f}"
            lines.append(f"- {second} against {first}: {mean} Dice ({_signed(d.interval)}): {self._verdict(a, b, d)}.")
        return lines

    def _photos_table(self) -> list[str]:
        lines = ["| Photo | " + " | ".join(markdown_cell(m.label) for m in self.models) + " |"]
        lines.append("| --- |" + " --- |" * len(self.models))
        for p in self.photos:
            shown = [number_text(d) for d in p.dice]
            best = max(shown)
            cells = [f"**{s}**" if s == best else s for s in shown]
            lines.append(f"| {markdown_cell(p.id)} | " + " | ".join(cells) + " |")
        return [*lines, "", "Dice of each photo, the best in bold; where the four digits tie, all that tie are bold."]

    def _model_json(self, m: int) -> dict[str, Any]:
        model, found = self.models[m], self.column("dice", m)
        interval = self.intervals[m]
        return {
            "model": model.label,
            "title": model.title,
            "sha256": model.sha256,
            "threshold": model.threshold,
            "cleanup": list(model.cleanup),
            "loss": _mean(self.column("loss", m)),
            "dice": _mean(found),
            "interval": list(interval) if interval else None,
            "median_dice": statistics.median(found) if found else None,
            "learned_photos": self._learned(m),
            "failed_share": _mean([float(v < FAILED_BELOW) for v in self.column("iou", m)]),
        }

    def _verdict(self, a: int, b: int, d: Difference) -> str:
        if d.interval is None:
            return "n too small for a verdict"
        if not d.is_shown or d.mean is None:
            return "the interval includes 0, so these photos show no difference"
        better = self.models[b if d.mean > 0 else a].label
        return f"{better} is better on these photos; one run each says nothing about their recipes"


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def _signed(interval: Interval | None) -> str:
    return interval_text(None) if interval is None else f"95 % interval {interval[0]:+.4f} to {interval[1]:+.4f}"


def _link(path: str) -> str:
    """A path as a Markdown link target in angle brackets."""
    return path.replace("\\", "/").replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A")
