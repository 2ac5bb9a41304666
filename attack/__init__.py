"""A campaign that never ends: what hostile hands, dead runs and bad disks do, at random.

Each module is one kind of it, with ``run(seed, count)`` and a command of its own, and says the
first thing that went wrong, so that it can be done again.
"""
