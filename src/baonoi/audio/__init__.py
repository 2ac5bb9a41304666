"""7. Master it: level, gaps, loudness, peak, the times of words; and play it."""
