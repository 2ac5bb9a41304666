"""The stages, in order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from baonoi.errors import NoArticleError, VoiceError
from baonoi.model import Article, Clip, Page, Passage, Recording, Script, Voice
from baonoi.store import paths
from baonoi.voices import DEFAULT, Choice, ClipCache, choose, or_next_best

if TYPE_CHECKING:
    from baonoi.audio.player import Player
    from baonoi.model import Cover
    from baonoi.normalizer import Lexicon
    from baonoi.publish.formats.base import Format

Progress = Callable[[Passage, Script], None]
"""Called with each passage as it is laid into the recording."""


@dataclass(frozen=True, slots=True)
class Sound:
    """How the audio is mastered and coded."""

    loudness: float = -16.0
    """LUFS."""
    bitrate: int | None = None
    """kbit/s; None is 64, or what else suits the format of a file."""
    quality: int = 7
    """LAME's scale for MP3: 0 slowest and best, 9 fastest."""
    ceiling: float | None = None
    """Largest sample before coding, of full scale; None is what suits the format."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How an article is read, whoever reads it and wherever it goes."""

    captions: bool = False
    """Whether captions are read where they stand."""
    notes: bool = False
    """Whether footnotes and endnotes are."""
    lexicon: Lexicon | None = None
    """The user's own readings; None takes the person's file."""
    sound: Sound = Sound()
    cover: Cover | None = None
    """The picture of the audio; None takes the article's own."""
    cache: ClipCache | None = None
    player: Player | None = None
    """Plays while the recording is still being made."""
    progress: Progress | None = None
    anyway: bool = False
    """Whether a page that does not look like an article is read all the same."""


PLAIN = Manner()
CODINGS = 4
"""Of one file at most."""


def understand(source: str | Page, *, allow_private: bool = False, anyway: bool = False) -> Article:
    """Understand a page, or open a path, a URL or ``-`` and understand what is there.

    With ``anyway`` a page that looks like something else than an article is read all the same.

    Raises:
        SourceError: it cannot be read, or there is no article in it.
    """
    from baonoi.cleaner import clean
    from baonoi.sources import is_feed, open_source

    page = open_source(source, allow_private=allow_private) if isinstance(source, str) else source
    if is_feed(page):
        raise NoArticleError(
            f"{page.origin} is a feed: a list of articles, not one.",
            "`baonoi read --latest 3` reads its newest three, `baonoi clean` lists them.",
        )
    return clean(page, anyway=anyway)


def lay_out(
    article: Article,
    voice: Voice,
    *,
    captions: bool = False,
    notes: bool = False,
    lexicon: Lexicon | None = None,
) -> Script:
    """Spell the article out in the voice's accent and lay the reading out."""
    from baonoi.normalizer import build_glossary, find_subject, normalize
    from baonoi.script import lay_out as lay_out_script

    texts = [article.title, *(block.text for _, block in article.blocks())]
    glossary = build_glossary(texts)
    say = partial(
        normalize,
        accent=voice.accent,
        glossary=glossary,
        subject=find_subject(texts),
        lexicon=lexicon,
        foreign="keep" if voice.says_foreign else "respell",
    )
    return lay_out_script(article, say, pace=voice.pace, captions=captions, notes=notes)


def _script(article: Article, voice: Voice, manner: Manner) -> Script:
    return lay_out(
        article, voice, captions=manner.captions, notes=manner.notes, lexicon=manner.lexicon
    )


@or_next_best
def record(
    article: Article,
    choice: Choice,
    folder: Path,
    manner: Manner = PLAIN,
    *,
    samples: bool = False,
) -> Recording:
    """Say the article and join the clips; the streams are made in ``folder``.

    With ``samples`` they are bare samples instead of MP3 frames.

    Raises:
        SynthesisError: a passage could not be said.
        OutputError: ``folder`` cannot be written.
    """
    from baonoi.audio.mastering import CEILING
    from baonoi.stitch import Encoding, Kept, SectionCache, encode_section, stitch, write_section
    from baonoi.voices import address, speak

    voice, sound = choice.voice, manner.sound
    script = _script(article, voice, manner)
    clips = manner.cache or ClipCache()
    version = choice.engine.version
    addresses = [address(passage, voice, version) for passage in script.passages()]
    kept = Kept(SectionCache(paths.sections(clips.folder.parent)), addresses)
    with closing(choice.engine):
        say = partial(speak, voice=voice, engine=choice.engine, cache=clips)
        if manner.player is not None:
            heard_first = say(list(script.passages()))
            _preview(script, voice, heard_first, manner.player, sound.loudness)
        return stitch(
            article,
            script,
            voice,
            say,
            folder,
            encoding=Encoding(sound.bitrate or 64, sound.quality),
            loudness=sound.loudness,
            ceiling=sound.ceiling or CEILING,
            kept=None if samples else kept,
            sink=write_section if samples else encode_section,
            progress=None if manner.progress is None else partial(_report, manner.progress, script),
        )


