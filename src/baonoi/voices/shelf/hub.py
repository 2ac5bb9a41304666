"""The hub of models (Hugging Face, or the one ``HF_ENDPOINT`` names), through its own library.

What the library leaves open is closed here: it lets a file grow beyond its size, talks on standard
error, and sends a person's token unasked. Digests it does not look at; whoever calls does.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from baonoi.common.log import Log
from baonoi.errors import VoiceError
from baonoi.told import Told
from baonoi.voices.shelf.record import Part, Record

_log = Log(__name__)

ENDPOINT = "HF_ENDPOINT"
"""The library's own variable; read when it is needed, where the library reads it once."""
TIMEOUT = 20.0
"""Seconds until the hub says what there is."""
CHUNK = 1 << 16
"""Bytes that a break can cost. The library's own ten megabytes are minutes on a slow line."""
STAGE = ".download"
"""Folder beside the files, in which one grows until it is whole."""

Count = Callable[[int], None]
"""Called with the bytes of a file that are there."""


def resolve(name: str, repository: str, paths: Sequence[str]) -> Record:
    """What the hub states of these files now: one commit, their sizes and digests, the licence.

    ``name`` is the voice's, for errors.

    Raises:
        VoiceError: the hub cannot be reached, or has not these files.
    """
    with _library(name) as library:
        api = library.HfApi(endpoint=os.environ.get(ENDPOINT), token=False)
        info = api.model_info(repository, files_metadata=True, timeout=TIMEOUT)
    stated = {each.rfilename: each for each in info.siblings or ()}
    missing = [path for path in paths if path not in stated or stated[path].size is None]
    if missing or not info.sha:
        raise _failed(name, f"the hub has no {missing[0] if missing else 'commit'}")
    licence = str((info.card_data or {}).get("license") or "")
    parts = tuple(Part(path, stated[path].size, _digest(stated[path])) for path in paths)
    return Record(repository, info.sha, licence, parts)


def fetch(name: str, record: Record, part: Part, folder: Path, count: Count) -> Path:
    """Load one file below ``folder``; one that was cut off goes on where it stopped.

    Raises:
        VoiceError: it could not be loaded, or is longer than it should be.
        OSError: it cannot be written.
    """
    stage = folder / STAGE
    with _library(name) as library:
        path = library.hf_hub_download(
            record.repository,
            part.path,
            revision=record.commit,
            local_dir=stage,
            endpoint=os.environ.get(ENDPOINT),
            token=False,
            tqdm_class=_counter(part, count),
        )
    return Path(path)


class _TooLongError(Exception):
    """More comes than the file has."""


def _counter(part: Part, count: Count) -> type[Any]:
    """What the library takes for a progress bar: it counts, and ends what does not end."""

    class Counter:
        def __init__(self, *_: object, initial: int = 0, **__: object) -> None:
            self._have = initial

        def update(self, more: float | None = 1) -> None:
            self._have += int(more or 0)
            if self._have > part.size:
                raise _TooLongError
            count(self._have)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Nothing was opened."""

    return Counter


def _digest(stated: Any) -> str:
    """A large file has a SHA-256, a small one the digest by which git knows it."""
    return f"sha256:{stated.lfs.sha256}" if stated.lfs else f"git:{stated.blob_id}"


@contextmanager
def _library(name: str) -> Iterator[Any]:
    """The library, silent, and its errors as ours."""
    # Its other way of loading cannot go on after a break.
    os.environ.setdefault("HF_HUB_DISABLE_XET", "1")
    import logging

    import httpx
    import huggingface_hub
    from huggingface_hub import constants
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    logger = logging.getLogger("huggingface_hub")
    level, chunk = logger.level, constants.DOWNLOAD_CHUNK_SIZE
    logger.setLevel(logging.CRITICAL)
    constants.DOWNLOAD_CHUNK_SIZE = CHUNK
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield huggingface_hub
    except _TooLongError as error:
        raise altered(name) from error
    except HfHubHTTPError as error:
        if error.response.status_code == 404:
            raise _gone(name) from error
        raise _failed(name, f"HTTP {error.response.status_code}") from error
    except (httpx.HTTPError, httpx.InvalidURL, ConnectionError, LocalEntryNotFoundError) as error:
        raise _failed(name, _reason(error)) from error
    except RuntimeError as error:  # its second try, with the connection it closed after the first
        raise _failed(name, "the hub cannot be reached") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise altered(name) from error  # it holds what came against the size it was told
    finally:
        logger.setLevel(level)
        constants.DOWNLOAD_CHUNK_SIZE = chunk


def _reason(error: Exception) -> str:
    told = f"{error} {error.__cause__ or ''}"
    _log.debug("the hub: %s", told)
    if "CERTIFICATE_VERIFY" in told:
        return Told("its certificate cannot be trusted")
    if "onnect" in type(error).__name__:
        return Told("the hub cannot be reached")
    if "Timeout" in type(error).__name__:
        return Told("the hub says nothing")
    return Told("the connection broke")


def altered(name: str) -> VoiceError:
    """What came is not what was stated."""
    return VoiceError(
        Told("What was downloaded is not the voice {voice}.", voice=name), "download-altered"
    )


def _gone(name: str) -> VoiceError:
    return VoiceError(
        Told("The voice {voice} is not at the hub any more as it was.", voice=name), "download-gone"
    )


def _failed(name: str, reason: str) -> VoiceError:
    return VoiceError(
        Told("The voice {voice} could not be downloaded ({reason}).", voice=name, reason=reason),
        "download-failed",
    )
