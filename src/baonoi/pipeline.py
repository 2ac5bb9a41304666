"""The stages, in order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from baonoi.errors import VoiceError
from baonoi.model import Article, Clip, Passage, Recording, Script, Voice
from baonoi.voices import DEFAULT, Choice, ClipCache, choose, or_next_best

if TYPE_CHECKING:
    from baonoi.publish.cover import Cover
    from baonoi.publish.player import Player

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


SOUND = Sound()


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
    sound: Sound = SOUND,
    samples: bool = False,
    player: Player | None = None,
    cache: ClipCache | None = None,
    progress: Progress | None = None,
) -> Recording:
    """Say the article and join the clips; the streams are made in ``folder``.

    With ``samples`` they are bare samples instead of MP3 frames. A ``player`` is fed what is said,
    from the first passage on.

    Raises:
        SynthesisError: a passage could not be said.
        OutputError: ``folder`` cannot be written.
    """
    from baonoi.stitch import Encoding, Kept, SectionCache, encode_section, stitch, write_section
    from baonoi.voices import address, speak

    script = lay_out(article, choice.voice, captions=captions)
    report = None if progress is None else partial(_report, progress, script)
    clips = cache or ClipCache()
    version = choice.engine.version
    addresses = [address(passage, choice.voice, version) for passage in script.passages()]
    kept = Kept(SectionCache(clips.folder.with_name("sections")), addresses)
    with closing(choice.engine):
        say = partial(speak, voice=choice.voice, engine=choice.engine, cache=clips)
        if player is not None:
            _preview(script, choice.voice, say(list(script.passages())), player)
        return stitch(
            article,
            script,
            choice.voice,
            say,
            folder,
            encoding=Encoding(sound.bitrate or 64, sound.quality),
            loudness=sound.loudness,
            kept=None if samples else kept,
            sink=write_section if samples else encode_section,
            progress=report,
        )


def _preview(script: Script, voice: Voice, clips: Iterator[Clip], player: Player) -> None:
    """Let the player have what is said; the clips are kept, so that nothing is said twice."""
    from baonoi.stitch.live import heard

    for sentence in heard(script, voice, clips):
        player.feed(sentence.pcm, sentence.sample_rate)


def _report(progress: Progress, script: Script, passage: Passage) -> None:
    progress(passage, script)


def read(
    source: str | Article,
    directory: Path | str = "output",
    *,
    voice: str | Choice = DEFAULT,
    subfolder: str | None = None,
    captions: bool = False,
    sound: Sound = SOUND,
    cover: Cover | None = None,
    single_file: bool = False,
    cache: ClipCache | None = None,
    progress: Progress | None = None,
) -> Path:
    """Read an article into ``directory/SLUG/``, or a subfolder of that; give the MP3's path.

    With ``single_file`` the listening page holds the MP3 itself. The cover is the article's own
    picture unless another is given.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    _, path = make(
        source,
        directory,
        voice=voice,
        subfolder=subfolder,
        captions=captions,
        sound=sound,
        cover=cover,
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
    sound: Sound = SOUND,
    cover: Cover | None = None,
    single_file: bool = False,
    player: Player | None = None,
    cache: ClipCache | None = None,
    progress: Progress | None = None,
) -> tuple[Recording, Path]:
    """Like :func:`read`; gives the recording, too, for a page that offers several.

    A ``player`` plays while the recording is still being made.

    Raises:
        BaonoiError: of the kind that fits; nothing half-written is left.
    """
    from baonoi.publish import hand_over, place

    choice = choose(voice) if isinstance(voice, str) else voice
    article, cover = _open(source, cover)
    with place(Path(directory), article, subfolder) as where:
        recording = record(
            article,
            choice,
            where.work,
            captions=captions,
            sound=sound,
            player=player,
            cache=cache,
            progress=progress,
        )
        return recording, hand_over(recording, where, single_file=single_file, cover=cover)


def read_audio(
    source: str | Article,
    file: Path | BinaryIO,
    *,
    voice: str | Choice = DEFAULT,
    captions: bool = False,
    sound: Sound = SOUND,
    cover: Cover | None = None,
    player: Player | None = None,
    cache: ClipCache | None = None,
    progress: Progress | None = None,
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
    article, cover = _open(source, cover)
    if not isinstance(file, Path) and not file.seekable():
        _stream(article, choice, file, captions, sound, cover, cache, progress)
        return
    with tempfile.TemporaryDirectory(prefix="baonoi-") as folder:
        recording = record(
            article,
            choice,
            Path(folder),
            captions=captions,
            sound=sound,
            samples=form is not None and form.from_samples,
            player=player,
            cache=cache,
            progress=progress,
        )
        write_file(recording, file, form=form, cover=cover, bitrate=sound.bitrate)


def find_cover(article: Article, source: str) -> Cover | None:
    """The picture of an article where it came from a page: fetched with it, or saved beside it."""
    from baonoi.publish.cover import cover_of
    from baonoi.sources import open_picture

    if article.picture is None:
        return None
    data = open_picture(article.picture, source)
    return None if data is None else cover_of(data)


def _open(source: str | Article, cover: Cover | None) -> tuple[Article, Cover | None]:
    if not isinstance(source, str):
        return source, cover
    article = understand(source)
    return article, cover or find_cover(article, source)


def _stream(
    article: Article,
    choice: Choice,
    file: BinaryIO,
    captions: bool,
    sound: Sound,
    cover: Cover | None,
    cache: ClipCache | None,
    progress: Progress | None,
) -> None:
    """Write to a pipe what is ready, sentence by sentence; the next best voice may begin it."""
    from baonoi.publish.metadata import of_stream
    from baonoi.publish.tags import id3
    from baonoi.stitch import Encoding
    from baonoi.stitch.live import heard, mp3
    from baonoi.voices import speak

    encoding = Encoding(sound.bitrate or 64, sound.quality)
    while True:
        script = lay_out(article, choice.voice, captions=captions)
        with closing(choice.engine):
            passages = list(script.passages())
            clips = speak(passages, choice.voice, choice.engine, cache or ClipCache())
            if progress is not None:
                clips = _reported(clips, script, progress)
            frames = mp3(heard(script, choice.voice, clips), encoding)
            try:
                first = next(frames)
            except VoiceError as error:
                choice = choice.instead(error)
                continue
            for part in chain((id3(of_stream(article, script, cover)), first), frames):
                file.write(part)
                file.flush()
            return


def _reported(clips: Iterator[Clip], script: Script, progress: Progress) -> Iterator[Clip]:
    for passage, clip in zip(script.passages(), clips, strict=True):
        progress(passage, script)
        yield clip
