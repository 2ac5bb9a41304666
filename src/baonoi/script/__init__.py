"""5. Lay it out: an Article and its SpokenTexts become a Script."""
