"""The list of photos: virtual, with thumbnails made while it is looked at, search, filter, sorting."""
