"""What a codec is: how sound is coded, section by section or as a whole."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from baonoi.common.decoder import Samples
    from baonoi.model import Metadata, Utterance


@dataclass(frozen=True, slots=True)
class Coded:
    """How much a coded section holds."""

    samples: int
    """What it decodes to: it may be more than was put in."""
    bytes: int


class SectionEncoder(ABC):
    """Codes the samples of one section, int16 mono, as they come."""

    @abstractmethod
    def encode(self, pcm: bytes) -> bytes:
        """Take the next samples; give the bytes that are ready."""

    @abstractmethod
    def finish(self) -> bytes:
        """The bytes that are left."""

    @property
    @abstractmethod
    def coded(self) -> Coded:
        """How much it came to, once it is finished.

        Raises:
            OutputError: it did not come to an end.
        """


class SectionCodec(ABC):
    """Codes each section on its own, so that they can be joined as they are."""

    scale: ClassVar[float] = 1.0
    """What it decodes to is so many times as large as what was put in."""

    exact: ClassVar[bool] = False
    """Whether it decodes to what was put in."""

    @property
    def watched(self) -> bool:
        """Whether the true peak of what it makes must be looked at."""
        return False

    def energies(self, of_input: Iterable[float]) -> array[float]:
        """Of what it decodes to, each 100 ms, from those of what is put in."""
        return array("f", (each * self.scale**2 for each in of_input))

    @abstractmethod
    def encoder(self, sample_rate: int) -> SectionEncoder:
        """An encoder for one section."""

    def left_over(self, sample_rate: int) -> int:
        """Samples that a section may decode to beyond what was put in, at most, to 2 ms or so."""
        return 0

    def silence_behind(self, utterance: Utterance) -> int:
        """Samples of silence behind a sentence; what is left over of a section is part of it."""
        if utterance.ends_section and not utterance.ends_script:
            return max(0, utterance.silence - self.left_over(utterance.sample_rate))
        return utterance.silence

    def head(self, sample_rate: int, coded: Coded, length: int) -> bytes:
        """What stands before such frames in a file; a player plays ``length`` samples of them."""
        return b""

    @abstractmethod
    def decoded(self, path: Path) -> Iterator[Samples]:
        """What a file of bare frames decodes to, some samples at a time."""


@dataclass(frozen=True)
class Codec(ABC):
    """Makes one file of a recording: its coded sections as they are, if it is nothing more."""

    ending: str

    def check(self) -> None:
        """See that what it needs is here.

        Raises:
            OutputError: it is not.
        """
        return

    @abstractmethod
    def sections(self, bitrate: int | None, quality: int) -> SectionCodec:
        """How the sections are coded that it is given.

        Args:
            bitrate: in kbit/s; None is the usual one. Only what joins them has one here.
            quality: LAME's scale, for MP3: 0 slowest and best, 9 fastest.
        """

    def decoded(self, path: Path) -> Iterator[Samples]:
        """What a file of this codec decodes to, some samples at a time."""
        from baonoi.common.decoder import decoded

        return decoded(path)


class WholeCodec(Codec):
    """Codes the samples of all sections as one."""

    ceiling: ClassVar[float | None] = None
    """Largest sample it is given, of full scale, where its coding adds much; None where not."""

    @abstractmethod
    def write(
        self, pcm: Iterable[bytes], path: Path, metadata: Metadata, bitrate: int | None, length: int
    ) -> None:
        """Code the whole.

        Args:
            pcm: the samples of all sections, int16 mono, in parts.
            path: a new file.
            metadata: what its tags tell, and the sample rate.
            bitrate: in kbit/s; None where the codec shall choose. Lossless ones have none.
            length: samples of the whole.

        Raises:
            OSError: it cannot be written.
        """
