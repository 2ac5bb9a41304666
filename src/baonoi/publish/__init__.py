"""9. Hand it over: a Recording becomes files."""

from baonoi.publish.folder import Place, hand_over, offer_voices, place, write_file
from baonoi.publish.library import MANIFEST
from baonoi.publish.shelf import write_shelf

__all__ = [
    "MANIFEST",
    "Place",
    "hand_over",
    "offer_voices",
    "place",
    "write_file",
    "write_shelf",
]
