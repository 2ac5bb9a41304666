"""Plays a recording while it is still being made.

What is to be heard goes into a file that the player reads at its own pace, so that neither waits
for the other and memory stays flat.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from baonoi.errors import OutputError
from baonoi.told import Told

CHUNK = 8192
"""Bytes handed on at once: a fifth of a second, so that stopping is quick."""
PLAYERS = {
    "mpv": "--no-terminal --no-video --demuxer=rawaudio --demuxer-rawaudio-channels=1 "
    "--demuxer-rawaudio-format=s16le --demuxer-rawaudio-rate={rate} -",
    "ffplay": "-nodisp -autoexit -loglevel quiet -f s16le -ar {rate} -i -",
    "paplay": "--raw --format=s16le --channels=1 --rate={rate}",
    "aplay": "-q -t raw -f S16_LE -c 1 -r {rate} -",
    "pw-cat": "--playback --raw --format=s16 --channels=1 --rate={rate} -",
    "play": "-q -t raw -e signed -b 16 -c 1 -r {rate} -",
}
"""Programs that play bare samples from standard input, best first, and their arguments."""

_PATIENCE = 1.0
"""Seconds to wait for a player that hangs."""
_DEVICE = "PortAudio"


class Output(ABC):
    """Something that sounds."""

    @abstractmethod
    def write(self, pcm: bytes) -> None:
        """Play these samples next; return when more can be taken.

        Raises:
            OSError: it has stopped playing.
        """

    @abstractmethod
    def finish(self) -> None:
        """Wait until all is played.

        Raises:
            OSError: it could not be.
        """

    @abstractmethod
    def stop(self) -> None:
        """Be silent now."""


class Program(Output):
    """A player that reads standard input."""

    def __init__(self, name: str, rate: int) -> None:
        command = [name, *PLAYERS[name].format(rate=rate).split()]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def write(self, pcm: bytes) -> None:
        """Into its pipe."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pcm)
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise OSError("it stopped before the end") from error

    def finish(self) -> None:
        """Close its pipe and wait for it to end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        if status := self._process.wait():
            raise OSError(f"it ended with status {status}")

    def stop(self) -> None:
        """End it; whoever waits for it to take more has a broken pipe."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()


class Device(Output):
    """The default loudspeaker, by PortAudio."""

    def __init__(self, rate: int) -> None:
        import sounddevice

        self._failure = sounddevice.PortAudioError
        try:
            self._stream: Any = sounddevice.RawOutputStream(rate, channels=1, dtype="int16")
            self._stream.start()
        except self._failure as error:
            raise OSError(str(error)) from error

    def write(self, pcm: bytes) -> None:
        """Into its buffer."""
        try:
            self._stream.write(pcm)
        except self._failure as error:
            raise OSError(str(error)) from error

    def finish(self) -> None:
        """Let the buffer run out."""
        self._stream.stop()
        self._stream.close()

    def stop(self) -> None:
        """Drop the buffer."""
        self._stream.abort()
        self._stream.close()


class Player:
    """Takes samples at any pace and plays them in a thread; one for each recording."""

    def __init__(self) -> None:
        self.name = find_player()
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the player is left
        self._changed = threading.Condition()
        self._written = 0
        self._done = self._stopped = False
        self._failure: OSError | None = None
        self._thread: threading.Thread | None = None
        self._output: Output | None = None

    def feed(self, pcm: bytes, rate: int) -> None:
        """Take the next samples, int16 mono; the first ones start the playing."""
        with self._changed:
            self._spool.seek(self._written)
            self._spool.write(pcm)
            self._written += len(pcm)
            self._changed.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._play, args=(rate,), daemon=True)
            self._thread.start()

    def finish(self) -> None:
        """Wait until all that was fed is played.

        Raises:
            OutputError: it could not be played.
        """
        with self._changed:
            self._done = True
            self._changed.notify()
        if self._thread is not None:
            while self._thread.is_alive():
                self._thread.join(0.2)  # so that Ctrl-C is heard on every system
        if self._failure is not None:
            raise OutputError(
                Told(
                    "{player} could not play the recording: {reason}.",
                    player=self.name,
                    reason=str(self._failure),
                ),
                "playing-failed",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop playing, if it still does."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(_PATIENCE)
            if self._thread.is_alive() and self._output is not None:
                self._output.stop()
                self._thread.join(_PATIENCE)
        self._spool.close()

    def _play(self, rate: int) -> None:
        try:
            output = Device(rate) if self.name == _DEVICE else Program(self.name, rate)
            self._output = output
        except OSError as error:
            self._failure = error
            return
        at = 0
        try:
            while not self._stopped and (pcm := self._next(at)):
                output.write(pcm)
                at += len(pcm)
            if self._stopped:
                output.stop()
            else:
                output.finish()
        except OSError as error:
            self._failure = error
            output.stop()

    def _next(self, at: int) -> bytes:
        """What comes next, once it is there; nothing at the end."""
        with self._changed:
            while at == self._written and not (self._done or self._stopped):
                self._changed.wait()
            self._spool.seek(at)
            return self._spool.read(CHUNK)


def find_player() -> str:
    """What plays here: PortAudio where it finds a loudspeaker, else an installed program.

    Raises:
        OutputError: nothing does.
    """
    if _has_device():
        return _DEVICE
    for name in PLAYERS:
        if shutil.which(name):
            return name
    raise OutputError(
        Told("Nothing on this machine can play sound."), "player-missing", extra="play"
    )


def _has_device() -> bool:
    try:
        import sounddevice
    except (ImportError, OSError):  # not installed; installed without its library
        return False
    try:
        sounddevice.query_devices(kind="output")
    except (sounddevice.PortAudioError, ValueError):
        return False
    return True
