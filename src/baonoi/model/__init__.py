"""What passes from stage to stage: frozen dataclasses, in the order in which they come to be.

Offsets count characters of the written text and samples of the finished audio; seconds appear only
where something is shown or written out.
"""

from baonoi.model.article import (
    VIETNAM_TIME,
    Article,
    Block,
    Cut,
    Metadatum,
    Page,
    Repair,
    Role,
    Section,
)
from baonoi.model.audio import Accent, Clip, Gender, Utterance, Voice
from baonoi.model.metadata import LANGUAGE, MACHINE, Chapter, Cover, Metadata
from baonoi.model.recording import EncodedSection, Recording, Timeline
from baonoi.model.request import (
    DEFAULT_VOICE,
    SPEEDS,
    VoiceChoice,
    VoiceRequest,
    VoiceSpec,
)
from baonoi.model.script import LeftOut, Passage, Rest, Script, ScriptSection
from baonoi.model.text import MARKS, Glossary, SemioticClass, Span, SpokenText, Subject

__all__ = [
    "DEFAULT_VOICE",
    "LANGUAGE",
    "MACHINE",
    "MARKS",
    "SPEEDS",
    "VIETNAM_TIME",
    "Accent",
    "Article",
    "Block",
    "Chapter",
    "Clip",
    "Cover",
    "Cut",
    "EncodedSection",
    "Gender",
    "Glossary",
    "LeftOut",
    "Metadata",
    "Metadatum",
    "Page",
    "Passage",
    "Recording",
    "Repair",
    "Rest",
    "Role",
    "Script",
    "ScriptSection",
    "Section",
    "SemioticClass",
    "Span",
    "SpokenText",
    "Subject",
    "Timeline",
    "Utterance",
    "Voice",
    "VoiceChoice",
    "VoiceRequest",
    "VoiceSpec",
]
