"""How long a voice takes for a text: by that an answer is known that lacks a part of it.

What a voice takes is about so much a syllable, a letter, a mark inside, and at its ends. How much
of each is learned from its answers (Bayesian linear regression, Bishop, Pattern Recognition and
Machine Learning, 3.3), so that it is told, too, how far the next one may be off; and it is kept, so
that the next run knows it from its first request.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from baonoi.common.syllable_count import syllable_count
from baonoi.store import kept
from baonoi.store.kept import Kept
from baonoi.told import Told
from baonoi.voices.online.service import TransientError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

USUAL = 0.2
"""Seconds a syllable takes at usual speed, before anything is known: five a second."""
HASTY = 0.09
"""Seconds below which no voice says a syllable at its usual speed, pauses counted in."""
SHARES = (0.7, 0.09, 1.2, 2.5, 1.0)
"""What a syllable, a letter of it, a clause's mark, a sentence's mark inside and both ends together
take, in syllables, before anything is known; and how far that may be off:"""
DOUBTS = (0.12, 0.06, 0.8, 1.5, 0.7)
SCALE = 0.25
"""By what share of itself the usual pace may be off."""
NOISE = (0.5, 0.02)
"""Variance of a text's length, in syllables squared: of each, and more a syllable. This and the
bounds below are what ``python -m attack.honest`` measures."""
DOUBTED = (1.0, 0.03, 1.7)
"""Syllables that must seem to be missing for an answer to be doubted, more a syllable, and at most:
four that are come to more, and one in twenty whole answers, too, which is then asked for again."""
REFUSED = (3.0, 0.2)
"""Syllables, and more a syllable of the text, whose want no voice's whims explain."""
CERTAIN = 5.0
"""How many standard deviations they must be, besides."""
SHORT = 6
"""Syllables below which half of them may be missing unnoticed: a heading's answer is doubted."""
SURE = 2.0
"""How many times as much variance whims must have as what is not learned yet has."""
ENOUGH = 12
"""Answers from which it is known how far a voice's whims go."""
LETTERS = 3.3
"""Letters a Vietnamese syllable has."""
MOST = 256
"""Answers that are remembered."""
_LONGEST, _FASTEST = 7200.0, 10.0
_EVERY = 16
"""Answers after which what was learned is kept."""
_CLAUSE, _SENTENCE = tuple(",;:–—-"), tuple(".!?…")


class Amount(NamedTuple):
    """What there is to say in a text."""

    syllables: int
    letters: int
    clauses: int
    """Marks inside, at which a voice pauses."""
    sentences: int
    """Ends of sentences inside."""
    ends: int = 1


class Learned(NamedTuple):
    """How long a voice took for a text."""

    amount: Amount
    seconds: float


def amount(text: str) -> Amount:
    """What there is to say in ``text``."""
    words = text.split()
    return Amount(
        sum(map(syllable_count, words)),
        sum(map(str.isalnum, text)),
        sum(word.endswith(_CLAUSE) for word in words[:-1]),
        sum(word.endswith(_SENTENCE) for word in words[:-1]),
    )


class PartError(TransientError):
    """An answer is a part of what was asked for."""


