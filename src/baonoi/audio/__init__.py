"""7. Master it: tone, level, gaps, loudness, peak, the times of words; and play it."""
