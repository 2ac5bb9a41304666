"""9. Hand it over: a Recording becomes a bundle of files, and those go to a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baonoi.common.lazy import imported_when_asked

if TYPE_CHECKING:
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
_HOMES = {
    "MANIFEST": "library",
    "Bundle": "bundle",
    "Place": "folder",
    "bundle_of": "bundle",
    "get_ready": "bundle",
    "offer_voices": "folder",
    "place": "folder",
    "publish": "bundle",
    "remember": "namesakes",
    "slug_for": "namesakes",
    "write_file": "folder",
    "write_shelf": "shelf",
}
# A server listens before it publishes.
__getattr__ = imported_when_asked(__name__, _HOMES)
