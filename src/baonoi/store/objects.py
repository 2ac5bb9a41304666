"""A bucket as a store: S3, Google Cloud Storage, Azure and what speaks as they do.

The client is obstore's (the crate ``object_store`` of Apache Arrow). It takes its credentials, its
region and another server's address from the variables that each service's own tools take:
``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT_URL``, ``GOOGLE_APPLICATION_CREDENTIALS``, …
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple, cast

from baonoi.errors import OutputError, UsageError
from baonoi.store.shared import Entry, SharedStore
from baonoi.store.store import checked
from baonoi.told import Told

if TYPE_CHECKING:
    from obstore import Attributes
    from obstore.store import ObjectStore

SCHEMES = ("s3", "s3a", "gs", "az", "azure", "abfs", "abfss")
MISSING = "no-such-object"
"""The code of the error that says so."""
TYPES = {
    "mp3": "audio/mpeg",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "vtt": "text/vtt; charset=utf-8",
    "m3u8": "application/vnd.apple.mpegurl",
    "png": "image/png",
    "jpg": "image/jpeg",
}
"""Media types by the ending of a name; a bucket serves its objects with them."""
PATIENCE = timedelta(minutes=3)
"""How long a request is tried again that a server answers with 5xx, or not at all."""
TIMEOUT = timedelta(seconds=60)
"""For one request."""
MARK = "putter"
"""Metadata of an object that was put as a new one."""
WHOLE = 1 << 26
"""Bytes above which a file is put in parts."""


class Address(NamedTuple):
    """Where an object is, or all that begin so."""

    bucket: str
    """With its scheme: ``s3://bao``."""
    path: str


def is_object(address: str) -> bool:
    """Whether it names something in an object store."""
    return address.partition("://")[0] in SCHEMES and "://" in address


def parted(address: str) -> Address:
    """The bucket of an address, and the path in it.

    Raises:
        UsageError: it names no bucket.
    """
    scheme, _, rest = address.partition("://")
    bucket, _, path = rest.partition("/")
    if not bucket:
        raise UsageError(Told("{address} names no bucket.", address=address), "bucket-missing")
    return Address(f"{scheme}://{bucket}", path.strip("/"))


class Bucket(SharedStore):
    """Objects below a prefix."""

    def __init__(self, address: str, *, patience: timedelta = PATIENCE) -> None:
        """Ask nothing yet.

        Args:
            address: such as ``s3://bucket/prefix``.
            patience: how long one request is tried again.

        Raises:
            UsageError: it names no bucket, or obstore is missing or cannot be set up.
        """
        self.address = address
        bucket, self._prefix = parted(address)
        self._store = _opened(bucket, patience)

    def get(self, name: str) -> BinaryIO:
        """Open it; what is read of it is fetched in large parts."""
        import obstore

        path = self._path(checked(name))
        with _reading(self._told(name)):
            reader = obstore.open_reader(self._store, path)
        return cast(BinaryIO, io.BufferedReader(_Reader(cast(IO[bytes], reader), self._told(name))))

    def read(self, name: str) -> bytes:
        """All of it, in one request."""
        return self.read_any(checked(name))

    def read_any(self, name: str, limit: int | None = None) -> bytes:
        """All of it, or a little more than ``limit`` bytes; others gave it its name."""
        import obstore

        with _reading(self._told(name)):
            if limit is None:
                return bytes(obstore.get(self._store, self._path(name)).bytes())
            ranged = obstore.get(self._store, self._path(name), options={"range": (0, limit + 1)})
            return bytes(ranged.bytes())

    def put(self, name: str, content: BinaryIO) -> None:
        """Put it; large files in parts, which become an object at the end."""
        self._put(name, content)

    def put_new(self, name: str, content: BinaryIO) -> bool:
        """Put it under the condition that there is none (``If-None-Match: *``).

        A client that had no answer asks again, and is told that there is one: its own. So each has
        a mark.
        """
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        mark = secrets.token_hex(16)
        try:
            self._put(name, content, mark)
        except (AlreadyExistsError, PreconditionError):
            return self._mark(name) == mark
        return True

    def begin(self, name: str, size: int) -> bytes | None:
        """One GET of a range."""
        import obstore

        path = self._path(checked(name))
        try:
            with _reading(self._told(name)):
                return bytes(obstore.get_range(self._store, path, start=0, end=size))
        except OutputError as error:
            if error.code != MISSING:
                raise
            return None

    def exists(self, name: str) -> bool:
        """One HEAD."""
        import obstore

        path = self._path(checked(name))
        try:
            with _reading(self._told(name)):
                obstore.head(self._store, path)
        except OutputError as error:
            if error.code != MISSING:
                raise
            return False
        return True

    def list(self, folder: str = "") -> Iterator[str]:
        """The names alone."""
        return (entry.name for entry in self.entries(folder))

    def entries(self, folder: str = "") -> Iterator[Entry]:
        """As the store lists them, a thousand a request."""
        import obstore

        prefix = self._path(folder).strip("/")
        start = f"{self._prefix}/" if self._prefix else ""
        with _reading(self._told(folder)):
            for some in obstore.list(self._store, prefix or None):
                for each in some:
                    yield Entry(
                        each["path"].removeprefix(start),
                        each["size"],
                        each["last_modified"].timestamp(),
                    )

    def delete(self, name: str) -> None:
        """Delete it."""
        import obstore

        path = self._path(checked(name))
        with _writing(self._told(name)), suppress(FileNotFoundError):
            obstore.delete(self._store, path)

    def _mark(self, name: str) -> str | None:
        """What whoever put an object as a new one gave it."""
        import obstore

        with _reading(self._told(name)):
            return obstore.get(self._store, self._path(name)).attributes.get(MARK)

    def _put(self, name: str, content: BinaryIO, mark: str = "") -> None:
        """Put it, with a mark only where there is none."""
        import obstore

        data = content.read()
        kind = TYPES.get(name.rpartition(".")[2])
        told: Attributes = {"Content-Type": kind} if kind else {}
        if mark:
            told[MARK] = mark
        with _writing(self._told(name)):
            obstore.put(
                self._store,
                self._path(checked(name)),
                data,
                attributes=told,
                mode="create" if mark else "overwrite",
                use_multipart=len(data) > WHOLE and not mark,
            )

    def _path(self, name: str) -> str:
        return f"{self._prefix}/{name}" if self._prefix else name

    def _told(self, name: str) -> str:
        return f"{self.address.rstrip('/')}/{name}"


