"""What a person hears of a reading beside the sound: who speaks, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baonoi.cli.notices import Notices
from baonoi.reading.events import Finished, PassedOver, Planned
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.model import VoiceChoice
    from baonoi.reading.events import Event


def tell_voice(event: Event, notices: Notices) -> None:
    """Say who speaks, and why nobody better, where whoever asked could not know it."""
    if isinstance(event, PassedOver) and event.mend:
        from baonoi.cli.hints import mended  # few readings need it

        mend = mended(event.mend, event.voice)
        notices.once(
            event.voice, Told("{voice} may speak again after: {mend}", voice=event.voice, mend=mend)
        )
    if isinstance(event, Planned) and (reasons := unexpected(event.choice)):
        choice = event.choice
        line = Told(
            "{asked}: {label} ({voice})",
            asked=choice.request.name,
            label=choice.voice.label,
            voice=choice.voice.name,
        )
        for name, reason in reasons:
            line = Told("{line}; not {voice}: {reason}", line=line, voice=name, reason=reason)
        notices.once((choice.request.name, choice.voice.name), line)


def unexpected(choice: VoiceChoice) -> list[tuple[str, str]]:
    """The voices that were passed over, and why; none where that was asked for.

    Who wants no network is not told that it was not used; nor, then, of what he did not install.
    """
    from baonoi.voices import NOT_TO_BE_USED

    failed = [each for each in choice.passed_over if each[1] != NOT_TO_BE_USED]
    if choice.request.offline and all(reason.endswith("not installed") for _, reason in failed):
        return []
    return failed


def tell_unread(event: Event, title: str, notices: Notices) -> None:
    """Say what is left unspoken because no voice reads its script."""
    if not isinstance(event, Finished):
        return
    from baonoi.script import FOREIGN

    foreign = [left for left in event.script.left_out if left.reason == FOREIGN]
    if foreign:
        why, text, more = FOREIGN, foreign[0].text[:40], len(foreign) - 1
        if more:
            told = Told(
                "left unspoken, {why}: {text} and {count} more.", why=why, text=text, count=more
            )
        else:
            told = Told("left unspoken, {why}: {text}.", why=why, text=text)
        notices.of_article("unread", title, told)
