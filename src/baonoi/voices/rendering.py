"""A passage as the embedded voice says it, which tells when it says each word."""

from __future__ import annotations

from baonoi.common.log import Log
from baonoi.errors import BaonoiError
from baonoi.model import Clip, Passage, Voice, VoiceSpec
from baonoi.voices.opening import Host

_log = Log(__name__)


def rendered(passage: Passage, voice: Voice, host: Host) -> Clip | None:
    """By the embedded voice that is most like ``voice``; None where it cannot say it.

    It is not kept: to say it again takes less than a thousandth of the time it lasts.
    """
    from baonoi.voices.espeak import VOICES

    like = max(VOICES, key=lambda each: (each.accent == voice.accent, each.gender == voice.gender))
    try:
        session = host.session(VoiceSpec(like, like.engine))
        return next(iter(session.synthesize([passage], like)), None)
    except (BaonoiError, ImportError, OSError) as error:
        _log.info("no rendering by the embedded voice: %s", error)
        return None
