"""Why something of a page is not part of its article: the whole vocabulary, for people to read."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What a :class:`~baonoi.model.Cut` may give as its reason."""

    MENU = "site menu"
    BEFORE = "stands before the article"
    AFTER = "stands after the article"
    RELATED = "other articles"
    LINK = "link to another article"
    COMMENTS = "reader comments"
    SHARE = "share buttons"
    LOGIN = "log-in"
    PLAYER = "audio player"
    PICTURE = "picture placeholder"
    ALT = "label of a picture file"
    AD = "advertisement"
    TAGS = "topic tags"
    ADDRESS = "web address"
    IMPRINT = "publisher's imprint"
    COUNTER = "counter"
    CLOCK = "site clock"
    AGE = "time since something was published"
    REPEAT = "stands there twice"
    POLL = "reader poll"
    SIZE = "text size buttons"
    SERIES = "list of a series"
    PULL_QUOTE = "pull quote: the article says it itself"
    ORPHAN = "announces what is not there"
    MARK = "stray mark"
    WALL = "stands where the rest of the article is held back"
    SHELL = "shown around the article, whose text is in the page's data"
    HIDDEN = "not shown on the page"
    FRONT_MATTER = "front matter of the book"
