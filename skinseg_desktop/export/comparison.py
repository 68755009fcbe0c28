"""A comparison with its pictures: every answer of every model drawn as a four-panel figure while it is in memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.core.places import version
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.evaluation.compare import Trial, compared, comparison, comparison_settings, run_trials
from skinseg_desktop.evaluation.comparison import ComparedModel, ComparedPhoto, Comparison
from skinseg_desktop.evaluation.pairs import pair_photos
from skinseg_desktop.evaluation.result import Skipped
from skinseg_desktop.evaluation.scores import Resample
from skinseg_desktop.export.figures import EXPORTER
from skinseg_desktop.export.item import Item, with_disclaimer
from skinseg_desktop.imaging.atomic import write_atomic
from skinseg_desktop.imaging.folder import Found
from skinseg_desktop.inference.engine import Engine
from skinseg_desktop.inference.existing import SOURCE


@dataclass(frozen=True)
class FiguredComparison:
    """A comparison and the figures written: paths below the folder, by photo id, in the order of the models."""

    comparison: Comparison
    figures: dict[str, tuple[Path, ...]]

    def markdown(self, beside: Path) -> str:
        """Give the report for a file in the folder ``beside``, with its figures."""
        links = {id: [p.relative_to(beside).as_posix() for p in paths] for id, paths in self.figures.items()}
        return self.comparison.markdown(links)


def compare_with_figures(
    found: Found,
    references: Path,
    engines: Sequence[Engine],
    folder: Path,
    *,
    threshold: float | None = None,
    cleanup: Sequence[str] | None = None,
    resample: Resample | None = None,
    max_pixels: int = DEFAULT_MAX_PIXELS,
) -> Work[FiguredComparison]:
    """Compare models as ``evaluation.compare_models`` does and write a figure of each answer below ``folder``.

    Figures mirror sub-folders and are called ``<photo>_<model>_figure.png``. Each model predicts each photo once; two
    photos are in memory at a time. Raises OutputError where a figure cannot be written.
    """
    models = compared(engines, threshold, cleanup)
    pairs = pair_photos(found, references)
    trials = run_trials(pairs, engines, threshold=threshold, cleanup=cleanup, resample=resample, max_pixels=max_pixels)
    outcomes: list[ComparedPhoto | Skipped] = []
    figures: dict[str, tuple[Path, ...]] = {}
    try:
        for done, trial in enumerate(trials, start=1):
            outcomes.append(trial.scores if isinstance(trial, Trial) else trial)
            if isinstance(trial, Trial):
                figures[trial.scores.id] = _write(trial, models, folder)
            yield Progress(done, len(pairs.pairs), outcomes[-1].id)
    finally:
        trials.close()
    settings = comparison_settings(found, references, resample)
    return FiguredComparison(comparison(models, outcomes, pairs.skipped, settings), figures)


def _write(trial: Trial, models: Sequence[ComparedModel], folder: Path) -> tuple[Path, ...]:
    loaded, scores = trial.loaded, trial.scores
    target = folder / loaded.pair.file.name.relative.parent
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{target} cannot be made: {error.strerror}.", "Choose another place.") from error
    paths = []
    for model, mask, loss in zip(models, trial.masks, scores.loss, strict=True):
        lines = (f"model {model.label}", f"loss {loss:.4f}")
        item = Item(scores.id, loaded.photo.pixels, mask, reference=loaded.reference, lines=lines)
        text = {
            "Software": f"Skinseg Desktop {version()}",
            "Model": f"{model.label} {model.sha256}",
            "Threshold": f"{model.threshold:g}",
            "Cleanup": ", ".join(model.cleanup) or "none",
            SOURCE: loaded.photo.sha256,
        }
        path = target / EXPORTER.file_name(f"{scores.id}_{_in_file_name(model.label)}")
        write_atomic(path, EXPORTER.encode(item, with_disclaimer(text)))
        paths.append(path)
    return tuple(paths)


def _in_file_name(label: str) -> str:
    return re.sub(r"[^\w.-]+", "-", label).strip("-.")
