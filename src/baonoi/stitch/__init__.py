"""7. Join it: Clips become a Recording."""

from baonoi.stitch.encode import Encoding
from baonoi.stitch.join import LOUDNESS, Kept, stitch
from baonoi.stitch.section import SectionCache

__all__ = ["LOUDNESS", "Encoding", "Kept", "SectionCache", "stitch"]
