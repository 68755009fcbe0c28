"""Limits that hold everywhere."""

#: Larger photos are refused from their header, before memory is asked for; a setting of the window.
DEFAULT_MAX_PIXELS = 300_000_000
