"""A bulletin is made: what is new is chosen, put together, read and remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from baonoi.errors import NoArticleError
from baonoi.model import Article, VoiceChoice
from baonoi.publish.library import entry_of
from baonoi.publish.namesakes import slug_for
from baonoi.reading.events import Listener
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.record import record
from baonoi.reading.target import mp3_sections, to_file, to_folder
from baonoi.station.bulletin import Bulletin, Edition, alone, compose
from baonoi.station.choice import Pick, Story, chosen, stories
from baonoi.station.database import Database
from baonoi.station.likeness import Likeness
from baonoi.store.local import LocalStore
from baonoi.store.work import work_folder
from baonoi.told import Told
from baonoi.voices import Host

WANTED = 7 * 24 * 3600.0
"""Seconds after a bulletin in which another one is expected."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a bulletin shall be."""

    directory: Path
    options: ReadingOptions
    since: float
    """Seconds since 1970."""
    seconds: float
    """How long it is, about."""
    papers: tuple[str, ...] = ()
    """Names of those that are wanted; none is all."""
    output: Path | None = None
    """The file of the audio alone; None is a folder in ``directory``."""
    keep: int | None = None
    """Bulletins that are kept there; None is all."""


def broadcast(
    database: Database,
    order: Order,
    choice: VoiceChoice,
    host: Host,
    now: float,
    listeners: Iterable[Listener] = (),
) -> Path:
    """Make the bulletin of this part of the day; made again, it tells the same anew.

    Returns:
        The path of its sound.

    Raises:
        NoArticleError: nothing is new.
        BaonoiError: as a reading has it.
    """
    settle(database)
    edition = Edition.at(now)
    found = stories(database, order.directory, order.since, now, order.papers, edition.name)
    told = chosen(found, order.seconds)
    if not told:
        raise NoArticleError(Told("There is nothing new for a bulletin."), "bulletin-empty")
    bulletin = compose(edition, told, choice.voice.accent)
    performance = _performance(bulletin, choice, order.options, host, listeners)
    if order.output is not None:
        to_file(performance, order.output)
        return order.output
    slug = slug_for(LocalStore(order.directory), bulletin.article)
    _remember(database, edition.name, told, order, slug, now)
    try:
        _, path = to_folder(performance, order.directory)
    except BaseException:
        settle(database)
        raise
    return path


def settle(database: Database) -> None:
    """Forget the bulletins that were not published after all: a killed run had begun them."""
    for row in database.rows("SELECT * FROM bulletin WHERE slug IS NOT NULL"):
        directory = Path(row["directory"])
        if directory.is_dir() and entry_of(directory / row["slug"]) is None:
            with database.whole():
                database.change("UPDATE article SET told = NULL WHERE told = ?", row["name"])
                database.change("DELETE FROM bulletin WHERE name = ?", row["name"])


def _remember(
    database: Database, name: str, told: list[Pick], order: Order, slug: str, now: float
) -> None:
    """Note what a bulletin tells, before it is published: one that nobody knows would never go."""
    with database.whole():
        database.change("UPDATE article SET told = NULL WHERE told = ?", name)
        for each in told:
            database.change("UPDATE article SET told = ? WHERE id = ?", name, each.story.number)
        database.change(
            "INSERT OR REPLACE INTO bulletin (name, directory, slug, made, keep)"
            " VALUES (?, ?, ?, ?, ?)",
            *(name, str(order.directory), slug, now, order.keep),
        )
        database.stale(order.directory)


def expected(database: Database, now: float) -> bool:
    """Whether whoever reads now will soon want a bulletin."""
    query = "SELECT 1 FROM bulletin WHERE made >= ?"
    return database.row(query, now - WANTED) is not None


def prepare(article: Article, choice: VoiceChoice, options: ReadingOptions, host: Host) -> None:
    """Say and code what a bulletin would have of an article, in short and in whole, so that it is
    kept.

    Raises:
        BaonoiError: as a reading has it.
    """
    story = Story(0, "", "", 0.0, article, Likeness.of(article))
    for whole in (False, True) if story.lead else ():
        bulletin = alone(Pick(story, whole), choice.voice.accent)
        with work_folder() as folder:
            performance = _performance(bulletin, choice, options, host)
            record(performance, folder, mp3_sections(options))


def _performance(
    bulletin: Bulletin,
    choice: VoiceChoice,
    options: ReadingOptions,
    host: Host,
    listeners: Iterable[Listener] = (),
) -> Performance:
    # Its title tells the day; every item tells its own source.
    without = tuple({*options.without, "date"})
    options = replace(options, without=without, say_source=False)
    return Performance(
        bulletin.article,
        choice,
        options,
        Resources(host),
        listeners,
        bulletin.parts,
        bulletin.items,
    )
