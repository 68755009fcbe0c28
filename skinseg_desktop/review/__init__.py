"""The Qt-free half of the window: a folder under review.

Rows with their statuses, filters, sorting and scores; a photo that is open, with its working mask and its edits; masks
taken in from elsewhere; predictions of a project's photos. What the window shows is made here, and the command line
uses the same.
"""