class Pace:
    """How fast one voice speaks; an answer much shorter than its text is a part of one."""

    def __init__(self, path: Path | None = None, speed: float = 1.0) -> None:
        """Know what is kept in ``path``, if anything; ``speed`` is what the voice was asked for."""
        self._lock = threading.Lock()
        self._path = path
        self._usual = USUAL / speed
        self._hasty = HASTY / speed
        self._answers = deque((path and kept.load(path, _read)) or (), maxlen=MOST)
        self._new = 0
        self._fit: _Fit | None = None

    @property
    def known(self) -> tuple[Learned, ...]:
        """The answers that it is learned from, the latest last."""
        with self._lock:
            return tuple(self._answers)

    def doubt(self, seconds: float, text: str, *, told: bool = False) -> str:
        """Why something may be missing in an answer; "" where nothing can be.

        Args:
            seconds: what its speech takes.
            text: what it should say.
            told: whether the service told that it says every word: where nothing is known yet,
                that is believed.

        Raises:
            PartError: part of it must be missing.
        """
        asked = amount(text)
        if not asked.syllables:
            return ""
        found = self._fitted().missing(asked, seconds)
        reason = Told(
            "it sent {seconds:.1f} s for {syllables} syllables",
            seconds=seconds,
            syllables=asked.syllables,
        )
        least, more = REFUSED
        certain = len(self._answers) >= ENOUGH and found.syllables > CERTAIN * found.deviation
        if seconds < self._hasty * asked.syllables or (
            certain and found.syllables > least + more * asked.syllables
        ):
            raise PartError(Told("{reason}, part of them", reason=reason))
        if not found.known:
            unknown = Told("{reason}, and how fast it speaks is not known yet", reason=reason)
            return "" if told else unknown
        if asked.syllables < SHORT and not told:
            return Told("{reason}, too few to tell", reason=reason)
        base, each, most = DOUBTED
        bound = min(most, base + each * asked.syllables)
        return reason if found.syllables > bound * found.whims else ""

    def expected(self, text: str) -> float:
        """Seconds that the voice will take for ``text``, as far as is known."""
        return self._fitted().seconds(amount(text))

    def learn(self, seconds: float, text: str) -> None:
        """Take an answer for whole."""
        asked = amount(text)
        if not asked.syllables or not 0 < seconds < _LONGEST:
            return
        with self._lock:
            self._answers.append(Learned(asked, seconds))
            self._fit = None
            self._new += 1
            due = len(self._answers) <= _EVERY or self._new % _EVERY == 0
        if due:
            self.keep()

    def keep(self) -> None:
        """Let the next run know it."""
        if self._path is None or not self._new:
            return
        with self._lock:
            answers = [[*each.amount, each.seconds] for each in self._answers]
        with suppress(OSError):
            kept.store(self._path, {"answers": answers})

    def forget(self) -> None:
        """The voice may be another one since: nothing of it is known."""
        with self._lock:
            self._answers.clear()
            self._fit = None
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _fitted(self) -> _Fit:
        with self._lock:
            if self._fit is None:
                self._fit = _Fit.of(self._answers, self._usual)
            return self._fit


class _Missing(NamedTuple):
    """How many syllables seem to be missing."""

    syllables: float
    deviation: float
    """Standard deviation of that."""
    known: bool
    """Whether little of it comes of what is not learned yet."""
    whims: float
    """How many times as far they go as those of the voices that were measured; 1 at least."""


class _Fit(NamedTuple):
    """The regression: what each thing takes, in seconds, and how far that may be off."""

    takes: Column
    covariance: Column
    each: float
    """Seconds a syllable takes, with its letters."""
    whims: float

    @classmethod
    def of(cls, answers: Iterable[Learned], usual: float) -> _Fit:
        import numpy as np

        shares, doubts = np.array(SHARES), np.array(DOUBTS)
        asked = np.array([each.amount for each in answers], dtype=float).reshape(-1, len(shares))
        seconds = np.array([each.seconds for each in answers], dtype=float)
        scale = float(np.median(seconds / (asked @ shares))) if len(seconds) else usual
        scale = max(scale, usual / _FASTEST)
        spread = np.diag((scale * doubts) ** 2)
        prior = np.linalg.inv(spread + (scale * SCALE) ** 2 * np.outer(shares, shares))
        weights = 1 / (scale**2 * (NOISE[0] + NOISE[1] * asked[:, 0]))
        covariance = np.linalg.inv(prior + (asked * weights[:, None]).T @ asked)
        takes = covariance @ (prior @ (scale * shares) + asked.T @ (weights * seconds))
        astray = (seconds - asked @ takes) ** 2 * weights
        whims = max(1.0, float(np.sqrt(astray.mean()))) if len(seconds) >= ENOUGH else 1.0
        return cls(takes, covariance, float(takes[0] + LETTERS * takes[1]), whims)

    def seconds(self, asked: Amount) -> float:
        """How long it will take."""
        import numpy as np

        return max(0.0, float(np.array(asked, dtype=float) @ self.takes))

    def missing(self, asked: Amount, seconds: float) -> _Missing:
        import numpy as np

        row = np.array(asked, dtype=float)
        unsure = float(row @ self.covariance @ row) / self.each**2
        noise = self.whims**2 * _noise(asked.syllables)
        lacks = float(row @ self.takes - seconds) / self.each
        return _Missing(lacks, (unsure + noise) ** 0.5, SURE * unsure < noise, self.whims)


def _noise(syllables: float) -> float:
    return NOISE[0] + NOISE[1] * syllables


def _read(told: Kept) -> list[Learned]:
    """What was kept: numbers that may be, or it is no such file."""
    answers = []
    for *counts, seconds in told.head["answers"]:
        asked = Amount(*map(int, counts))
        if not (asked.syllables > 0 and min(asked) >= 0 and 0 < float(seconds) < _LONGEST):
            raise ValueError("an answer of no length")
        answers.append(Learned(asked, float(seconds)))
    return answers
