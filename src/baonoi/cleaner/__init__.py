"""2. Understand it: a Page becomes an Article."""
