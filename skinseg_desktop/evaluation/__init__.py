"""Scores, their statistics, and comparisons: what a mask or a model is worth against reference masks.

Everything here is arithmetic over pairs: files are paired by name, read by the rules of ``imaging``, counted by
``core.metrics``, and what cannot be scored is named with its reason. No network is loaded here: whoever wants a model
scored brings an engine. Nothing is written: results give JSON data, CSV, Markdown and tables as text.
"""

from skinseg_desktop.evaluation.compare import Trial, compare_models
from skinseg_desktop.evaluation.comparison import ComparedModel, ComparedPhoto, Comparison
from skinseg_desktop.evaluation.pairs import Pair, Pairs, pair_masks, pair_photos
from skinseg_desktop.evaluation.result import CONVENTIONS, Evaluation, ImageScore, Skipped, score
from skinseg_desktop.evaluation.scores import Resample, evaluate_folders, evaluate_made, evaluate_photos
from skinseg_desktop.evaluation.statistics import (
    Difference,
    bootstrap_interval,
    bootstrap_intervals,
    paired_difference,
)
from skinseg_desktop.evaluation.tables import csv_text, markdown_cell, neutral

__all__ = [
    "CONVENTIONS",
    "ComparedModel",
    "ComparedPhoto",
    "Comparison",
    "Difference",
    "Evaluation",
    "ImageScore",
    "Pair",
    "Pairs",
    "Resample",
    "Skipped",
    "Trial",
    "bootstrap_interval",
    "bootstrap_intervals",
    "compare_models",
    "csv_text",
    "evaluate_folders",
    "evaluate_made",
    "evaluate_photos",
    "markdown_cell",
    "neutral",
    "pair_masks",
    "pair_photos",
    "paired_difference",
    "score",
]
