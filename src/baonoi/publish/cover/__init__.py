"""The picture on a recording: one that is given, or one that is drawn."""

from baonoi.publish.cover.drawn import cover_for
from baonoi.publish.cover.picture import LARGEST, cover_of, file_name, read_cover, why_none

__all__ = ["LARGEST", "cover_for", "cover_of", "file_name", "read_cover", "why_none"]
