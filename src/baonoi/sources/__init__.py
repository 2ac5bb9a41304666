"""1. Open it: a path, a URL or standard input becomes a Page."""
