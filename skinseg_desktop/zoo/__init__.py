"""Models on disk: a folder each, with a card that says what it is, and the table of the networks that can be loaded.

Reading cards and listing models needs the standard library only. ``zoo.convert`` is the room's second door, for
import of checkpoints and writing of models: the one module here that loads torch.
"""

from skinseg_desktop.zoo.card import CARD_FILE, CARD_VERSION, Card, DataSource, InputRule, Score, read_card, write_card
from skinseg_desktop.zoo.models import DEFAULT_MODEL, Model, Unusable, Zoo, find_models, get_model, verify
from skinseg_desktop.zoo.networks import NETWORKS, Network, Size

__all__ = [
    "CARD_FILE",
    "CARD_VERSION",
    "DEFAULT_MODEL",
    "NETWORKS",
    "Card",
    "DataSource",
    "InputRule",
    "Model",
    "Network",
    "Score",
    "Size",
    "Unusable",
    "Zoo",
    "find_models",
    "get_model",
    "read_card",
    "verify",
    "write_card",
]
