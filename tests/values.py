"""Values that cross borders, as hypothesis makes them up."""

from __future__ import annotations

from hypothesis import strategies as st

from baonoi.model import SPEEDS, Voice, VoiceChoice, VoiceRequest, VoiceSpec
from baonoi.reading.job import ReadingJob
from baonoi.reading.options import BITRATES, LOUDNESS, QUALITY, ReadingOptions

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
OPTIONS = st.builds(
    ReadingOptions,
    captions=st.booleans(),
    notes=st.booleans(),
    lexicon=st.none() | TEXT,
    cover=st.none() | TEXT,
    loudness=st.floats(*LOUDNESS),
    bitrate=st.none() | st.sampled_from(BITRATES),
    quality=st.integers(*QUALITY),
    anyway=st.booleans(),
    allow_private=st.booleans(),
)
REQUESTS = st.builds(
    VoiceRequest, TEXT, st.none() | TEXT, st.booleans(), st.floats(*SPEEDS), st.booleans()
)
JOBS = st.builds(ReadingJob, TEXT, REQUESTS, OPTIONS)
VOICES = st.builds(
    Voice,
    TEXT,
    TEXT,
    TEXT,
    st.sampled_from(["male", "female", "unknown"]),
    st.sampled_from(["northern", "southern"]),
    rank=st.none() | st.integers(0, 99),
    word_times=st.booleans(),
    gain=st.floats(0.1, 9),
    pace=st.floats(*SPEEDS),
)
SPECS = st.builds(VoiceSpec, VOICES, TEXT, st.floats(*SPEEDS), st.none() | VOICES)
CHOICES = st.builds(
    VoiceChoice, SPECS, REQUESTS, st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)
)
