"""The losses a recipe can name. Each takes logits and a soft target in 0..1, both ``float32[N, 1, h, w]``.

Means over photos make the loss of a batch the mean of its parts', so that a batch may be cut (accumulation, ranks).
"""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor
from torch.nn import functional

Loss = Callable[[Tensor, Tensor], Tensor]


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """Binary cross-entropy, the mean over all pixels."""
    return functional.binary_cross_entropy_with_logits(logits, target)


def soft_dice(logits: Tensor, target: Tensor) -> Tensor:
    """1 less soft Dice of each photo, with squares below the line (V-Net, Milletari et al. 2016, arXiv:1606.04797).

    With squares, a soft target reaches 0 only where the prediction equals it.
    """
    p = logits.sigmoid()
    both = (p * target).sum((1, 2, 3))
    overlap = (2 * both + 1) / ((p * p).sum((1, 2, 3)) + (target * target).sum((1, 2, 3)) + 1)
    return 1 - overlap.mean()


def focal(logits: Tensor, target: Tensor) -> Tensor:
    """Focal loss with gamma 2 (Lin et al. 2017, arXiv:1708.02002), for soft targets: weighted by the squared error."""
    entropy = functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return ((logits.sigmoid() - target) ** 2 * entropy).mean()


#: By the name that a recipe gives (``store.recipe.LOSSES``).
LOSSES: dict[str, Loss] = {
    "bce+dice": lambda logits, target: cross_entropy(logits, target) + soft_dice(logits, target),
    "bce": cross_entropy,
    "dice": soft_dice,
    "focal+dice": lambda logits, target: focal(logits, target) + soft_dice(logits, target),
}
