"""Who published an article and when, as a newsreader says it: "Theo báo Tuổi Trẻ, sáng nay"."""

from __future__ import annotations

from datetime import date, datetime, time

from baonoi.model import VIETNAM_TIME, Article

PARTS = ((4, "rạng sáng"), (11, "sáng"), (13, "trưa"), (18, "chiều"), (22, "tối"), (24, "đêm"))
"""Parts of the day, each by the hour before which it ends."""


def said_source(article: Article, now: datetime, *, dated: bool = True) -> str:
    """The source and, where ``dated``, when it was; empty where no source is known.

    Only what is known is said: "báo" of a paper, a part of the day where the time is told, "nay"
    and "hôm qua" as it is on the day of the reading.
    """
    if not article.source:
        return ""
    who = f"Theo {_named(article.source)}"
    if not dated or article.published is None:
        return who
    return f"{who}, {_when(article.published, now.astimezone(VIETNAM_TIME))}"


def _named(source: str) -> str:
    from baonoi.cleaner.metadata import is_paper

    if "." in source and " " not in source:
        return f"trang {source}"
    return f"báo {source}" if is_paper(source) else source


def _when(published: datetime | date, now: datetime) -> str:
    part = ""
    day = published
    if isinstance(published, datetime):
        local = published.replace(tzinfo=published.tzinfo or VIETNAM_TIME).astimezone(VIETNAM_TIME)
        day = local.date()
        if local.timetz().replace(tzinfo=None) != time():  # a page without a time says midnight
            part = next(name for end, name in PARTS if local.hour < end)
        if local > now:
            return _on(day, now)
    days = (now.date() - day).days
    if days == 0:
        return f"{part} nay" if part else "hôm nay"
    if days == 1:
        return f"{part} hôm qua" if part else "hôm qua"
    return _on(day, now)


def _on(day: date, now: datetime) -> str:
    year = "" if day.year == now.year else f"/{day.year}"
    return f"ngày {day.day}/{day.month}{year}"
