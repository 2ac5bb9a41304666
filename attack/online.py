"""Online reads with faults in the answers, cut speech among them: no word is ever lost.

    python -m attack.online [--count N] [--seed N]

The services of the tests speak both real protocols on loopback, in turn with bursts of tone and
with the embedded voice. Each read ends with the audio of an undisturbed one, or with an error of
ours, after which it is read again; every tenth begins with nothing known of how fast they speak.
"""

from __future__ import annotations

import logging
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from attack.report import Report, main
from baonoi.common.mp3 import parse_header
from baonoi.errors import StoppedError, VoiceError
from baonoi.model import Passage, Role, SpokenText
from baonoi.reading.plan import script_of
from baonoi.reading.source import understand
from baonoi.store import paths
from baonoi.voices import ClipCache, speak
from baonoi.voices.edge import EdgeEngine
from baonoi.voices.espeak import VOICES, EspeakEngine
from baonoi.voices.google import GoogleEngine, packing
from baonoi.voices.online.service import RetryPolicy

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "voices"))
import services  # type: ignore[import-not-found]  # the folder is no package

if TYPE_CHECKING:
    from baonoi.voices.engine import Engine

COUNT = 1000
BURSTS = services.speech
PAD = 0.12
"""Seconds of silence before speech; behind it three times as much."""
HURRIED = RetryPolicy(
    spacing=0.0,
    tries=5,
    first_pause=0.01,
    longest_pause=0.03,
    patience=1.0,
    idle_time=1.5,
    request_time=2.0,
    syllable_time=0.0,
)
OFTEN = (0.05, 0.15, 0.3)
"""Shares of the answers that are faulty, one a read."""
CUT = ("clause", "end", "half", "unheard", "frames")
BROKEN = ("empty", "wrong", "silence", "drop", "close", "no-audio", "status", "tail", "junk")
SLOW = ("hang", "drip")
KINDS = (*CUT * 4, *BROKEN * 2, *SLOW)
"""Four of nine lose words; few cost time."""
CLAUSE = (4, 9)
"""Words that are lost."""
FRAMES = 45
"""Frames of 24 ms: five syllables."""
FRESH = 10
HALF_A_SYLLABLE = 0.1
"""Seconds."""
AGAIN = 12
"""Runs after which a read must have come to its end: each meets half the faults of the last."""
ARTICLE = """Chợ nổi đông trở lại sau mùa nước

Sáng 7/9, hơn 300 ghe thuyền đã về chợ nổi bên bến sông, đông nhất kể từ đầu năm nay.

Rau, cá và hoa chiếm phần lớn. Giá rau tăng 10% so với tháng trước, giá cá không đổi,
còn giá hoa giảm nhẹ vì vườn nào cũng được mùa, bà Tư bán hoa ở đầu bến cho biết.

Đường đến chợ

Xe buýt chạy 15 phút một chuyến. Bãi giữ xe mới có chỗ cho 500 chiếc, mở cửa từ 4 giờ
sáng đến 7 giờ tối, và không thu tiền trong tháng đầu.

Năm tới, tỉnh sẽ làm thêm hai cầu tàu, trồng cây dọc bờ kè, lắp đèn và mở lớp dạy tiếng
Anh cho người chèo đò.
"""

Forms = list[tuple[bytes, ...]]
"""Of each passage what may be said."""
SERVICES: dict[str, Callable[[], Engine]] = {
    "edge": lambda: EdgeEngine(policy=HURRIED),
    "gtts": lambda: GoogleEngine(HURRIED),
}


class Drawing:
    """What befalls each answer, drawn by what was asked and how often, whichever comes first."""

    def __init__(self) -> None:
        self.seed, self.share = "", 0.0
        self.asked: Counter[str] = Counter()
        self.drawn: list[str] = []

    def fault(self, text: str) -> services.Fault | None:
        """The fault of the next answer to this text; None for a right one."""
        self.asked[text] += 1
        draw = random.Random(f"{self.seed} {self.asked[text]} {text}")
        if draw.random() >= self.share:
            return None
        kind = draw.choice(KINDS)
        self.drawn.append(f"{kind} of {text[:20]!r}")
        return _fault(kind, text.split(), draw)


