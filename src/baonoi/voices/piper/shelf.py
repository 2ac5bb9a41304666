"""The neural voices that can be installed, where they stand, and how they come there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from baonoi.common.tables import rows_under_head
from baonoi.errors import UsageError, VoiceError
from baonoi.model import Accent, Gender, Voice
from baonoi.store import paths
from baonoi.store.files import whole_file, writing

if TYPE_CHECKING:
    import requests

SOURCE = "https://huggingface.co/rhasspy/piper-voices/resolve/main/"
CONFIG = ".json"
"""What the name of a model's settings has behind it."""
LARGEST_CONFIG = 1 << 20
CHUNK = 1 << 16
TIMEOUT = (10.0, 30.0)
"""Seconds to connect, and until the download goes on."""

Progress = Callable[[int, int], None]
"""Called with the bytes that are there, and those that will be."""


@dataclass(frozen=True, slots=True)
class Model:
    """A voice that can be installed."""

    voice: Voice
    path: str
    """Below ``SOURCE``."""
    size: int
    md5: str

    @property
    def file(self) -> Path:
        """Where it stands once it is installed."""
        return paths.voices() / self.path.rpartition("/")[2]


@cache
def models() -> tuple[Model, ...]:
    """What can be installed."""
    found = []
    for row in rows_under_head(Path(__file__).with_name("voices.tsv")):
        name, label, gender, accent, rank, path, size, md5 = row
        kind = cast(Gender, gender), cast(Accent, accent)
        voice = Voice(name, label, "piper", *kind, rank=int(rank))
        found.append(Model(voice, path, int(size), md5))
    return tuple(found)


def installed(model: Path) -> bool:
    """Whether a model and its settings are there."""
    return model.is_file() and model.with_name(model.name + CONFIG).is_file()


def install(name: str, progress: Progress | None = None) -> Path:
    """Download a voice and give its file; what is there already is not fetched again.

    A download that was cut off goes on where it stopped. The file takes its name when its size and
    hash are right.

    Raises:
        UsageError: no such voice can be installed.
        VoiceError: it could not be downloaded, or is not what it should be.
        OutputError: it cannot be written.
    """
    model = next((model for model in models() if model.voice.name == name), None)
    if model is None:
        names = ", ".join(model.voice.name for model in models())
        raise UsageError(
            f"No voice named {name!r} can be installed.",
            "voice-not-installable",
            voice=name,
            voices=names,
        )
    if installed(model.file):
        return model.file
    with writing(model.file, "voice-unwritable"):
        _download(model, progress)
    return model.file


def _download(model: Model, progress: Progress | None) -> None:
    import requests

    name = model.voice.name
    part = model.file.with_name(model.file.name + ".part")
    try:
        paths.private(model.file.parent)
        with requests.Session() as session:
            if not model.file.is_file():
                _fetch(session, model, part, progress)
                _check(model, part)
                part.replace(model.file)
            settings = _fetch_config(session, model.path + CONFIG)
            with whole_file(model.file.with_name(model.file.name + CONFIG)) as file:
                file.write(settings)
    except requests.exceptions.RequestException as error:
        reason = "its certificate cannot be trusted" if _untrusted(error) else type(error).__name__
        raise VoiceError(
            f"The voice {name} could not be downloaded ({reason}).",
            "download-failed",
            voice=name,
            reason=reason,
        ) from error


def _fetch(session: requests.Session, model: Model, part: Path, progress: Progress | None) -> None:
    """Load the model into ``part``, behind what stands there."""
    have = part.stat().st_size if part.exists() else 0
    if have > model.size:
        have = 0
    with part.open("r+b" if have else "wb") as file:
        if have < model.size:
            headers = {"Range": f"bytes={have}-", "Accept-Encoding": "identity"} if have else {}
            answer = session.get(SOURCE + model.path, headers=headers, timeout=TIMEOUT, stream=True)
            with answer:
                answer.raise_for_status()
                if answer.status_code != 206:
                    have = 0  # the server sends it from the beginning
                length = answer.headers.get("Content-Length")
                if length is not None and have + int(length) != model.size:
                    raise _another(model)
                _write(answer, file, have, model.size, progress)


def _write(
    answer: requests.Response, file: BinaryIO, have: int, size: int, progress: Progress | None
) -> None:
    file.seek(have)
    file.truncate()
    for chunk in answer.iter_content(CHUNK):
        have += len(chunk)
        file.write(chunk)
        if have > size:
            break
        if progress is not None:
            progress(have, size)


def _check(model: Model, part: Path) -> None:
    """Hold a download against its size and hash; what is wrong does not stay."""
    size = part.stat().st_size
    if size < model.size:
        raise VoiceError(
            f"The download of {model.voice.name} ended after {size} of {model.size} bytes.",
            "download-cut-off",
            voice=model.voice.name,
            got=size,
            size=model.size,
        )
    digest = hashlib.md5(usedforsecurity=False)
    with part.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    if size != model.size or digest.hexdigest() != model.md5:
        part.unlink()
        raise _another(model)


def _another(model: Model) -> VoiceError:
    return VoiceError(
        f"What was downloaded is not the voice {model.voice.name}.",
        "download-altered",
        file=model.file.name,
    )


def _fetch_config(session: requests.Session, path: str) -> bytes:
    """The settings of a model, if they are any."""
    with session.get(SOURCE + path, timeout=TIMEOUT, stream=True) as answer:
        answer.raise_for_status()
        content = b""
        for chunk in answer.iter_content(CHUNK):
            content += chunk
            if len(content) > LARGEST_CONFIG:
                break
    try:
        settings = json.loads(content)
        if int(settings["audio"]["sample_rate"]) > 0 and settings["phoneme_id_map"]:
            return content
    except (ValueError, KeyError, TypeError):
        pass
    name = path.rpartition("/")[2]
    raise VoiceError(
        f"What was downloaded as {name} is not a voice's settings.",
        "download-altered",
        file=name,
    )


def _untrusted(error: Exception) -> bool:
    return "CERTIFICATE_VERIFY" in str(error)
