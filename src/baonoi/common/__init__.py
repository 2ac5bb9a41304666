"""What several stages need, once."""
