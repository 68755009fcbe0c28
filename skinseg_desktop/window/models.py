"""Models at hand, which one predicts on which device, and how: the recipe in force."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.inference.cleanup import in_order
from skinseg_desktop.review.answer import Recipe
from skinseg_desktop.window.child import Child, End, Outcome, sentence_of
from skinseg_desktop.window.jobs import Jobs, Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from skinseg_desktop.inference import Engine
    from skinseg_desktop.store import Settings
    from skinseg_desktop.zoo import Model, Zoo


class Models(QObject):
    """The zoo as the window has it. ``recipe`` is None until it is known, and where there is no model."""

    changed = Signal()
    said = Signal(str)
    #: Why the model in use cannot predict; nothing where it can.
    troubled = Signal(str)

    def __init__(
        self, settings: Settings, keep: Callable[[str, object], None], jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._keep, self._jobs = settings, keep, jobs
        self.zoo: Zoo | None = None
        self.chosen = ""
        self._wanted = ""
        self.device = str(settings.get("device"))
        self.recipe: Recipe | None = None
        self._threshold: float | None = None
        self._cleanup: tuple[str, ...] | None = None
        self._child: Child | None = None

    def load(self) -> None:
        """Look for models; ``changed`` tells when they are known."""

        def work() -> Zoo:
            from skinseg_desktop.zoo import find_models

            return find_models()

        self._jobs.run(Lane.AHEAD, work, self._found, newest="zoo")

    def choose(self, model: str) -> None:
        """Predict with another model from now on, also at later starts."""
        if self._model(model) is not None:
            self._keep("model", model)
            self._take(model)

    def choose_device(self, device: str) -> None:
        """Predict on another device from now on, also at later starts."""
        if device != self.device:
            self.device = device
            self._keep("device", device)
            self._take(self.chosen)

    def take_choices(self, choices: Mapping[str, Any]) -> None:
        """Take the threshold and the clean-up that a project has chosen, or the model's own."""
        threshold, cleanup = choices.get("threshold"), choices.get("cleanup")
        if not isinstance(cleanup, list) or not all(isinstance(step, str) for step in cleanup):
            cleanup = None
        # A project may come from elsewhere: what is no threshold or no clean-up is as if it were not there.
        self._threshold = threshold if isinstance(threshold, float) and 0 < threshold < 1 else None
        try:
            self._cleanup = in_order(cleanup) if cleanup is not None else None
        except UserError:
            self._cleanup = None
        if self.recipe is not None:
            self._set(self.recipe.engine)

    def set_threshold(self, threshold: float) -> None:
        """Use another threshold for the folder."""
        self._threshold = threshold
        if self.recipe is not None:
            self._set(self.recipe.engine)

    def set_cleanup(self, cleanup: Sequence[str]) -> None:
        """Use other clean-up steps for the folder."""
        self._cleanup = in_order(cleanup)
        if self.recipe is not None:
            self._set(self.recipe.engine)

    def described(self) -> str:
        """Device and model in a few words."""
        if self.recipe is None:
            return self.tr("no model")
        return f"{_name_of_device(self.recipe.engine)}, {self.recipe.engine.model.id}"

    def in_use(self) -> str:
        """SHA-256 of the weights that predict; nothing where none do."""
        return self.recipe.engine.model.sha256 if self.recipe is not None else ""

    def adopt(self, folder: Path) -> None:
        """Predict with the model of a training: taken in under a free id, or that of the zoo where it is there."""
        from skinseg_desktop.zoo import CARD_FILE, read_card
        from skinseg_desktop.zoo.models import WEIGHTS_FILE

        try:
            card = read_card(folder / CARD_FILE)
        except UserError as error:
            self.said.emit(str(error))
            return
        models = self.zoo.models if self.zoo is not None else ()
        same = next((model for model in models if card.files.items() >= {(WEIGHTS_FILE, model.sha256)}), None)
        if same is not None:
            self.choose(same.id)
            self.said.emit(self.tr("The model {} is in use now.").format(same.id))
            return
        taken = {model.id for model in models}
        free = next(n for n in (card.id, *(f"{card.id[:60]}-{k}" for k in range(2, 1000))) if n not in taken)
        self.import_model(str(folder), free)

    def import_model(self, path: str, name: str = "") -> None:
        """Take a model in, in a child process, because reading checkpoints loads torch; then predict with it."""
        if self._child is not None:
            self.said.emit(self.tr("A model is being taken in already."))
            return
        self.said.emit(self.tr("Taking the model in..."))
        named = ["--id", name] if name else []
        self._child = Child("models", ["import", "--json", "-", *named, "--", path], self._imported, self)

    def stop(self) -> None:
        """End what runs, at the end of the program."""
        if self._child is not None:
            self._child.stop()

    def _imported(self, outcome: Outcome) -> None:
        self._child = None
        if outcome.end is End.STOPPED:
            return
        if outcome.end is not End.SUCCESS:
            self.said.emit(self.tr("The model was not taken in: {}").format(sentence_of(outcome.complaint)))
            return
        made = json.loads(outcome.output)["id"]
        self._keep("model", made)
        self._wanted = made
        self.said.emit(self.tr("The model {} is in use now.").format(made))
        self.load()

    def _found(self, zoo: Zoo) -> None:
        from skinseg_desktop.zoo import DEFAULT_MODEL

        self.zoo = zoo
        # What is kept is written a moment later.
        wanted, self._wanted = self._wanted or str(self._settings.get("model")) or DEFAULT_MODEL, ""
        ids = [model.id for model in zoo.models]
        self._take(wanted if wanted in ids else DEFAULT_MODEL if DEFAULT_MODEL in ids else ids[0] if ids else "")
        if wanted not in ids and self._settings.get("model"):
            self.said.emit(self.tr("The model {} is not there any more; {} is used.").format(wanted, self.described()))

    def _take(self, model: str) -> None:
        self.chosen = model
        found = self._model(model)
        if found is None:
            self.recipe = None
            self.changed.emit()
            return
        from skinseg_desktop.inference import Engine

        threads = int(self._settings.get("threads")) or None
        engine = Engine(found, self.device, threads=threads)
        # Opened ahead of the first photo; what cannot be opened is told when it is asked to predict.
        self._jobs.run(Lane.AHEAD, engine.open, lambda _: self._opened(engine), lambda e: self._not_opened(engine, e))
        self._set(engine)

    def _model(self, name: str) -> Model | None:
        return next((m for m in self.zoo.models if m.id == name), None) if self.zoo else None

    def _opened(self, engine: Engine) -> None:
        if self.recipe is not None and self.recipe.engine is engine:
            self.troubled.emit("")
            for note in engine.notes:
                self.said.emit(note)

    def _not_opened(self, engine: Engine, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if self.recipe is not None and self.recipe.engine is engine:
            self.said.emit(str(error))
            self.troubled.emit(str(error))

    def _set(self, engine: Engine) -> None:
        card = engine.model.card
        threshold = card.threshold if self._threshold is None else self._threshold
        cleanup = in_order(card.cleanup) if self._cleanup is None else self._cleanup
        self.recipe = Recipe(engine, threshold, cleanup)
        self.changed.emit()


def _name_of_device(engine: Engine) -> str:
    """The device in use; asks only an engine that is open already, because opening one takes time."""
    opened = engine.opened
    return (opened.device if opened else "cpu").upper()
