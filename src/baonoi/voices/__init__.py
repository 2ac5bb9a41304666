"""3. Choose who says it; 6. say it: passages become clips."""

from baonoi.voices.cache import ClipCache, Clips, HeldClips, clip_key
from baonoi.voices.catalog import (
    GENDERS,
    NOT_TO_BE_USED,
    Offer,
    choose,
    installable,
    next_best,
    survey,
)
from baonoi.voices.engine import Availability, Engine, Installable, Preloadable
from baonoi.voices.opening import Host, shared_host
from baonoi.voices.rendering import rendered
from baonoi.voices.speak import speak

__all__ = [
    "GENDERS",
    "NOT_TO_BE_USED",
    "Availability",
    "ClipCache",
    "Clips",
    "Engine",
    "HeldClips",
    "Host",
    "Installable",
    "Offer",
    "Preloadable",
    "choose",
    "clip_key",
    "installable",
    "next_best",
    "rendered",
    "shared_host",
    "speak",
    "survey",
]