class _Reader(io.RawIOBase):
    """A reader of obstore's as Python's own readers have it."""

    def __init__(self, file: IO[bytes], told: str) -> None:
        self._file, self._told = file, told

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed is wider
        with _reading(self._told):
            data = bytes(self._file.read(len(buffer)))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def _opened(bucket: str, patience: timedelta) -> ObjectStore:
    try:
        from obstore.store import from_url
    except ImportError as error:
        raise UsageError(
            Told("Object stores cannot be read here: obstore is not installed."),
            "library-missing",
            extra="archive",
        ) from error
    try:
        return from_url(
            bucket,
            client_options={"timeout": TIMEOUT, "allow_http": True},
            retry_config={
                "max_retries": 20,
                "retry_timeout": patience,
                "backoff": {"max_backoff": timedelta(seconds=5)},
            },
        )
    except Exception as error:  # obstore has no one class for what is set up wrongly
        raise UsageError(
            Told("{bucket} cannot be used: {reason}.", bucket=bucket, reason=_reason(error)),
            "bucket-unusable",
        ) from error


@contextmanager
def _reading(path: str) -> Iterator[None]:
    """Turn what the client says into words for a person.

    Raises:
        OutputError: there is none, whose code is ``MISSING``; or it failed, however often tried.
    """
    from obstore.exceptions import BaseError

    try:
        yield
    except FileNotFoundError:
        raise OutputError(Told("There is no object {path}.", path=path), "no-such-object") from None
    except (BaseError, OSError) as error:
        raise OutputError(
            Told("Cannot read {path}: {reason}.", path=path, reason=_reason(error)), "not-readable"
        ) from error


@contextmanager
def _writing(path: str) -> Iterator[None]:
    """The same while something is put or deleted; that there is one already has a meaning here."""
    from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError

    try:
        yield
    except (AlreadyExistsError, PreconditionError):
        raise
    except (BaseError, OSError) as error:
        raise OutputError(
            Told("Cannot write {path}: {reason}.", path=path, reason=_reason(error)), "unwritable"
        ) from error


def _reason(error: Exception) -> str:
    """The client's first line, without what helps its makers alone."""
    return " ".join(str(error).partition("\n")[0].split())[:300].rstrip(".") or type(error).__name__
