"""The stages, in order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import BinaryIO

from baonoi.model import Article, Passage, Recording, Script, Voice
from baonoi.voices import DEFAULT, Choice, ClipCache, choose, or_next_best

Progress = Callable[[Passage, Script], None]
"""Called with each passage as it is laid into the recording."""


def understand(source: str, *, allow_private: bool = False) -> Article:
    """Open ``source`` (a path, a URL or ``-``) and understand it.

    Raises:
        SourceError: it cannot be read, or there is no article in it.
    """
    from baonoi.cleaner import clean
    from baonoi.sources import open_source

    return clean(open_source(source, allow_private=allow_private))


def lay_out(article: Article, voice: Voice, *, captions: bool = False) -> Script:
    """Spell the article out in the voice's accent and lay the reading out."""
    from baonoi.normalizer import build_glossary, normalize
    from baonoi.script import lay_out as lay_out_script

    glossary = build_glossary(block.text for _, block in article.blocks())
    say = partial(
        normalize,
        accent=voice.accent,
        glossary=glossary,
        foreign="keep" if voice.says_foreign else "respell",
    )
    return lay_out_script(article, say, pace=voice.pace, captions=captions)


@or_next_best
def record(
    article: Article,
    choice: Choice,
    folder: Path,
    *,
    captions: bool = False,
    cache: ClipCache | None = None,
    progress: Progress | None = None,
) -> Recording:
    """Say the article and join the clips; the streams are made in ``folder``.

    Raises:
        SynthesisError: a passage could not be said.
        OutputError: ``folder`` cannot be written.
    """
    from baonoi.stitch import Kept, SectionCache, stitch
    from baonoi.voices import address, speak

    script = lay_out(article, choice.voice, captions=captions)
    report = None if progress is None else partial(_report, progress, script)
    clips = cache or ClipCache()
    version = choice.engine.version
    addresses = [address(passage, choice.voice, version) for passage in script.passages()]
    kept = Kept(SectionCache(clips.folder.with_name("sections")), addresses)
    with closing(choice.engine):
        say = partial(speak, voice=choice.voice, engine=choice.engine, cache=clips)
        return stitch(article, script, choice.voice, say, folder, kept=kept, progress=report)


def _report(progress: Progress, script: Script, passage: Passage) -> None:
    progress(passage, script)


def read(
    source: str | Article,
    directory: Path | str = "output",
    *,
    voice: str | Choice = DEFAULT,
    subfolder: str | None = None,
    captions: bool = False,
    single_file: bool = False,
    cache: ClipCache | None = None,
    progress: Progress | None = None,
) -> Path:
    """Read an article into ``directory/SLUG/``, or a subfolder of that; give the MP3's path.

    With ``single_file`` the listening page holds the MP3 itself.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    _, path = make(
        source,
        directory,
        voice=voice,
        subfolder=subfolder,
        captions=captions,
        single_file=single_file,
        cache=cache,
        progress=progress,
    )
    return path


def make(
    source: str | Article,
    directory: Path | str = "output",
    *,
    voice: str | Choice = DEFAULT,
    subfolder: str | None = None,
    captions: bool = False,
    single_file: bool = False,
    cache: ClipCache | None = None,
    progress: Progress | None = None,
) -> tuple[Recording, Path]:
    """Like :func:`read`; gives the recording, too, for a page that offers several.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    from baonoi.publish import hand_over, place

    choice = choose(voice) if isinstance(voice, str) else voice
    article = understand(source) if isinstance(source, str) else source
    with place(Path(directory), article, subfolder) as where:
        recording = record(
            article, choice, where.work, captions=captions, cache=cache, progress=progress
        )
        return recording, hand_over(recording, where, single_file=single_file)


def read_audio(
    source: str | Article,
    file: Path | BinaryIO,
    *,
    voice: str | Choice = DEFAULT,
    captions: bool = False,
    cache: ClipCache | None = None,
    progress: Progress | None = None,
) -> None:
    """Read an article into one audio file, or an open binary stream, and nothing else.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    from baonoi.publish import write_file

    choice = choose(voice) if isinstance(voice, str) else voice
    article = understand(source) if isinstance(source, str) else source
    with tempfile.TemporaryDirectory(prefix="baonoi-") as folder:
        recording = record(
            article, choice, Path(folder), captions=captions, cache=cache, progress=progress
        )
        write_file(recording, file)