def read(
    source: str | Article,
    directory: Path | str = "output",
    *,
    voice: str | Choice = DEFAULT,
    captions: bool = False,
    notes: bool = False,
    progress: Progress | None = None,
    anyway: bool = False,
) -> Path:
    """Read an article into ``directory/SLUG/``; give the MP3's path.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    manner = Manner(captions=captions, notes=notes, progress=progress, anyway=anyway)
    return make(source, Path(directory), voice, manner)[1]


def make(
    source: str | Article,
    directory: Path,
    voice: str | Choice = DEFAULT,
    manner: Manner = PLAIN,
    *,
    subfolder: str | None = None,
    single_file: bool = False,
) -> tuple[Recording, Path]:
    """Like :func:`read`; gives the recording, too, for a page that offers several.

    With ``single_file`` the listening page holds the MP3 itself.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    from baonoi.publish import hand_over, place

    choice = choose(voice) if isinstance(voice, str) else voice
    article, manner = _opened(source, manner)
    with place(directory, article, subfolder) as where:
        recording = record(article, choice, where.work, manner)
        path = hand_over(recording, where, single_file=single_file, cover=manner.cover)
    return recording, path


def read_audio(
    source: str | Article,
    file: Path | BinaryIO,
    voice: str | Choice = DEFAULT,
    manner: Manner = PLAIN,
) -> None:
    """Read an article into one audio file, or an open binary stream, and nothing else.

    The file's ending names the format. A stream takes MP3; one that cannot be sought, a pipe, takes
    it while it is still being made, and then without the times and the length that come last.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    from baonoi.publish import write_file
    from baonoi.publish.formats import format_of

    form = format_of(file) if isinstance(file, Path) else None
    choice = choose(voice) if isinstance(voice, str) else voice
    article, manner = _opened(source, manner)
    if not isinstance(file, Path) and not file.seekable():
        _stream(article, choice, file, manner)
        return
    with tempfile.TemporaryDirectory(prefix="baonoi-") as folder:
        if form is None or not form.from_samples:
            write_file(record(article, choice, Path(folder), manner), file, cover=manner.cover)
            return
        recording, made = _below_peak(article, choice, Path(folder), manner, form)
        write_file(recording, file, made=made)


def find_cover(
    article: Article,
    origin: str,
    tell: Callable[[str], None] | None = None,
    *,
    allow_private: bool = False,
) -> Cover | None:
    """The picture of an article that came from a page: fetched with it, or saved beside it.

    ``tell`` is told why a picture that is there cannot be the cover.
    """
    from baonoi.publish.cover import cover_of, why_none
    from baonoi.sources import open_picture

    if article.picture is None:
        return None
    data = open_picture(article.picture, origin, allow_private=allow_private)
    if data is None:
        return None
    cover = cover_of(data)
    if cover is None and tell is not None:
        tell(f"no cover: the page's picture {why_none(data)}. --cover takes another.")
    return cover


def _opened(source: str | Article, manner: Manner) -> tuple[Article, Manner]:
    if not isinstance(source, str):
        return source, manner
    article = understand(source, anyway=manner.anyway)
    return article, replace(manner, cover=manner.cover or find_cover(article, source))


def _below_peak(
    article: Article, choice: Choice, folder: Path, manner: Manner, form: Format
) -> tuple[Recording, Path]:
    """Write the recording in a format; again, with less to begin with, if that came out too high.

    MP3 sections are seen to where they are encoded; other formats code the whole.
    """
    from baonoi.audio.mastering import CEILING, PEAK, lowered
    from baonoi.audio.peak import true_peak
    from baonoi.publish import make_file

    ceiling = manner.sound.ceiling or form.ceiling or CEILING
    for _ in range(CODINGS):
        manner = replace(manner, sound=replace(manner.sound, ceiling=ceiling))
        recording = record(article, choice, folder, manner, samples=True)
        made = make_file(recording, folder, form, manner.cover, manner.sound.bitrate)
        peak = true_peak(form.decoded(made))
        if peak <= PEAK or lowered(ceiling, peak) == ceiling:
            break
        ceiling = lowered(ceiling, peak)
        manner = replace(manner, progress=None, player=None)
        choice = replace(choice, announce=None)  # it is told already
    return recording, made


def _preview(
    script: Script, voice: Voice, clips: Iterator[Clip], player: Player, loudness: float
) -> None:
    """Let the player have what is said; the clips are kept, so that nothing is said twice."""
    from baonoi.stitch.live import heard

    for sentence in heard(script, voice, clips, loudness):
        player.feed(sentence.pcm, sentence.sample_rate)


def _report(progress: Progress, script: Script, passage: Passage) -> None:
    progress(passage, script)


def _stream(article: Article, choice: Choice, file: BinaryIO, manner: Manner) -> None:
    """Write to a pipe what is ready, sentence by sentence; the next best voice may begin it."""
    from baonoi.publish.metadata import of_stream
    from baonoi.publish.tags import id3
    from baonoi.stitch import Encoding
    from baonoi.stitch.live import heard, mp3
    from baonoi.voices import speak

    encoding = Encoding(manner.sound.bitrate or 64, manner.sound.quality)
    while True:
        voice = choice.voice
        script = _script(article, voice, manner)
        with closing(choice.engine):
            passages = list(script.passages())
            clips = speak(passages, voice, choice.engine, manner.cache or ClipCache())
            if manner.progress is not None:
                clips = _reported(clips, script, manner.progress)
            frames = mp3(heard(script, voice, clips, manner.sound.loudness), encoding)
            try:
                first = next(frames)
            except VoiceError as error:
                choice = choice.instead(error)
                continue
            choice.tell()
            for part in chain((id3(of_stream(article, script, manner.cover)), first), frames):
                file.write(part)
                file.flush()
            return


def _reported(clips: Iterator[Clip], script: Script, progress: Progress) -> Iterator[Clip]:
    for passage, clip in zip(script.passages(), clips, strict=True):
        progress(passage, script)
        yield clip
