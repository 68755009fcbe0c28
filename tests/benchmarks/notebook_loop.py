"""The notebook's training loop, the rival of ``skinseg train``: Pillow decodes each time, fp32, plain AdamW.

    python notebook_loop.py DATA SIDE STEPS BATCH

DATA holds images/ and masks/. Prints JSON: images a second, and the share of the time outside forward and backward.
What the notebook does stands in its last version: no augmentation, ``BCEWithLogitsLoss``, AdamW at 3e-4, Dice pooled
over the batch; loading in the same process, as it does without a graphics card.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from skinseg_desktop.nets.seed_unet import UNet


def read(path: Path, side: int, mode: str) -> Tensor:
    """What torchvision's Resize and ToTensor make of a picture."""
    small = Image.open(path).convert(mode).resize((side, side), Image.Resampling.BILINEAR)
    array = np.asarray(small, np.float32) / 255
    return torch.from_numpy(array.reshape(side, side, -1).transpose(2, 0, 1).copy())


def main(data: Path, side: int, steps: int, batch: int) -> None:
    """Do the steps and print the rate of all but the first."""
    torch.set_num_threads(2)
    torch.manual_seed(0)
    photos = sorted((data / "images").glob("*.jpg"))
    masks = sorted((data / "masks").glob("*.png"))
    net = UNet(3, 1)
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-4)
    criterion = torch.nn.BCEWithLogitsLoss()
    began, inside, dice = 0.0, 0.0, 0.0
    for step in range(steps + 1):
        if step == 1:
            began, inside = time.perf_counter(), 0.0
        chosen = [(step * batch + n) % len(photos) for n in range(batch)]
        x = torch.stack([read(photos[n], side, "RGB") for n in chosen])
        y = torch.stack([read(masks[n], side, "L") for n in chosen])
        before = time.perf_counter()
        logits = net(x)
        loss = criterion(logits, y)
        optimiser.zero_grad()
        loss.backward()
        inside += time.perf_counter() - before
        optimiser.step()
        hit = (logits.detach() > 0).float()
        dice += float((2 * (hit * y).sum() + 1e-7) / (hit.sum() + y.sum() + 1e-7))
        loss.item()
    seconds = time.perf_counter() - began
    print(json.dumps({"images_per_second": steps * batch / seconds, "outside": 1 - inside / seconds}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
