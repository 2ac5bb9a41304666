"""3. Choose who says it; 6. say it: passages become clips."""

from baonoi.voices.cache import ClipCache, clip_key
from baonoi.voices.catalog import GENDERS, Offer, choose, next_best, survey
from baonoi.voices.engine import Availability, Engine, Preloadable
from baonoi.voices.opening import Host, shared_host
from baonoi.voices.speak import speak

__all__ = [
    "GENDERS",
    "Availability",
    "ClipCache",
    "Engine",
    "Host",
    "Offer",
    "Preloadable",
    "choose",
    "clip_key",
    "next_best",
    "shared_host",
    "speak",
    "survey",
]
