"""8. Hand it over: a Recording becomes files."""

from baonoi.publish.folder import MANIFEST, Place, hand_over, place, write_file

__all__ = ["MANIFEST", "Place", "hand_over", "place", "write_file"]
