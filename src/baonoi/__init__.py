"""Báo Nói reads a Vietnamese news article aloud."""
