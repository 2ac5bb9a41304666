"""Passages become clips: from the cache where they are in it, else from the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baonoi.model import Clip, Passage, Voice
from baonoi.voices.cache import ClipCache, address
from baonoi.voices.check import check
from baonoi.voices.engine import Engine


def speak(
    passages: Sequence[Passage], voice: Voice, engine: Engine, cache: ClipCache
) -> Iterator[Clip]:
    """One clip a passage, in order; each is kept as soon as it is there.

    Raises:
        SynthesisError: a passage could not be said, or not rightly.
    """
    version = engine.version
    keys = [address(passage, voice, version) for passage in passages]
    missing: dict[str, Passage] = {}
    for key, passage in zip(keys, passages, strict=True):
        if key not in cache:
            missing.setdefault(key, passage)
    to_say = set(missing)
    said = engine.synthesize(missing.values(), voice)
    for key, passage in zip(keys, passages, strict=True):
        if key in to_say:
            to_say.remove(key)
            clip = next(said)
            check(clip, passage)
            cache.store(key, clip)
            clip = cache.load(key) or clip  # what is on the disk need not stay in memory
        else:
            clip = cache.load(key) or _again(passage, voice, engine)
        yield clip
    if missing:
        cache.prune()


def _again(passage: Passage, voice: Voice, engine: Engine) -> Clip:
    """Say a passage whose clip was removed or damaged since it was looked for."""
    clip = next(engine.synthesize([passage], voice))
    check(clip, passage)
    return clip
