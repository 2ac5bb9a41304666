"""The voices there are, and which one speaks: a listener chooses a voice, not an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from baonoi.errors import BaonoiError, UsageError, VoiceError
from baonoi.model import Voice
from baonoi.store.paths import told_to_stay_offline
from baonoi.voices.engine import Availability, Engine, Paced
from baonoi.voices.registry import Broken, Loaded, installed, reason_of

DEFAULT = "nam"
LISTS = {
    "nam": ("nam-minh", "espeak-nam-bac"),
    "nu": ("hoai-my", "google", "vais1000", "espeak-nu-bac"),
}
"""What a listener may ask for, and the ways to say it, best first."""
SIMULATED = {"nam": ("nam-minh", "google", "espeak-nam-bac")}
"""The same where a female voice may be given a man's timbre."""
ALIASES = {"google": "gtts"}
"""Other names of engines."""
SPEEDS = (0.5, 2.0)

Announce = Callable[[str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A voice and whether it can speak now."""

    voice: Voice
    engine: Engine
    availability: Availability


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to choose from, and what fails."""

    offers: tuple[Offer, ...]
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a listener asked for."""

    name: str = DEFAULT
    engine: str | None = None
    offline: bool = False
    speed: float = 1.0
    simulate_male: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The voice that will speak, its engine, and what was passed over and why."""

    voice: Voice
    engine: Engine
    passed_over: tuple[tuple[Voice, Availability], ...] = ()
    wish: Wish = field(default_factory=Wish)
    announce: Announce | None = None
    """Told who spoke where that is not the very voice that was asked for."""

    @property
    def note(self) -> str:
        """Who speaks, and why nobody better, in one line."""
        note = f"{self.voice.label} ({self.voice.name})"
        for voice, availability in self.passed_over:
            note += f"; not {voice.name}: {availability.reason}"
        return note

    def tell(self) -> None:
        """Announce who speaks, where that is not the very voice that was asked for."""
        if self.announce is not None and self.voice.name != self.wish.name:
            self.announce(self.note)

    def instead(self, error: BaonoiError) -> Choice:
        """The next best voice, after this one failed before it had said anything.

        Raises:
            VoiceError: there is none; ``error`` says what went wrong with this one.
        """
        failed = (self.voice, Availability(False, error.message.rstrip("."), error.hint))
        try:
            other = _choose(self.wish, (*self.passed_over, failed))
        except VoiceError:
            raise error from None
        if self.engine.online:
            from baonoi.voices.online import reach

            reach.remember_refusal(self.engine.name, error.message)
        return replace(other, announce=self.announce)


def survey(*, offline: bool = False) -> Survey:
    """Every voice, usable or not, and every engine that cannot be asked for its voices."""
    offline = offline or told_to_stay_offline()
    found = list(installed())
    loaded = [each for each in found if isinstance(each, Loaded)]
    return Survey(
        tuple(
            Offer(voice, each.engine, _availability(each.engine, voice, offline))
            for each in loaded
            for voice in each.voices
        ),
        tuple(each for each in found if isinstance(each, Broken)),
    )


def offers(*, offline: bool = False) -> list[Offer]:
    """Every voice, usable or not."""
    return list(survey(offline=offline).offers)


def choose(
    name: str = DEFAULT,
    *,
    engine: str | None = None,
    offline: bool = False,
    speed: float = 1.0,
    simulate_male: bool = False,
    announce: Announce | None = None,
) -> Choice:
    """The best usable voice under that name.

    Args:
        name: ``nam``, ``nu``, a voice, an engine (its first voice), or a Piper voice file.
        engine: the only engine that may speak.
        offline: whether the network stays unused.
        speed: multiple of the voice's usual speed, from 0.5 to 2.
        simulate_male: whether a female voice is given a man's timbre.
        announce: told who spoke, and why nobody better, once a recording is made.

    Raises:
        UsageError: no voice has that name, or no voice speaks at that speed.
        VoiceError: none of that name can speak here and now.
    """
    if not SPEEDS[0] <= speed <= SPEEDS[1]:
        raise UsageError(
            f"No voice speaks at {speed:g} times its speed.",
            f"Give a speed from {SPEEDS[0]:g} to {SPEEDS[1]:g}.",
        )
    offline = offline or told_to_stay_offline()
    wanted = ALIASES.get(engine, engine) if engine else None
    choice = _choose(Wish(name, wanted, offline, speed, simulate_male), ())
    return replace(choice, announce=announce)


def _choose(wish: Wish, passed_over: tuple[tuple[Voice, Availability], ...]) -> Choice:
    """The first usable candidate that was not passed over yet."""
    passed = list(passed_over)
    tried = {voice.name for voice, _ in passed}
    candidates = list(_candidates(wish))
    for candidate in candidates:
        voice, engine = _as_wished(*candidate, wish)
        if voice.name in tried:
            continue
        availability = _availability(engine, voice, wish.offline)
        if availability.usable and engine.online and wish.name in LISTS:
            from baonoi.voices.online import reach

            availability = reach.unless_refused(engine.name)
        if availability.usable:
            return Choice(voice, engine, tuple(passed), wish)
        passed.append((voice, availability))
    if not candidates:
        where = f" of the engine {wish.engine!r}" if wish.engine else ""
        hint = "Run `baonoi voices` to see them."
        for broken in survey(offline=True).broken:
            hint = f"The engine {broken.name} cannot be used ({broken.reason}). {hint}"
        raise UsageError(f"There is no voice{where} named {wish.name!r}.", hint)
    voice, reason = passed[0]
    raise VoiceError(f"{voice.name} cannot speak: {reason.reason}.", reason.mend)


def _candidates(wish: Wish) -> Iterator[tuple[Voice, Engine]]:
    """The voices that are meant by a name, best first."""
    lists = LISTS | SIMULATED if wish.simulate_male else LISTS
    names = lists.get(wish.name, (wish.name,))
    found = [pair for name in names if (pair := _find(name)) is not None]
    if wish.engine is None:
        yield from found
        return
    same = [(voice, engine) for voice, engine in found if engine.name == wish.engine]
    yield from same
    forced = None if same else _find(wish.engine)
    if forced is not None and wish.name in LISTS:
        first, engine = forced
        gender = {"nam": "male", "nu": "female"}[wish.name]
        yield next((voice for voice in engine.voices() if voice.gender == gender), first), engine


def _find(name: str) -> tuple[Voice, Engine] | None:
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


def _availability(engine: Engine, voice: Voice, offline: bool) -> Availability:
    try:
        if engine.online and offline:
            return Availability(False, "the network is not to be used", "Leave --offline away.")
        return engine.availability(voice)
    except Exception as error:  # whatever another package makes of it
        return Availability(
            False, f"its engine fails ({reason_of(error)})", "Update the package that brings it."
        )


def _as_wished(voice: Voice, engine: Engine, wish: Wish) -> tuple[Voice, Engine]:
    """The same voice with the timbre and at the speed that were asked for."""
    original = voice
    if wish.speed != 1.0:
        from baonoi.voices.stretch import Stretched

        if isinstance(engine, Paced):
            engine = engine.at_speed(wish.speed)
        else:
            engine = Stretched(engine, wish.speed)
        voice = replace(voice, pace=voice.pace / wish.speed)
    if wish.simulate_male and voice.gender == "female":
        from baonoi.voices.timbre import Deepened, deepened_voice

        voice, engine = deepened_voice(voice), Deepened(engine, original)
    return voice, engine
