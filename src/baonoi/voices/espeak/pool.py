"""Worker processes, one a core, that say passages side by side."""

from __future__ import annotations

import marshal
import math
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, NamedTuple

from baonoi.common.log import Log
from baonoi.common.parallel import Hand, cores
from baonoi.errors import SynthesisError
from baonoi.told import Told
from baonoi.voices.espeak.worker import ANSWER, LENGTH

_log = Log(__name__)
WORKER = Path(__file__).with_name("worker.py")
PASSAGE_TIMEOUT = 120.0
"""Seconds after which a silent worker is taken for hung: a passage takes milliseconds."""
LATE = 1.0
"""Seconds between two looks for one."""
PASSAGES_A_WORKER = 400
"""Each unloading of the library leaves a few kilobytes behind; a new process is clean."""


class Request(NamedTuple):
    """One passage."""

    settings: dict[str, str | int]
    """Of the voice."""
    sentences: list[str]

    def packed(self) -> bytes:
        """As it goes through the pipe."""
        asked = marshal.dumps(tuple(self))
        return LENGTH.pack(len(asked)) + asked


class Answer(NamedTuple):
    """What was said."""

    sample_rate: int
    """In Hz; 0 where nothing was said."""
    ends: array[int]
    """Where each sentence ends, in samples."""
    words: array[int]
    """Start and end of each word, in samples."""
    audio: bytes
    """Samples, int16 mono; where nothing was said, why not."""

    @classmethod
    def read(cls, stream: IO[bytes]) -> Answer:
        """The next one that comes through the pipe.

        Raises:
            EOFError: it ended before.
        """
        rate, sentences, words, size = ANSWER.unpack(_whole(stream, ANSWER.size))
        ends = array("i", _whole(stream, 4 * sentences))
        return cls(rate, ends, array("i", _whole(stream, 8 * words)), _whole(stream, size))


def _whole(stream: IO[bytes], size: int) -> bytes:
    """So many bytes.

    Raises:
        EOFError: it ended before.
    """
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


class WorkerDied(Exception):  # noqa: N818  (an event between these two classes, not an error to show)
    """The process ended or hung while it said a passage."""


class Worker:
    """One process and the pipe to it."""

    def __init__(self, library: str, data: str) -> None:
        """Start it.

        Raises:
            WorkerDied: the system gives no process for it.
        """
        self.asked = 0
        self.due = math.inf
        """When it must have answered, on the monotonic clock."""
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", str(WORKER), library, data],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                process_group=0,  # a terminal's Ctrl-C is ours to hear: it is ended in its turn
            )
        except OSError as error:
            raise WorkerDied(f"it cannot be started: {error.strerror}") from error

    def ask(self, request: Request) -> Answer:
        """Send one passage and wait for its audio.

        Raises:
            WorkerDied: the process crashed, or was killed since it did not answer in time.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise WorkerDied("no pipe")
        self.due = time.monotonic() + PASSAGE_TIMEOUT
        try:
            stdin.write(request.packed())
            stdin.flush()
            answer = Answer.read(stdout)
            self.asked += 1
            return answer
        except EOFError:
            raise WorkerDied(f"exit status {self._process.wait()}") from None
        except (OSError, ValueError) as error:
            raise WorkerDied(str(error)) from error
        finally:
            self.due = math.inf

    def kill(self) -> None:
        """Let who waits for its answer wait no longer."""
        self._process.kill()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was left to write cannot be written any more
                    pipe.close()


class Pool:
    """Several workers, for any number of threads, until it is closed."""

    def __init__(self, library: str, data: str, size: int | None = None) -> None:
        self._where = (library, data)
        self._size = size or cores()
        self._places: SimpleQueue[Worker | None] = SimpleQueue()
        """Idle workers; None is a place where there is none yet. Whoever takes one gives one back,
        whatever happens, so that nobody waits for ever."""
        for _ in range(self._size):
            self._places.put(None)
        self._workers: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._watch: Hand | None = None

    def start(self) -> None:
        """Start the processes now, before there is anything to say; what fails, fails later."""
        for _ in range(self._size):
            with suppress(Empty, WorkerDied, RuntimeError), self._place(wait=False):
                pass

    def ask(self, request: Request) -> Answer:
        """Ask an idle worker, waiting for one; a second one where the first died.

        Raises:
            SynthesisError: the passage killed two workers, one after the other.
        """
        try:
            return self._ask(request)
        except WorkerDied as error:
            first = request.sentences[0][:80]
            _log.warning("a worker of eSpeak NG died (%s), another one says: %s", error, first)
        try:
            return self._ask(request)
        except WorkerDied as error:
            raise SynthesisError(
                Told(
                    "eSpeak NG crashed twice ({reason}) on: {text}",
                    reason=str(error),
                    text=request.sentences[0][:80],
                ),
                "espeak-crashed",
            ) from error

    def _ask(self, request: Request) -> Answer:
        with self._place() as worker:
            return worker.ask(request)

    @contextmanager
    def _place(self, *, wait: bool = True) -> Iterator[Worker]:
        """An idle worker, which is ended where the block fails, and after many passages."""
        worker = self._places.get(wait)
        try:
            worker = worker or self._new()
            yield worker
        except BaseException:
            self._end(worker)
            worker = None
            raise
        else:
            if worker.asked >= PASSAGES_A_WORKER:
                self._end(worker)
                worker = None
        finally:
            self._places.put(worker)

    def _new(self) -> Worker:
        with self._lock:
            if self._closed.is_set():
                raise WorkerDied("closed")
            if self._watch is None:
                self._watch = Hand(self._kill_the_late)
            worker = Worker(*self._where)
            self._workers.add(worker)
            return worker

    def _end(self, worker: Worker | None) -> None:
        if worker is not None:
            worker.close()
            with self._lock:
                self._workers.discard(worker)

    def _kill_the_late(self) -> None:
        while not self._closed.wait(LATE):
            now = time.monotonic()
            with self._lock:
                workers = tuple(self._workers)
            for worker in workers:
                if worker.due < now:
                    worker.kill()

    def close(self) -> None:
        """End every worker; what they were saying is dropped."""
        with self._lock:
            self._closed.set()
            workers = tuple(self._workers)
        for worker in workers:
            worker.close()
