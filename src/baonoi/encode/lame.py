"""LAME: in its wheel, or the system's own library, since no wheel fits some systems (musl)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from baonoi.common.system_library import system_library
from baonoi.errors import OutputError
from baonoi.told import Told

if TYPE_CHECKING:
    from ctypes import CDLL

NAMES = ("libmp3lame.so.0", "libmp3lame.0.dylib", "libmp3lame.dll")
_LEAST = 7200
"""Bytes that a flush may give, after lame.h; beside them 1.25 times the samples fit."""


class Encoder(Protocol):
    """One stream."""

    def encode(self, pcm: bytes) -> bytes | bytearray:
        """Frames of mono samples of 16 bits; of some later."""

    def flush(self) -> bytes | bytearray:
        """What is left."""


def encoder(sample_rate: int, bitrate: int, quality: int) -> Encoder:
    """LAME at a constant bitrate, mono.

    Raises:
        OutputError: there is no LAME here.
    """
    try:
        import lameenc
    except ImportError:
        return _System(sample_rate, bitrate, quality)
    lame: Any = lameenc.Encoder()
    lame.silence()
    lame.set_bit_rate(bitrate)
    lame.set_in_sample_rate(sample_rate)
    lame.set_out_sample_rate(sample_rate)
    lame.set_channels(1)
    lame.set_quality(quality)
    found: Encoder = lame
    return found


def origin() -> str:
    """Which LAME it is.

    Raises:
        OutputError: there is none here.
    """
    try:
        import lameenc
    except ImportError:
        return str(_system()._name)
    return str(lameenc.__name__)


class _System:
    """The same of the system's library, by lame.h."""

    def __init__(self, sample_rate: int, bitrate: int, quality: int) -> None:
        from ctypes import c_void_p

        self._library = library = _system()
        self._handle = c_void_p(library.lame_init())
        silent = c_void_p(None)
        for name in ("errorf", "debugf", "msgf"):
            getattr(library, f"lame_set_{name}")(self._handle, silent)
        mono = 3
        for name, value in (
            ("brate", bitrate),
            ("in_samplerate", sample_rate),
            ("out_samplerate", sample_rate),
            ("num_channels", 1),
            ("mode", mono),
            ("quality", quality),
            ("bWriteVbrTag", 0),
        ):
            getattr(library, f"lame_set_{name}")(self._handle, value)
        if library.lame_init_params(self._handle) < 0:
            raise ValueError(f"LAME takes no {bitrate} kbit/s at {sample_rate} Hz")

    def encode(self, pcm: bytes) -> bytes:
        samples = len(pcm) // 2
        return self._given(samples, "lame_encode_buffer", pcm, pcm, samples)

    def flush(self) -> bytes:
        return self._given(0, "lame_encode_flush")

    def _given(self, samples: int, name: str, *sound: Any) -> bytes:
        from ctypes import create_string_buffer

        room = samples * 5 // 4 + _LEAST
        buffer = create_string_buffer(room)
        count = getattr(self._library, name)(self._handle, *sound, buffer, room)
        if count < 0:
            raise ValueError(f"LAME answered {count}")
        return buffer.raw[:count]

    def __del__(self) -> None:
        handle = self.__dict__.get("_handle")
        if handle:
            self._library.lame_close(handle)


@cache
def _system() -> CDLL:
    from ctypes import c_void_p

    try:
        found = system_library(NAMES, "mp3lame", "lame_init")
    except OSError as error:
        told = Told("No LAME can be loaded, which makes MP3s.")
        raise OutputError(told, "no-lame") from error
    found.lame_init.restype = c_void_p
    return found
