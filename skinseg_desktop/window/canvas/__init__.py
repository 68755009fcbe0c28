"""The canvas: the photo, what is painted on it, and the tools that change the mask.

``Canvas`` is the widget, a ``Stage`` with hands. ``picture``, ``layers``, ``view`` and ``look`` are its arithmetic and
know no Qt; the tools, one file each, know pixels and pointers, and the canvas knows none of them by name.
"""
