"""Passages become clips: from the cache where they are in it, else from the engine."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing

from baonoi.common.parallel import in_order
from baonoi.errors import StoppedError, SynthesisError, VoiceError
from baonoi.model import Clip, Passage, Voice
from baonoi.voices.cache import ClipCache, address
from baonoi.voices.check import check
from baonoi.voices.engine import Engine

AHEAD = 3
"""Passages a thread may be ahead of the one whose turn it is: bounds memory, hides waiting."""


def speak(
    passages: Sequence[Passage], voice: Voice, engine: Engine, cache: ClipCache
) -> Iterator[Clip]:
    """One clip a passage, in order; each is kept as soon as it is there.

    Raises:
        SynthesisError: a passage could not be said, or not rightly.
        StoppedError: the engine's service could not be reached any more; what was said is kept.
        VoiceError: that happened before anything was said, so another voice may take over.
    """
    version = engine.version
    keys = [address(passage, voice, version) for passage in passages]
    missing: dict[str, Passage] = {}
    for key, passage in zip(keys, passages, strict=True):
        if key not in cache:
            missing.setdefault(key, passage)
    to_say = set(missing)
    sample_rate = 0
    with closing(_say(missing, voice, engine, cache)) as said:
        for key, passage in zip(keys, passages, strict=True):
            if key in to_say:
                to_say.remove(key)
                clip = _next(said, passage, keys, cache)
            else:
                clip = cache.load(key) or next(_say({key: passage}, voice, engine, cache))
            if clip.sample_rate != sample_rate:
                if sample_rate:
                    raise _changed(clip, passage)
                sample_rate = clip.sample_rate
            yield clip
    if missing:
        cache.prune()


def _say(
    missing: Mapping[str, Passage], voice: Voice, engine: Engine, cache: ClipCache
) -> Generator[Clip, None, None]:
    """The clips that are not kept yet, in order; kept and checked."""
    if engine.at_once > 1:

        def say(item: tuple[str, Passage]) -> Clip:
            return next(_one_by_one(dict([item]), voice, engine, cache))

        yield from in_order(say, missing.items(), engine.at_once, AHEAD * engine.at_once)
    else:
        yield from _one_by_one(missing, voice, engine, cache)


def _one_by_one(
    missing: Mapping[str, Passage], voice: Voice, engine: Engine, cache: ClipCache
) -> Iterator[Clip]:
    clips = engine.synthesize(missing.values(), voice)
    for key, passage in missing.items():
        clip = next(clips, None)
        if clip is None:
            raise SynthesisError(
                f"{voice.name} did not say this: {_first_words(passage)}",
                "Run the command again, or choose another voice with --voice.",
            )
        check(clip, passage)
        cache.store(key, clip)
        yield cache.load(key) or clip  # what is on the disk need not stay in memory


def _next(said: Iterator[Clip], passage: Passage, keys: Sequence[str], cache: ClipCache) -> Clip:
    """The next clip that is said; where the service is gone, how far it came."""
    try:
        return next(said)
    except StoppedError as error:
        kept = sum(key in cache for key in keys)
        if not kept:
            raise VoiceError(
                error.message, "Wait a little, or choose another voice: see `baonoi voices`."
            ) from error
        error.message += f" ({kept} of {len(keys)} passages are said and kept)"
        raise


def _changed(clip: Clip, passage: Passage) -> SynthesisError:
    return SynthesisError(
        f"{clip.voice} changed its sample rate to {clip.sample_rate} Hz at: "
        f"{_first_words(passage)}",
        "Run `baonoi cache clear` and the command again.",
    )


def _first_words(passage: Passage) -> str:
    return passage.sentences[0].written[:80]
