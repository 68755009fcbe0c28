"""The panels beside the picture: model, mask, scores."""
