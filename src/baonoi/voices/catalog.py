"""The voices there are, and which one speaks: a listener chooses a voice, not an engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from baonoi.errors import BaonoiError, UsageError, VoiceError
from baonoi.model import DEFAULT_VOICE, Gender, Voice, VoiceChoice, VoiceRequest, VoiceSpec
from baonoi.store.paths import told_to_stay_offline
from baonoi.told import Told, joined
from baonoi.voices.engine import Availability, Engine, Installable
from baonoi.voices.opening import opened
from baonoi.voices.registry import Broken, Loaded, installed, load, reason_of

if TYPE_CHECKING:
    from baonoi.voices.shelf import Weights

GENDERS: dict[str, Gender] = {"nam": "male", "nu": "female"}
"""What a listener may ask for without naming a voice: the usable one of the lowest rank speaks."""
ALIASES = {"google": "gtts"}
"""Other names of engines."""

NOT_TO_BE_USED = Told("the network is not to be used")
"""Why an online voice is passed over where that was asked for."""

Way = tuple[Voice, Engine]
"""A voice and the engine that says it."""


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A voice and whether it can speak now."""

    voice: Voice
    availability: Availability


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to choose from, and what fails."""

    offers: tuple[Offer, ...]
    broken: tuple[Broken, ...]

    def ways(self, name: str) -> tuple[str, ...]:
        """The voices that ``nam`` or ``nu`` may mean, best first."""
        return tuple(voice.name for voice in _ranked(offer.voice for offer in self.offers)[name])


def survey(*, offline: bool = False) -> Survey:
    """Every voice, usable or not, and every engine that cannot be asked for its voices."""
    offline = offline or told_to_stay_offline()
    found = list(installed())
    loaded = [each for each in found if isinstance(each, Loaded)]
    return Survey(
        tuple(
            Offer(voice, _availability(each.engine, voice, offline))
            for each in loaded
            for voice in each.voices
        ),
        tuple(each for each in found if isinstance(each, Broken)),
    )


def choose(request: VoiceRequest | str = DEFAULT_VOICE, *, ask: bool = True) -> VoiceChoice:
    """The best usable voice of those that are meant.

    Args:
        request: who is meant.
        ask: whether services may be asked if they are there; else they are taken to be.

    Raises:
        UsageError: no voice has that name.
        VoiceError: none of that name can speak here and now.
    """
    if isinstance(request, str):
        request = VoiceRequest(request)
    offline = request.offline or told_to_stay_offline()
    return _choose(replace(request, offline=offline), (), ask=ask)


def installable(name: str) -> tuple[Voice, Weights]:
    """The voice of that name, and the files it needs on the disk.

    Raises:
        UsageError: no such voice can be installed.
    """
    known = [each for each in installed() if isinstance(each, Loaded)]
    found = {
        voice.name: (voice, each.engine)
        for each in known
        if isinstance(each.engine, Installable)
        for voice in each.voices
    }
    if name not in found:
        raise UsageError(
            Told("No voice named {voice!r} can be installed.", voice=name),
            "voice-not-installable",
            voices=", ".join(found),
        )
    voice, engine = found[name]
    return voice, engine.weights(voice)


def next_best(choice: VoiceChoice, error: BaonoiError) -> VoiceChoice:
    """The next best voice, after one failed before it had said anything.

    Raises:
        VoiceError: there is none; it is ``error``, which says what went wrong with this one.
    """
    reason = Told("{message!b}", message=error.message)
    passed_over = (*choice.passed_over, (choice.voice.name, reason))
    try:
        other = _choose(choice.request, passed_over)
    except VoiceError:
        raise error from None
    if _online(choice.spec.engine):
        from baonoi.voices.online import reach

        reach.remember_refusal(choice.spec.engine, error.message)
    return other


def _choose(
    request: VoiceRequest, passed_over: tuple[tuple[str, str], ...], *, ask: bool = True
) -> VoiceChoice:
    """The first usable candidate that was not passed over yet."""
    passed = list(passed_over)
    tried = {name for name, _ in passed}
    unusable: tuple[Voice, Availability] | None = None
    any_candidate = False
    for candidate, engine in _candidates(request):
        any_candidate = True
        spec = _as_requested(candidate, engine, request)
        if spec.voice.name in tried:
            continue
        if engine.online and not ask and not request.offline:
            return VoiceChoice(spec, request, tuple(passed))
        availability = _availability(opened(spec, engine), spec.voice, request.offline)
        if availability.usable and engine.online and request.name in GENDERS:
            from baonoi.voices.online import reach

            availability = reach.unless_refused(engine.name)
        if availability.usable:
            return VoiceChoice(spec, request, tuple(passed))
        passed.append((spec.voice.name, availability.reason))
        unusable = unusable or (spec.voice, availability)
    if not any_candidate:
        raise _unknown(request)
    if unusable is None:
        raise VoiceError(Told("No other voice can speak."), "voices-exhausted")
    voice, availability = unusable
    name = voice.name
    if request.name != name:
        name = Told("{asked} ({voice})", asked=request.name, voice=name)
    raise VoiceError(
        Told("{voice} cannot speak: {reason}.", voice=name, reason=availability.reason),
        "voice-unusable",
        mend=availability.mend,
    )


def _unknown(request: VoiceRequest) -> UsageError:
    named = {"name": request.name, "engine": request.engine or ""}
    told = [
        Told("There is no voice of the engine {engine!r} named {name!r}.", **named)
        if request.engine
        else Told("There is no voice named {name!r}.", **named)
    ]
    for broken in survey(offline=True).broken:
        facts = {"engine": broken.name, "reason": broken.reason}
        told.append(Told("The engine {engine} cannot be used ({reason}).", **facts))
    return UsageError(
        joined(" ", told), "voice-unknown", voice=request.name, engine=request.engine or ""
    )


def _candidates(request: VoiceRequest) -> Iterator[Way]:
    """The voices that are meant by a request, best first."""
    if request.name in GENDERS:
        ways = list(_of_gender(request))
    else:
        found = _find(request.name)
        ways = [] if found is None else [found]
    if request.engine is None:
        yield from ways
        return
    wanted = ALIASES.get(request.engine, request.engine)
    same = [(voice, engine) for voice, engine in ways if engine.name == wanted]
    yield from same
    forced = None if same else _find(wanted)
    if forced is not None and request.name in GENDERS:
        first, engine = forced
        gender = GENDERS[request.name]
        yield next((voice for voice in engine.voices() if voice.gender == gender), first), engine


def _of_gender(request: VoiceRequest) -> Iterator[Way]:
    """The ranked voices; where women may be given a man's timbre, those of other engines, too."""
    loaded = [each for each in installed() if isinstance(each, Loaded)]
    engines = {voice.name: each.engine for each in loaded for voice in each.voices}
    ranked = _ranked(voice for each in loaded for voice in each.voices)
    ways = ranked[request.name]
    if request.simulate_male and request.name == "nam":
        with_a_man = {voice.engine for voice in ways}
        ways += [voice for voice in ranked["nu"] if voice.engine not in with_a_man]
        ways.sort(key=_rank)
    for voice in ways:
        yield voice, engines[voice.name]


