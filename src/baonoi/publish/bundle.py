"""The files of a recording by name, and how they come into a store: the manifest last."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from baonoi.common.log import Log
from baonoi.errors import OutputError
from baonoi.model import Article, Cover, Recording
from baonoi.publish.audio import Part, parts_of, whole, write_section, write_whole
from baonoi.publish.cover import file_name
from baonoi.publish.library import MANIFEST, PAGE, TRANSCRIPT
from baonoi.publish.manifest import write_manifest
from baonoi.publish.playlist import write_playlist
from baonoi.publish.slug import slugify
from baonoi.publish.texts import Lrc, Srt, TimedTexts, Vtt
from baonoi.store.files import writing
from baonoi.store.local import LocalStore
from baonoi.store.store import Store

_log = Log(__name__)
SECTIONS = "sections"
SUBTITLES = "transcript.srt"
REVISION = 16
"""Hexadecimal digits that name a revision."""
MOST_DELETED = 1000
"""Files of earlier revisions that are taken away in one go."""

Write = Callable[[BinaryIO], None]
"""Writes one file, the same bytes each time."""


class ManifestWriter(Protocol):
    """Writes the manifest of files that stand beside it, or in its subfolder ``revision``."""

    def __call__(self, file: BinaryIO, revision: str = "") -> None:
        """Write it."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a recording; none is made before it is written."""

    folder: str
    """Where they belong in a store."""
    audio: str
    """Name of the whole recording."""
    files: Mapping[str, Write]
    """By name, seen from the folder; all but the manifest."""
    manifest: ManifestWriter
    """Writes the manifest."""


def bundle_of(
    recording: Recording,
    slug: str,
    *,
    voice: str | None = None,
    single_file: bool = False,
    in_parts: bool = False,
    also: Mapping[str, Any] | None = None,
) -> Bundle:
    """What is published of a recording.

    Args:
        recording: its frames are read when files are written.
        slug: name of the article's folder and of the MP3.
        voice: name of the recording's own folder in it, where there are several; None where not.
        single_file: whether the listening page holds the MP3 itself.
        in_parts: whether sections are told as parts of the whole instead of being files, too.
        also: what else the manifest tells at its head.
    """
    headings = [section.heading for section in recording.script.sections]
    audio = f"{slug}.mp3"
    files_of_sections = [
        f"{SECTIONS}/{number:02d}-{slugify(heading or '', 'mo-dau')}.mp3"
        for number, heading in enumerate(headings, 1)
    ]
    sections: list[str] | list[Part] = parts_of(recording, audio) if in_parts else files_of_sections
    alone = () if in_parts else enumerate(files_of_sections)
    texts = TimedTexts(recording)
    files: dict[str, Write] = {
        audio: partial(write_whole, recording),
        **{name: partial(write_section, recording, at) for at, name in alone},
        f"{slug}.m3u8": partial(write_playlist, recording, sections),
        TRANSCRIPT: partial(texts.write, Vtt),
        SUBTITLES: partial(texts.write, Srt),
        f"{slug}.lrc": partial(texts.write, Lrc),
        PAGE: partial(_write_page, recording, slug, voice, single_file),
    }
    if recording.cover is not None:
        files[file_name(recording.cover)] = partial(_write_cover, recording.cover)
    folder = f"{slug}/{voice}" if voice else slug
    return Bundle(folder, audio, files, partial(write_manifest, recording, sections, also=also))


def get_ready(article: Article) -> None:
    """Load what publishing needs, and draw the cover, while the voice speaks."""
    from baonoi.publish.cover import cover_for
    from baonoi.publish.page import get_ready

    import_module("mutagen.id3")
    get_ready()
    cover_for(article)


def publish(bundle: Bundle, store: Store, workshop: Path | None = None) -> str:
    """Write a bundle's files to a store; give the MP3's name there.

    All is made before anything is touched that is there. In a local folder the files then take the
    places of earlier ones. Any other store gets them under a revision of their own, a hash of what
    is in them, and last the manifest that names it: until then an earlier recording stays as it
    was. Two at a time may not publish different recordings to one folder of such a store.

    Args:
        bundle: what is published.
        store: where.
        workshop: of the bundle's folder in that store, where one is open.

    Raises:
        OutputError: a file could not be written; nothing half-written is left. Locally, those of an
            earlier run may be replaced in part, and then there is no manifest.
    """
    with nullcontext(workshop) if workshop else store.workshop(bundle.folder) as work:
        made = work / "made"
        if isinstance(store, LocalStore):
            with writing(store.path(bundle.folder)):
                write_all(bundle, made)
            store.move_in(made, bundle.folder, last=MANIFEST)
            home = bundle.folder
        else:
            with writing(made):
                write_all(bundle, made)
                home = _put(bundle, made, store)
    _log.info("%s published, %d files", home, len(bundle.files) + 1)
    return f"{home}/{bundle.audio}"


def write_all(bundle: Bundle, made: Path) -> None:
    """Write all files to a folder of their own."""
    for name, write in (*bundle.files.items(), (MANIFEST, bundle.manifest)):
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write(file)


def _put(bundle: Bundle, made: Path, store: Store) -> str:
    """Put the files under their revision, then the manifest; give the revision's folder."""
    revision = revision_of(made, (*bundle.files, MANIFEST))
    home = f"{bundle.folder}/{revision}"
    for name in bundle.files:
        with (made / name).open("rb") as file:
            store.put(f"{home}/{name}", file)
    with (made / MANIFEST).open("w+b") as file:
        bundle.manifest(file, revision)
        file.seek(0)
        store.put(f"{bundle.folder}/{MANIFEST}", file)
    _delete_others(bundle.folder, revision, store)
    return home


def revision_of(made: Path, names: Iterable[str]) -> str:
    """A short name for what is in these files."""
    whole = hashlib.sha256()
    for name in names:
        with (made / name).open("rb") as file:
            whole.update(f"{name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()[:REVISION]


def _delete_others(folder: str, revision: str, store: Store) -> None:
    """Take earlier revisions away; what stays for now goes with the next one."""
    earlier = re.compile(rf"{re.escape(folder)}/(?!{revision})[0-9a-f]{{{REVISION}}}/.*")
    try:
        for name in list(islice(filter(earlier.fullmatch, store.list(folder)), MOST_DELETED)):
            store.delete(name)
    except OutputError as error:
        _log.info("%s: earlier files stay: %s", folder, error)


def _write_cover(cover: Cover, file: BinaryIO) -> None:
    file.write(cover.data)


def _write_page(
    recording: Recording, slug: str, voice: str | None, single_file: bool, file: BinaryIO
) -> None:
    from baonoi.publish.page import Rendition, write_page

    rendition = Rendition(
        recording,
        voice or recording.voice.name,
        href=f"{slug}.mp3",
        transcript=TRANSCRIPT,
        audio=whole(recording) if single_file else None,
    )
    write_page([rendition], slug, file)
