"""Many articles, read on many cores or machines, each once, into a folder or an object store.

A list goes in, row by row; each article becomes a folder of its own, named by what it is and by
what was asked for; an index comes out. Nothing here holds more than a few rows of the list.
"""
