"""Skinseg Desktop: lesion borders in dermoscopic photos, drawn by a U-Net and corrected by hand. Research use only."""
