"""A folder a recording. Files appear whole; the manifest comes last: then all is there."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from baonoi.common.log import Log
from baonoi.model import Article, Recording, Role
from baonoi.publish.audio import write_section, write_whole
from baonoi.publish.library import MANIFEST, PAGE, TRANSCRIPT, Kept, entry_of
from baonoi.publish.manifest import write_manifest
from baonoi.publish.playlist import write_playlist
from baonoi.publish.slug import distinguished, slugify
from baonoi.publish.texts import write_texts
from baonoi.store.files import whole_file, writing

_log = Log(__name__)
SECTIONS = "sections"
SUBTITLES = "transcript.srt"
_WORK = ".making-"
_BODY = (Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION)
"""What tells an article from its namesakes."""
_ATTEMPTS = 20
_STALE = 24 * 3600.0
"""Seconds after which a killed run's leavings are removed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a recording will stand, and a folder beside it to make it in."""

    folder: Path
    slug: str
    work: Path

    @property
    def audio(self) -> Path:
        """The whole recording."""
        return self.folder / f"{self.slug}.mp3"


@contextmanager
def place(directory: Path, article: Article, subfolder: str | None = None) -> Iterator[Place]:
    """Make room for a recording of ``article``; what is not handed over is gone at the end.

    Raises:
        OutputError: nothing can be written there.
    """
    slug = _slug(directory, article)
    folder = directory / slug / subfolder if subfolder else directory / slug
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        work = Path(tempfile.mkdtemp(dir=folder, prefix=_WORK))
    try:
        yield Place(folder, slug, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
        for path in new:
            with suppress(OSError):
                path.rmdir()  # only where nothing came to stand in it


def hand_over(recording: Recording, where: Place, *, single_file: bool = False) -> Path:
    """Write the recording's files to its place; give the path of the whole.

    With ``single_file`` the listening page holds the MP3 itself.

    Raises:
        OutputError: a file could not be written; those of an earlier run may be replaced in part,
            and then there is no manifest.
    """
    headings = [section.heading for section in recording.script.sections]
    names = [
        f"{number:02d}-{slugify(heading or '', 'mo-dau')}.mp3"
        for number, heading in enumerate(headings, 1)
    ]
    made = where.work / "made"
    with _told(where.folder):
        (made / SECTIONS).mkdir(parents=True)
        _write(made / where.audio.name, lambda file: write_whole(recording, file))
        for number, name in enumerate(names):
            write = _section_writer(recording, number)
            _write(made / SECTIONS / name, write)
        files = [f"{SECTIONS}/{name}" for name in names]
        playlist = f"{where.slug}.m3u8"
        _write(made / playlist, lambda file: write_playlist(recording, files, file))
        texts = _write_texts(recording, made, where.slug)
        _write_page(recording, where, made, single_file)
        _write(made / MANIFEST, lambda file: write_manifest(recording, files, file))
        (where.folder / MANIFEST).unlink(missing_ok=True)
        _replace_folder(made / SECTIONS, where.folder / SECTIONS)
        for name in (where.audio.name, playlist, *texts, PAGE, MANIFEST):
            (made / name).replace(where.folder / name)
    _log.info("%s written, %d sections", where.folder, len(names))
    return where.audio


def _replace_folder(made: Path, folder: Path) -> None:
    """Put a folder in the place of another; runs beside this one may do the same."""
    for attempt in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        try:
            made.replace(folder)
        except OSError:
            if attempt == _ATTEMPTS - 1 or not made.is_dir():
                raise
            time.sleep(0.01)
        else:
            return


def offer_voices(
    recordings: Mapping[str, tuple[Recording, Path]], *, single_file: bool = False
) -> Path:
    """Write the page above several voices' folders, where the listener chooses; give its path.

    Args:
        recordings: by the name of the voice, which is its folder's; each with the path of its MP3.
        single_file: whether the page holds the MP3s themselves.

    Raises:
        OutputError: it cannot be written.
    """
    from baonoi.publish.page import Telling, write_page

    tellings = [
        Telling(
            recording,
            name,
            href=f"{audio.parent.name}/{audio.name}",
            transcript=f"{name}/{TRANSCRIPT}" if (audio.parent / TRANSCRIPT).exists() else None,
            audio=audio if single_file else None,
        )
        for name, (recording, audio) in recordings.items()
    ]
    _, first = next(iter(recordings.values()))
    path = first.parent.parent / PAGE
    with _told(path), whole_file(path) as file:
        write_page(tellings, path.parent.name, file)
    _log.info("%s written, %d voices", path, len(tellings))
    return path


def write_file(made: Recording | Path, to: Path | BinaryIO) -> None:
    """Write the audio alone; a device, a pipe or an open stream is written to as it is.

    Args:
        made: a recording of MP3 frames, or a file that holds what shall be written.
        to: where to; an open stream takes MP3.

    Raises:
        OutputError: it cannot be written.
    """

    def write(file: BinaryIO) -> None:
        if isinstance(made, Recording):
            write_whole(made, file)
            return
        with made.open("rb") as audio:
            shutil.copyfileobj(audio, file, 1 << 20)

    with _told(to if isinstance(to, Path) else "the output"):
        if not isinstance(to, Path):
            write(to)
            to.flush()
        elif to.exists() and not to.is_file() and not to.is_dir():
            _write(to, write)
        else:
            with whole_file(to) as file:
                write(file)
    _log.info("%s written", to if isinstance(to, Path) else "the output")


def _write_page(recording: Recording, where: Place, made: Path, single_file: bool) -> None:
    from baonoi.publish.page import Telling, write_page

    audio = made / where.audio.name
    name = recording.voice.name if where.folder.name == where.slug else where.folder.name
    telling = Telling(
        recording,
        name,
        href=audio.name,
        transcript=TRANSCRIPT if (made / TRANSCRIPT).exists() else None,
        audio=audio if single_file else None,
    )
    _write(made / PAGE, lambda file: write_page([telling], where.slug, file))


def _section_writer(recording: Recording, number: int) -> Callable[[BinaryIO], None]:
    return lambda file: write_section(recording, number, file)


def _write_texts(recording: Recording, made: Path, slug: str) -> tuple[str, ...]:
    """Write the texts with times; give their names. Players find lyrics by the MP3's name."""
    names = {"vtt": TRANSCRIPT, "srt": SUBTITLES, "lrc": f"{slug}.lrc"}
    with ExitStack() as stack:
        files = {
            kind: stack.enter_context((made / name).open("wb")) for kind, name in names.items()
        }
        write_texts(recording, files)
    return tuple(names.values())


def _write(path: Path, write: Callable[[BinaryIO], None]) -> None:
    with path.open("wb") as file:
        write(file)


def _slug(directory: Path, article: Article) -> str:
    """The article's slug; with a hash where another article has it already."""
    slug = slugify(article.title)
    entry = entry_of(directory / slug)
    if entry is None or _same(entry.first, article):
        return slug
    body = next((block.text for _, block in article.blocks() if block.role in _BODY), "")
    return distinguished(slug, f"{article.title}\0{article.source}\0{article.url or body}")


def _same(kept: Kept, article: Article) -> bool:
    """Whether what is kept is this article, perhaps before a correction, and not a namesake."""
    if kept.url and kept.url == article.url:
        return True
    if (kept.title, kept.source) != (article.title, article.source or None):
        return False
    try:
        said = [
            sentence["written"]
            for section in kept.sections()
            for sentence in section["sentences"]
            if sentence["role"] in _BODY
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return True
    text = "\n".join(block.text for _, block in article.blocks())
    return not said or any(sentence in text for sentence in said)


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed long ago left behind."""
    for leaving in folder.glob(f"{_WORK}*"):
        with suppress(OSError):
            if time.time() - leaving.stat().st_mtime > _STALE:
                shutil.rmtree(leaving, ignore_errors=True)


def _told(path: Path | str) -> AbstractContextManager[None]:
    return writing(path)
