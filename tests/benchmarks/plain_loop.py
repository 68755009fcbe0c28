"""The loop that a notebook would write, the rival of ``predict``.

Pillow, torch in fp32 with its default layout on two threads, Pillow.

python plain_loop.py MODEL_FOLDER PHOTOS OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file

from skinseg_desktop.nets.build import build
from skinseg_desktop.zoo import NETWORKS, get_model


def main(model_folder: str, photos: Path, out: Path) -> None:
    """Predict every JPEG of a folder, one after the other."""
    torch.set_num_threads(2)
    model = get_model(model_folder)
    rule = model.card.input
    net = build(NETWORKS[model.card.network].builder, **model.card.parameters)
    net.load_state_dict(load_file(model.weights))
    net.eval()
    mean, std = np.asarray(rule.mean, np.float32), np.asarray(rule.std, np.float32)
    out.mkdir(parents=True)
    with torch.inference_mode():
        for path in sorted(photos.glob("*.jpg")):
            photo = Image.open(path).convert("RGB")
            small = np.asarray(photo.resize((rule.width, rule.height), Image.Resampling.BILINEAR), np.float32) / 255
            x = torch.from_numpy(((small - mean) / std).transpose(2, 0, 1)[None].copy())
            logits = torch.nn.functional.interpolate(net(x), size=(photo.height, photo.width), mode="bilinear")
            mask = (logits[0, 0].numpy() > 0).astype(np.uint8) * 255
            Image.fromarray(mask).save(out / f"{path.stem}_segmentation.png")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
