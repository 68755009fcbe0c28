"""The window: Qt, all of it. What a person sees and touches; everything it does, a lower room can do without it.

Importing this room loads no Qt; ``start.main`` (or ``app.main``) does, after it made sure that Qt can be loaded here.
"""
