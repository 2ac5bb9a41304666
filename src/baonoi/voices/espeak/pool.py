"""Worker processes, one a core, that say passages side by side."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import threading
from array import array
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from baonoi.common.log import Log
from baonoi.common.parallel import cores
from baonoi.errors import SynthesisError

_log = Log(__name__)
WORKER = Path(__file__).with_name("worker.py")
PASSAGE_TIMEOUT = 120.0
"""Seconds after which a silent worker is taken for hung: a passage takes milliseconds."""
PASSAGES_A_WORKER = 400
"""Each unloading of the library leaves a few kilobytes behind; a new process is clean."""

Answer = tuple[dict[str, Any], bytes, "array[int]"]
Request = dict[str, Any]


class WorkerDied(Exception):  # noqa: N818  (an event between these two classes, not an error to show)
    """The process ended or hung while it said a passage."""


class Worker:
    """One process and the pipe to it."""

    def __init__(self, library: str, data: str) -> None:
        self.asked = 0
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(WORKER), library, data],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, request: Request) -> Answer:
        """Send one passage and wait for its audio.

        Raises:
            WorkerDied: the process crashed, or did not answer in time and was killed.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise WorkerDied("no pipe")
        timer = threading.Timer(PASSAGE_TIMEOUT, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            head = json.dumps(request).encode("utf-8")
            stdin.write(struct.pack("<I", len(head)) + head)
            stdin.flush()
            prefix = stdout.read(4)
            if len(prefix) < 4:
                raise WorkerDied(f"exit status {self._process.wait()}")
            header: dict[str, Any] = json.loads(stdout.read(struct.unpack("<I", prefix)[0]))
            if "error" in header:
                return header, b"", array("i")
            pcm = stdout.read(header["bytes"])
            words = array("i")
            times = stdout.read(header["words"] * 2 * words.itemsize)
            if (len(pcm), len(times)) != (header["bytes"], header["words"] * 2 * words.itemsize):
                raise WorkerDied("it ended in the middle of its answer")
            words.frombytes(times)
            self.asked += 1
            return header, pcm, words
        except (OSError, ValueError) as error:
            raise WorkerDied(str(error)) from error
        finally:
            timer.cancel()

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
        self._idle: SimpleQueue[Worker | None] = SimpleQueue()
        """None is for those who still wait when the pool is closed."""
        self._workers: list[Worker] = []
        self._lock = threading.Lock()
        self._closed = False

    def start(self) -> None:
        """Start the processes now, before there is anything to say."""
        with self._lock:
            while len(self._workers) < self._size:
                self._idle.put(self._new())

    def ask(self, request: Request) -> Answer:
        """Ask an idle worker, waiting for one; a second one where the first died.

        Raises:
            SynthesisError: the passage killed two workers, one after the other.
        """
        try:
            return self._ask(request)
        except WorkerDied as error:
            first = request["sentences"][0][:80]
            _log.warning("a worker of eSpeak NG died (%s), another one says: %s", error, first)
        try:
            return self._ask(request)
        except WorkerDied as error:
            raise SynthesisError(
                f"eSpeak NG crashed twice ({error}) on: {request['sentences'][0][:80]}",
                "espeak-crashed",
                reason=str(error),
                text=request["sentences"][0][:80],
            ) from error

    def _ask(self, request: Request) -> Answer:
        worker = self._next()
        try:
            answer = worker.ask(request)
        except WorkerDied:
            self._replace(worker)
            raise
        if worker.asked < PASSAGES_A_WORKER:
            self._idle.put(worker)
        else:
            self._replace(worker)
        return answer

    def _next(self) -> Worker:
        """An idle worker, or a new one while there is room for it."""
        with self._lock:
            if self._closed:
                raise WorkerDied("closed")
            if self._idle.empty() and len(self._workers) < self._size:
                return self._new()
        worker = self._idle.get()
        if worker is None:
            self._idle.put(None)
            raise WorkerDied("closed")
        return worker

    def _new(self) -> Worker:
        worker = Worker(*self._where)
        self._workers.append(worker)
        return worker

    def _replace(self, worker: Worker) -> None:
        worker.close()
        with self._lock:
            if not self._closed:
                self._workers.remove(worker)
                self._idle.put(self._new())

    def close(self) -> None:
        """End every worker; what they were saying is dropped."""
        with self._lock:
            self._closed = True
            self._idle.put(None)
        for worker in self._workers:
            worker.close()
