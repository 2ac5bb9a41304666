"""4. Spell it out: written Vietnamese becomes spoken Vietnamese."""
