"""``skinseg train``: photos and masks in, a model out; goes on where it stopped."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from skinseg_desktop.cli.console import (
    DEFAULT_RECIPE,
    add_pairs_arguments,
    check_targets,
    duration,
    follow,
    listed,
    output_path,
    say,
    write_json,
)
from skinseg_desktop.cli.ranks import joined
from skinseg_desktop.core.errors import ProcessLost, UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.core.words import counting

if TYPE_CHECKING:
    from skinseg_desktop.core.progress import Work
    from skinseg_desktop.store.recipe import Recipe
    from skinseg_desktop.store.runs import Run
    from skinseg_desktop.training.prepare import Source

T = TypeVar("T")
#: glibc gives large blocks back to the system at once, and half of a training's time went into getting them again.
ALLOCATOR = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 35), "MALLOC_TOP_PAD_": str(1 << 28)}
#: How far the trainer stands behind what a person does on this computer.
NICE = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``train``."""
    add = parser.add_argument
    add_pairs_arguments(parser)
    add_project_arguments(parser)
    add("--out", type=output_path, metavar="RUN", help="folder of the run")
    add("--resume", action="store_true", help="go on with the run in --out; without a checkpoint it starts over")
    add("--set", action="extend", nargs="+", default=[], metavar="KEY=VALUE", help="change a value of the recipe")
    add("--name", metavar="NAME", help="name of the run and its model (default: the folder's)")
    add("--check", action="store_true", help="only look: pairs, split, leaks, and the time of an epoch, measured")
    add("--prepare", action="store_true", help="only make the run's folder; --resume starts it")
    add("--attached", action="store_true", help="end with the program that holds stdin; 'detach' on it takes that back")
    add("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def add_project_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which project's masks are trained on."""
    parser.add_argument(
        "--project", type=Path, metavar="PROJECT", help="also the masks of a project: the photo folder or its project"
    )
    parser.add_argument(
        "--statuses",
        default="accepted,edited",
        metavar="LIST",
        help="which masks of the project, with commas (default: accepted,edited)",
    )


def run(options: argparse.Namespace) -> int:
    """Train to the end, or check only."""
    restart_with_allocator()
    if options.attached:
        _end_with_parent()
        _stand_back()
    check_targets((options.json, ".json"))
    if not options.out and not options.check:
        raise UserError("--out is missing.", "Name a folder for the run.")
    named = bool(options.data or options.project)
    if options.resume and not options.check and (_is_run(options.out) or not named):
        return _train(options, _found(options))
    if not named:
        raise UserError("Nothing to train on was named.", "Give --data DIR or --project PROJECT.")
    from skinseg_desktop.store.recipe import read_recipe
    from skinseg_desktop.training.start import at_hand

    named_recipe = options.recipe or DEFAULT_RECIPE
    recipe, notes = at_hand(read_recipe(named_recipe).changed(options.set), named_recipe, options.set)
    source = source_of(options, notes)
    if options.check:
        return _check(options, source, recipe)
    return _train(options, _made(options, source, recipe))


def _is_run(folder: Path) -> bool:
    from skinseg_desktop.store import runs

    return (folder / runs.CONFIG).exists()


def source_of(options: argparse.Namespace, notes: tuple[str, ...] = ()) -> Source:
    """What the arguments of pairs and project say is trained on, and sentences to be told with it."""
    from skinseg_desktop.training.prepare import Source

    statuses = [name.strip() for name in options.statuses.split(",") if name.strip()]
    return Source(options.data, options.project, statuses, options.split, options.allow_leaks, notes)


def _found(options: argparse.Namespace) -> Run:
    from skinseg_desktop.store import runs
    from skinseg_desktop.store.recipe import from_json

    found = runs.read_run(options.out)
    if from_json(found.config["recipe"]).changed(options.set) != from_json(found.config["recipe"]):
        raise UserError("A training goes on by the recipe it began with.", "Leave --set out, or begin another --out.")
    others = _others(options, found)
    if others:
        raise UserError(
            f"The training in {options.out} was begun with another {' and another '.join(others)}.",
            "Leave that out to go on with it, or begin another --out.",
        )
    ranks = joined()
    if ranks.first:
        state = runs.state_of(found)
        if state in ("finished", "discarded"):
            hint = f"Its model lies in {options.out / 'model'}." if state == "finished" else "Begin another --out."
            raise UserError(f"The training in {options.out} has ended: it was {state}.", hint)
        _look_at_what_was_prepared(options.out)
        if not runs.has_checkpoint(options.out):
            say("No checkpoint was kept: the training begins anew.", options)
        # A wish of before is done with; but one that somebody has of a training at work is none of ours.
        if not runs.is_alive(options.out) and runs.wished(options.out) != "run":
            runs.wish(options.out, "run")
    ranks.told("found")
    return found


def _others(options: argparse.Namespace, run: Run) -> list[str]:
    """The arguments that ask for another training than the one that is to go on."""
    from skinseg_desktop.core.paths import from_root
    from skinseg_desktop.store.recipe import read_recipe

    asked = {
        "--data": [str(from_root(folder)) for folder in options.data] or None,
        "--project": options.project and str(from_root(options.project)),
        "--split": options.split and str(from_root(options.split)),
        "--name": options.name,
    }
    others = [name for name, value in asked.items() if value is not None and value != run.config.get(name[2:])]
    if options.recipe is not None and read_recipe(options.recipe).name != run.config["recipe"].get("name"):
        others.append("--recipe")
    return others


def _look_at_what_was_prepared(folder: Path) -> None:
    """Refuse files that are others than when the run was made; one that has begun is looked at where it trains."""
    from skinseg_desktop.training import checkpoint
    from skinseg_desktop.training.prepare import check_unchanged

    if not checkpoint.states(folder):
        follow(check_unchanged(folder), "looking whether the photos are those of before")


def _made(options: argparse.Namespace, source: Source, recipe: Recipe) -> Run:
    from skinseg_desktop.training.device import device_of, threads_of
    from skinseg_desktop.training.network import check_recipe
    from skinseg_desktop.training.prepare import prepare

    ranks = joined()
    check_recipe(recipe)
    device_of(recipe, ranks.local)
    if ranks.first:
        made = follow(
            prepare(
                source,
                recipe,
                options.out,
                name=options.name or options.out.name,
                command=sys.argv[1:],
                threads=threads_of(recipe),
            ),
            "looking at the photos",
        )
        problems = [(p["name"], p["reason"]) for p in made.config["problems"]]
        if problems:
            say(f"{len(problems):,} left out:\n{listed(problems)}", options)
    ranks.told("made")
    from skinseg_desktop.store import runs

    return runs.read_run(options.out)


def _train(options: argparse.Namespace, run: Run) -> int:
    from skinseg_desktop.store import runs
    from skinseg_desktop.training.loop import train

    if options.prepare:
        said = [f"The run lies in {run.folder}; start it with --resume.", *run.config.get("notes", ())]
        say("\n".join(said), options)
        return 0
    try:
        if not joined().first:
            finish(until_told(train(run), alone=False))
            return 0
        outcome = follow(until_told(train(run)), "training")
    except KeyboardInterrupt:
        print("\nskinseg: interrupted; --resume goes on from the last checkpoint.", file=sys.stderr)
        return 130
    epochs = runs.epochs_of(run.events())
    summary: dict[str, Any] = {"run": str(run.folder), "outcome": outcome, "last": epochs[-1] if epochs else None}
    summary["result"] = run.result()
    if options.json:
        write_json(summary, options.json)
    say(_words(run, outcome, summary["result"]), options)
    return 2 if outcome == "diverged" else 0


def _words(run: Run, outcome: str, result: dict[str, Any] | None) -> str:
    if outcome == "diverged":
        return f"The training in {run.folder} ended: its loss was no number any more. Start again with a lower rate."
    if result is None:
        return f"The training in {run.folder} was {outcome}."
    from skinseg_desktop.cli.runs import result_lines

    first, *more = result_lines(result)
    return "\n".join([f"{outcome}; {first}", *more, f"model: {run.model}"])


def _check(options: argparse.Namespace, source: Source, recipe: Recipe) -> int:
    from skinseg_desktop.training.check import check

    report = follow(check(source, recipe), "looking at the photos")
    if options.json:
        write_json(report, options.json)
    problems = [(p["name"], p["reason"]) for p in report["problems"]]
    shared = counting(report["shared"], "photo shares", "photos share")
    epochs = "1 epoch" if report["epochs"] == 1 else f"{report['epochs']:g} epochs"
    lines = [
        f"{counting(report['pairs'], 'pair')}: " + ", ".join(f"{n:,} {part}" for part, n in report["parts"].items()),
        f"{shared} a lesion, or nearly a picture, with another part",
        *filter(None, [report["unseen"]]),
        f"{report['seconds_per_epoch']:.1f} s an epoch on {report['device']}, {epochs}: "
        f"about {duration(report['seconds'])}",
    ]
    if report["as_drawn"]:
        drawn = counting(
            report["as_drawn"],
            "mask of the project is as a model drew it: it favours",
            "masks of the project are as a model drew them: they favour",
        )
        lines.append(f"{drawn} the model that drew {'it' if report['as_drawn'] == 1 else 'them'}")
    say("\n".join([*lines, *report["notes"]]), options)
    if problems:
        say(f"{len(problems):,} left out:\n{listed(problems)}", options)
    if report["refused"]:
        say(f"A training of these is refused: {report['refused']} {report['hint']}", options)
    return 0


def until_told(work: Work[T], *, alone: bool = True) -> Work[T]:
    """The same work, ended between two steps when the person or the system interrupts it, so that nothing is torn.

    One that is not ``alone`` follows the first process, which is told the same, and does not leave it on its own.
    """
    told: list[int] = []
    before = {number: signal.signal(number, lambda n, _: told.append(n)) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        while True:
            try:
                step = next(work)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            except ProcessLost as error:
                if told and not alone:  # the first one has gone
                    raise KeyboardInterrupt from error
                raise
            if told and alone:
                raise KeyboardInterrupt
            yield step
    finally:
        work.close()
        for number, handler in before.items():
            signal.signal(number, handler)


def _stand_back() -> None:
    """Let everything else on this computer come first; on Windows whoever starts this process sees to it."""
    if not hasattr(os, "nice"):
        return
    os.nice(NICE)
    # Linux shares the cores between sessions first (sched(7), autogroup), and niceness counts within one alone.
    if os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(NICE))


def _end_with_parent() -> None:
    """End this process when stdin closes, as it does when whoever started it dies; 'detach' takes that back."""

    def watch() -> None:
        for line in _lines(sys.stdin.fileno()):
            if line == "detach":
                return
        # Not sys.exit: the last checkpoint counts, and nothing that hangs may keep this process.
        os._exit(3)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _lines(descriptor: int) -> Iterator[str]:
    held = b""
    while data := os.read(descriptor, 4096):
        held += data
        *whole, held = held.split(b"\n")
        yield from (line.decode("ascii", "replace").strip() for line in whole)


def restart_with_allocator() -> None:
    """Start this process anew where the C library would give large blocks back at once: it reads this at its start."""
    if not sys.platform.startswith("linux") or all(os.environ.get(key) == value for key, value in ALLOCATOR.items()):
        return
    from skinseg_desktop.cli import VERBS

    if not VERBS.keys() & set(sys.argv[1:2]):
        return  # the verb was called by another program, which is not to start again
    environment = {**os.environ, **ALLOCATOR}
    arguments = sys.argv if getattr(sys, "frozen", False) else sys.orig_argv
    os.execve(sys.executable, arguments, environment)
