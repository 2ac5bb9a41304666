"""Articles in, recordings out, several side by side; what is told of them comes in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from baonoi.cli import streams
from baonoi.cli.anyway_option import tell_missing
from baonoi.cli.listening import tell_unread, tell_voice
from baonoi.cli.notices import Notices
from baonoi.cli.output import complain, show
from baonoi.cli.progress import Progress
from baonoi.cli.unforeseen import as_error
from baonoi.common import stopping
from baonoi.errors import BaonoiError
from baonoi.model import Cover, Page, Recording, VoiceChoice
from baonoi.reading.long_text import begun
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.plan import characters_of
from baonoi.reading.side_by_side import side_by_side
from baonoi.reading.source import find_cover, understand
from baonoi.reading.target import to_file, to_folder, to_pipe
from baonoi.told import Told
from baonoi.voices import Host

if TYPE_CHECKING:
    from baonoi.audio.player import Player
    from baonoi.reading.events import Listener

Opened = tuple[str, Page | BaonoiError]
"""A source by its name, and its page or what hindered it."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for, the same for every source."""

    directory: Path
    output: str | None
    voices: dict[str, VoiceChoice]
    """By the name that was asked for."""
    options: ReadingOptions
    play: bool = False
    single_file: bool = False
    as_json: bool = False
    quiet: bool = False


@dataclass(slots=True)
class Results:
    """The lines of one article for standard output: shown at once, or kept until it is its turn."""

    at_once: bool
    _kept: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """One line more."""
        if self.at_once:
            show(line)
        else:
            self._kept.append(line)

    def show(self) -> None:
        """What was kept."""
        for line in self._kept:
            show(line)


class Reader:
    """Reads one article after another, or a few at a time, through one host of voices."""

    def __init__(self, order: Order, at_once: int, *, several: bool) -> None:
        """Read nothing yet.

        Args:
            order: what is asked for.
            at_once: articles that are read side by side.
            several: whether there may be more than one.
        """
        self._order, self._at_once = order, at_once
        self._several = several
        self._host = Host()
        self._notices = Notices(several=several)
        self.progress = Progress(shown=not order.quiet)
        self.listened: list[Path] = []
        """The pages of what was made, on which it can be heard."""

    def read(self, pages: Iterable[Opened]) -> int:
        """Read each, and report it in its turn; give the worst exit status."""
        worst = 0
        for source, results, error in self._reports(pages):
            results.show()
            if error is not None:
                if self._several:
                    error.message = Told(
                        "{source}: {message}", source=source, message=error.message
                    )
                worst = max(worst, complain(error))
        self.progress.close()
        self._notices.tell()
        return worst

    def _reports(
        self, pages: Iterable[Opened]
    ) -> Iterator[tuple[str, Results, BaonoiError | None]]:
        if self._at_once == 1:
            for source, page in pages:
                results = Results(at_once=True)
                yield source, results, self._try(page, results)
            return

        def read(opened: Opened) -> tuple[str, Results, BaonoiError | None]:
            results = Results(at_once=False)
            return opened[0], results, self._try(opened[1], results)

        with closing(side_by_side(read, pages, self._at_once, self._host)) as found:
            yield from found

    def _try(self, page: Page | BaonoiError, results: Results) -> BaonoiError | None:
        """Read an article; what hindered it."""
        if isinstance(page, BaonoiError):
            self.progress.expect(-1)
            return page
        try:
            self._read(page, results)
        except BaonoiError as error:
            return error
        except BrokenPipeError:
            raise
        except Exception as error:  # ours to mend, but no reason not to read the next one
            return as_error(error)
        return None

    def _read(self, page: Page, results: Results) -> None:
        """One article, in each voice that was asked for."""
        order, options = self._order, self._order.options
        if order.output == "-" and not sys.stdout.seekable() and self._pipe_long(page):
            return
        with stopping.anywhere():
            article = understand(page, anyway=options.anyway)
        tell_missing(article, self._notices)

        def no_cover(why: str) -> None:
            told = Told("{why} --cover takes another.", why=why)
            self._notices.of_article("no-cover", article.title, told)

        characters = characters_of(article, options)
        self.progress.found(characters * len(order.voices))
        with stopping.anywhere():
            cover = find_cover(article, page.origin, options, no_cover)
        made: dict[str, tuple[Recording, Path]] = {}
        for name, choice in order.voices.items():
            heard = self._listeners(choice, article.title, characters, first=not made)
            with heard as (listeners, player):
                resources = Resources(self._host)
                performance = Performance(article, choice, options, resources, listeners)
                if order.output is None:
                    made[name] = self._to_folder(performance, name, cover, results)
                else:
                    self._to_file(performance, order.output, cover, results)
                if player is not None:
                    player.finish()
        if len(made) > 1:
            from baonoi.publish import offer_voices

            offer_voices(made, single_file=order.single_file)

    def _pipe_long(self, page: Page) -> bool:
        """Begin a long text before all of it is understood; whether it is one."""
        (choice,) = self._order.voices.values()
        self.progress.found(len(page.text))
        heard = self._listeners(choice, page.origin, len(page.text), first=True)
        with heard as (listeners, _):
            tell = partial(tell_missing, notices=self._notices)
            resources = Resources(self._host)
            text = begun(page, choice, self._order.options, resources, listeners, tell)
            if text is None:
                return False
            with stopping.anywhere():
                cover = find_cover(text.article, page.origin, self._order.options)
            with streams.written():
                to_pipe(text, sys.stdout.buffer, cover=cover)
        return True

    def _to_folder(
        self, performance: Performance, name: str, cover: Cover | None, results: Results
    ) -> tuple[Recording, Path]:
        from baonoi.publish import MANIFEST

        recording, path = to_folder(
            performance,
            self._order.directory,
            cover=cover,
            every=self._order.play,
            subfolder=name if len(self._order.voices) > 1 else None,
            single_file=self._order.single_file,
        )
        line = str(path)
        if self._order.as_json:
            manifest = json.loads((path.parent / MANIFEST).read_text(encoding="utf-8"))
            line = json.dumps({"path": line, **manifest}, ensure_ascii=False)
        results.add(line)
        self.listened.append(path.with_name("index.html"))
        return recording, path

    def _to_file(
        self, performance: Performance, output: str, cover: Cover | None, results: Results
    ) -> None:
        if output != "-":
            to_file(performance, Path(output), cover=cover, every=self._order.play)
            results.add(output)
            return
        with streams.written():
            (to_file if sys.stdout.seekable() else to_pipe)(
                performance, sys.stdout.buffer, cover=cover
            )

    @contextmanager
    def _listeners(
        self, choice: VoiceChoice, title: str, characters: int, *, first: bool
    ) -> Iterator[tuple[list[Listener], Player | None]]:
        """Who hears a reading: a person, told who speaks and how far it is, and a loudspeaker."""
        with ExitStack() as stack:
            reading = self.progress.reading(choice.voice.label, characters)
            listeners: list[Listener] = [stack.enter_context(reading)]
            player = None
            if not self._order.quiet:
                listeners.append(partial(tell_voice, notices=self._notices))
            if first:
                listeners.append(partial(tell_unread, title=title, notices=self._notices))
            if self._order.play:
                from baonoi.audio.player import Player
                from baonoi.reading.stream import Loudspeaker

                player = stack.enter_context(Player())
                listeners.append(Loudspeaker(player, self._order.options.loudness))
            yield listeners, player

    def __enter__(self) -> Self:
        """Let the first voice get ready while the first article is being understood."""
        self._host.preload(next(iter(self._order.voices.values())).spec)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.progress.close()
        self._host.close()
