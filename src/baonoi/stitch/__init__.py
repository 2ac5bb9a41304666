"""7. Join it: Clips become a Recording."""

from baonoi.stitch.encode import Encoding
from baonoi.stitch.join import stitch

__all__ = ["Encoding", "stitch"]
