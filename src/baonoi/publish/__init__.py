"""8. Hand it over: a Recording becomes files."""
