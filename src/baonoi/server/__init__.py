"""Articles and sentences for whoever asks over a network: jobs in, sound out while it is made.

Everything runs in one process around one event loop. What takes a processor is done in steps by the
hands of :mod:`baonoi.server.turns`, which serve first whoever would hear silence first.
"""
