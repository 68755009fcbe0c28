"""Values and arithmetic of the program: errors, progress, names and pairing, geometry, metrics.

NumPy, OpenCV and the standard library only. Nothing here reads or writes a file, starts a thread or knows a model.
"""