def _ranked(voices: Iterable[Voice]) -> dict[str, list[Voice]]:
    ranked = sorted((voice for voice in voices if voice.rank is not None), key=_rank)
    return {
        name: [voice for voice in ranked if voice.gender == gender]
        for name, gender in GENDERS.items()
    }


def _rank(voice: Voice) -> int:
    return voice.rank or 0


def _find(name: str) -> Way | None:
    """The voice of that name, or the first voice of the engine of that name."""
    for found in installed():
        if isinstance(found, Broken):
            continue
        for voice in found.voices:
            if voice.name == name:
                return voice, found.engine
        if found.engine.name == name and found.voices:
            return found.voices[0], found.engine
    if name.endswith(".onnx"):
        from baonoi.voices.piper import PiperEngine, voice_of_file

        return voice_of_file(name), PiperEngine()
    return None


def _online(engine: str) -> bool:
    found = load(engine)
    return isinstance(found, Loaded) and found.engine.online


def _availability(engine: Engine, voice: Voice, offline: bool) -> Availability:
    try:
        if engine.online and offline:
            return Availability(False, NOT_TO_BE_USED, "mend-network")
        return engine.availability(voice)
    except Exception as error:  # whatever another package makes of it
        return Availability(
            False,
            Told("its engine fails ({reason})", reason=reason_of(error)),
            Told("Update the package that brings it."),
        )


def _as_requested(voice: Voice, engine: Engine, request: VoiceRequest) -> VoiceSpec:
    """The same voice with the timbre and at the speed that were asked for."""
    original = None
    if request.speed != 1.0:
        voice = replace(voice, pace=voice.pace / request.speed)
    if request.simulate_male and voice.gender == "female":
        from baonoi.voices.timbre import deepened_voice

        original, voice = voice, deepened_voice(voice)
    return VoiceSpec(voice, engine.name, request.speed, original)
