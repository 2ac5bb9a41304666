"""7. Join it: Clips become a Recording."""
