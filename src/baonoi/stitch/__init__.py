"""7. Join it: Clips become a Recording."""

from baonoi.stitch.encode import Encoding, encode_section
from baonoi.stitch.join import LOUDNESS, Kept, stitch
from baonoi.stitch.pcm import write_section
from baonoi.stitch.section import SectionCache

__all__ = [
    "LOUDNESS",
    "Encoding",
    "Kept",
    "SectionCache",
    "encode_section",
    "stitch",
    "write_section",
]
