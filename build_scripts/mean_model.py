"""Makes a model whose weights are the mean of two models' weights: docs/accuracy.md says which.

    python build_scripts/mean_model.py models/noncommercial/skinseg-lite-ham models/skinseg-lite OUT
    python build_scripts/mean_model.py RUN/model models/noncommercial/skinseg-lite-ham OUT --share 0.75

Run with the project's environment. Both must be of one network and go back to the same weights: only then does their
mean answer at all (model soups: Wortsman et al. 2022, arXiv:2203.05482). The card is the first one's, without
its scores, and names the data of both: name the model of the stricter licence first.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

from skinseg_desktop.zoo import Model
from skinseg_desktop.zoo.convert import load_network, write_model
from skinseg_desktop.zoo.models import WEIGHTS_FILE, model_at


def main() -> int:
    """Write the mean of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("first", "second", "into"):
        parser.add_argument(name, type=Path, metavar=name.upper())
    parser.add_argument("--share", type=float, default=0.5, metavar="S", help="what the first one weighs, 0 to 1")
    options = parser.parse_args()
    print(mean_of(model_at(options.first), model_at(options.second), options.into, options.share).folder)
    return 0


def mean_of(first: Model, second: Model, into: Path, share: float = 0.5) -> Model:
    """A model of the mean weights, in a new folder. Raises ValueError where the networks differ."""
    if (first.card.network, first.card.input) != (second.card.network, second.card.input):
        raise ValueError(f"{first.card.id} and {second.card.id} are not of one network and input")
    one, other = load_network(first).state_dict(), load_network(second).state_dict()
    # Counts of batches, in integers, are the first one's.
    mean = {k: share * v + (1 - share) * other[k] if v.is_floating_point() else v for k, v in one.items()}
    known = dict.fromkeys((*first.card.trained_on, *second.card.trained_on))
    card = dataclasses.replace(
        first.card,
        id=into.name,
        title=f"The mean of the weights of {first.card.id} and {second.card.id}",
        trained_on=tuple(known),
        scores=(),
        made={
            **first.card.made,
            "learned": sorted({*first.card.made.get("learned", ()), *second.card.made.get("learned", ())}),
            "mean_of": [
                {"id": model.card.id, "weights": model.card.files[WEIGHTS_FILE], "share": part}
                for model, part in ((first, share), (second, 1 - share))
            ],
        },
    )
    return write_model(into, card.network, mean, card)


if __name__ == "__main__":
    sys.exit(main())
