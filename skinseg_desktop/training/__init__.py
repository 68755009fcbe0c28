"""Photos and masks in, a model out: data sets, splits, augmentation, the loop, its checkpoints, the finished model.

A training is a process of its own: it is started by ``skinseg train``, leaves everything it knows in a run's folder
(``store.runs``) and listens to a wish written there. The window never imports this room. What needs no network
(``samples``, ``split``, ``duplicates``, ``audit``) loads no torch; only the loop and what is beside it does.
"""

__all__: list[str] = []
