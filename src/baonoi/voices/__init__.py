"""3. Choose who says it; 6. say it: a Script becomes Clips."""

from baonoi.voices.cache import ClipCache, address
from baonoi.voices.catalog import DEFAULT, LISTS, Choice, Offer, choose, offers, survey
from baonoi.voices.engine import Availability, Engine, Forehanded
from baonoi.voices.fallback import or_next_best
from baonoi.voices.speak import speak

__all__ = [
    "DEFAULT",
    "LISTS",
    "Availability",
    "Choice",
    "ClipCache",
    "Engine",
    "Forehanded",
    "Offer",
    "address",
    "choose",
    "offers",
    "or_next_best",
    "speak",
    "survey",
]
