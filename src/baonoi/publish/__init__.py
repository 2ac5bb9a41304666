"""9. Hand it over: a Recording becomes a bundle of files, and those go to a store."""

from baonoi.publish.bundle import Bundle, bundle_of, get_ready, publish
from baonoi.publish.folder import Place, offer_voices, place, write_file
from baonoi.publish.library import MANIFEST
from baonoi.publish.namesakes import remember, slug_for
from baonoi.publish.shelf import write_shelf

__all__ = [
    "MANIFEST",
    "Bundle",
    "Place",
    "bundle_of",
    "get_ready",
    "offer_voices",
    "place",
    "publish",
    "remember",
    "slug_for",
    "write_file",
    "write_shelf",
]