def _fault(kind: str, words: list[str], draw: random.Random) -> services.Fault:
    count = min(draw.randrange(*CLAUSE), max(1, len(words) - 1))
    first = draw.randrange(len(words) - count + 1)
    match kind:
        case "clause" | "unheard":
            said = " ".join(words[:first] + words[first + count :])
            return services.Fault("other" if kind == "clause" else kind, said=said)
        case "end":
            return services.Fault("other", said=" ".join(words[:-count]))
        case "half":
            return services.Fault("other", said=" ".join(words[: len(words) // 2]))
        case "frames" | "tail" | "junk":
            at, noise = draw.random(), draw.randbytes(500)
            return services.Fault("spoilt", spoil=lambda data: _spoilt(kind, data, at, noise))
        case "status":
            status = draw.choice((403, 429, 500, 502, 503))
            wait = draw.choice((None, "0", "0.01", "rác", "Mon, 01 Jan 2024 00:00:00 GMT"))
            return services.Fault(kind, status=status, retry_after=wait)
    return services.Fault(kind)


def _spoilt(kind: str, data: bytes, at: float, noise: bytes) -> bytes:
    if kind == "tail":
        return data[:-3]
    size = parse_header(data[:4]).bytes
    frames = len(data) // size
    place = round(at * max(0, frames - FRAMES)) * size
    if kind == "junk":
        return data[:place] + noise + data[place:]
    return data[:place] + data[place + FRAMES * size :]


def run(seed: int, count: int = COUNT) -> Report:
    """So many reads with faults, by both services in turn."""
    report = Report()
    with _world() as (drawing, article, folder):
        right: dict[tuple[str, bool], Forms] = {}
        for number in range(count):
            name, spoken = ("edge", "gtts")[number % 2], number // 2 % 2 == 1
            with _spoken(spoken, folder):
                if (name, spoken) not in right:
                    drawing.share = 0.0
                    right[name, spoken] = _forms(name, article)
                if number % FRESH < 2 or number < 4:
                    _forget()
                drawing.seed = f"{seed} {number}"
                drawing.share = random.Random(drawing.seed).choice(OFTEN)
                fault = _disturbed(name, article, drawing, right[name, spoken])
            kind = f"{name}, {'the embedded voice' if spoken else 'bursts'}"
            report.note(kind, fault and f"number {number}: {fault}")
            for each in drawing.drawn:
                report.tried[f"  {each.partition(' ')[0]}"] += 1
            drawing.drawn.clear()
            drawing.asked.clear()
    return report


def _forms(name: str, article: list[Passage]) -> Forms:
    """What an undisturbed read makes; asked for less at a time, too, as after two refusals."""
    forms = [_read(name, article)]
    if name == "gtts":
        ClipCache().clear()
        with patch.object(packing, "LIMIT", packing.LEAST):
            forms.append(_read(name, article))
    return list(zip(*forms, strict=True))


def _disturbed(name: str, article: list[Passage], drawing: Drawing, right: Forms) -> str:
    """Read until it comes to its end; what is wrong with what came of it."""
    ClipCache().clear()
    for _ in range(AGAIN):
        try:
            said = _read(name, article)
        except (StoppedError, VoiceError):
            drawing.share /= 2
            continue
        except Exception as error:
            return f"{error!r} after {'; '.join(drawing.drawn)}"
        lost = [
            f"{len(each) - len(forms[0]):+} bytes of {part.sentences[0].spoken[:30]!r}"
            for each, forms, part in zip(said, right, article, strict=True)
            if not any(_alike(each, form) for form in forms)
        ]
        return f"{', '.join(lost)} after {'; '.join(drawing.drawn)}" if lost else ""
    return f"it never ended: {'; '.join(drawing.drawn)}"


def _alike(said: bytes, form: bytes) -> bool:
    """Whether they are the same, or an answer lacked a part of a pause and no word."""
    return said == form or abs(len(said) - len(form)) < 2 * HALF_A_SYLLABLE * services.RATE


def _read(name: str, article: list[Passage]) -> list[bytes]:
    with closing(SERVICES[name]()) as engine:
        voice = engine.voices()[0]
        return [bytes(clip.pcm) for clip in speak(article, voice, engine, ClipCache())]


def _forget() -> None:
    if paths.paces().is_dir():
        for path in paths.paces().iterdir():
            path.unlink()


@contextmanager
def _world() -> Iterator[tuple[Drawing, list[Passage], Path]]:
    """Both services, the article as it is laid out for an online voice, and a folder."""
    import edge_tts.communicate
    import gtts.tts

    drawing = Drawing()
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # we hang up on it now and then
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = {paths.CACHE: str(folder), paths.OFFLINE: "0"}
        stack.enter_context(patch.dict(os.environ, settings))
        (folder / "bai.txt").write_text(ARTICLE, encoding="utf-8")
        article = understand(str(folder / "bai.txt"))
        served = stack.enter_context(services.Services())
        stack.enter_context(patch.object(served, "_fault", drawing.fault))
        stack.enter_context(patch.object(edge_tts.communicate, "WSS_URL", served.edge_url))
        where = lambda tld="com", path="": f"{served.google_url}/{path}"  # noqa: E731 - theirs
        stack.enter_context(patch.object(gtts.tts, "_translate_url", where))
        voice = GoogleEngine().voices()[0]
        yield drawing, list(script_of(article, voice).passages()), folder


@contextmanager
def _spoken(really: bool, folder: Path) -> Iterator[None]:
    """Let the services speak with bursts or really; each voice has a cache of its own."""
    speech = _embedded if really else BURSTS
    cache = {paths.CACHE: str(folder / speech.__name__)}
    with patch.dict(os.environ, cache), patch.object(services, "speech", speech):
        yield


@lru_cache(maxsize=1)
def _engine() -> EspeakEngine:
    return EspeakEngine()


@lru_cache(maxsize=4096)
def _embedded(text: str, pitch: float, rate: float, kbits: int) -> tuple[bytes, Any, float]:
    """What the services' own function gives, said by the embedded voice."""
    if not text.strip(",;:.!?… "):
        mute: tuple[bytes, Any, float] = BURSTS(text, pitch, rate, kbits)
        return mute
    voice = VOICES[2] if pitch < 150 else VOICES[1]
    passage = Passage(Role.PARAGRAPH, (SpokenText(text, text),), (0.4,))
    (clip,) = _engine().synthesize([passage], voice)
    seconds = [PAD + time / clip.sample_rate for time in clip.words]
    words = zip(text.split(), seconds[::2], seconds[1::2], strict=True)
    before, after = (bytes(2 * round(pad * clip.sample_rate)) for pad in (PAD, 3 * PAD))
    pcm = before + bytes(clip.pcm) + after
    return (
        services.encoded(pcm, clip.sample_rate, kbits),
        tuple((word.strip(",;:.!?…"), start, end) for word, start, end in words),
        len(pcm) / 2 / clip.sample_rate,
    )


if __name__ == "__main__":
    main(__doc__, run, COUNT)
