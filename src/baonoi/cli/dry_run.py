"""``baonoi read --dry-run``: what it would come to, and nothing is said or written."""

from __future__ import annotations

import json
from collections.abc import Iterable

from baonoi.cli.anyway_option import tell_missing
from baonoi.cli.language import said
from baonoi.cli.notices import Notices
from baonoi.cli.output import complain, show
from baonoi.cli.reader import Opened, Order
from baonoi.errors import BaonoiError
from baonoi.model import Page
from baonoi.reading.estimate import Estimate, estimate
from baonoi.reading.source import understand
from baonoi.told import Told
from baonoi.voices import Host


def dry_run(order: Order, pages: Iterable[Opened], *, several: bool) -> int:
    """Tell of each article and voice what it would come to; give the worst exit status."""
    worst = 0
    notices = Notices(several=several)
    found: list[Estimate] = []
    with Host() as host:
        for source, page in pages:
            try:
                found += _told(order, source, page, host, notices)
            except BaonoiError as error:
                if several:
                    error.message = Told(
                        "{source}: {message}", source=source, message=error.message
                    )
                worst = max(worst, complain(error))
    notices.tell()
    if len(found) > 1 and not order.as_json:
        total = Estimate(
            sum(each.seconds for each in found),
            sum(each.characters for each in found),
            sum(each.passages for each in found),
            sum(each.kept for each in found),
            sum(each.requests for each in found),
        )
        show(said(Told("in all: {amounts}", amounts=_amounts(total))))
    return worst


def _told(
    order: Order, source: str, page: Page | BaonoiError, host: Host, notices: Notices
) -> list[Estimate]:
    """One article, in each voice that was asked for."""
    if isinstance(page, BaonoiError):
        raise page
    article = understand(page, anyway=order.options.anyway)
    tell_missing(article, notices)
    found = []
    for choice in order.voices.values():
        amount = estimate(article, choice, order.options, host)
        found.append(amount)
        if order.as_json:
            row = {
                "version": 1,
                "source": source,
                "title": article.title,
                "voice": choice.voice.name,
                "engine": choice.voice.engine,
                **amount.to_json(),
            }
            show(json.dumps(row, ensure_ascii=False))
        else:
            line = Told(
                "{title} ({voice}): {amounts}",
                title=article.title or source,
                voice=choice.voice.name,
                amounts=_amounts(amount),
            )
            show(said(line))
    return found


def _amounts(amount: Estimate) -> str:
    return Told(
        "{minutes:.1f} minutes, {characters} characters, {requests} requests",
        minutes=amount.seconds / 60,
        characters=amount.characters,
        requests=amount.requests,
    )
