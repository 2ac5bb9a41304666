"""An order to read something, and what became of it.

========= ==================================================================
waiting   will be read when its turn comes
reading   is being read, or was when its server ended
done      there is a recording
failed    nothing came of it
cancelled nobody wants it any more
========= ==================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from baonoi.reading.job import ReadingJob
from baonoi.server.live import Live, page_beside


@dataclass(frozen=True, slots=True)
class Job:
    """An order, and what became of it."""

    id: str
    state: str
    title: str = ""
    voice: str = ""
    """Name of who reads."""
    slug: str = ""
    """Under which the recording was going to be kept when it was begun."""
    seconds: float = 0.0
    audio: str | None = None
    """The recording's MP3, seen from the folder of recordings."""
    error: str | None = None
    """Code of what hindered it."""
    failures: int = 0
    """How often it could not be begun."""
    begun: float | None = None
    changed: float = 0.0
    order: ReadingJob = field(default_factory=lambda: ReadingJob(""))
    """What is to be read; of what is over nothing is kept."""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed", "cancelled")


def job_of(live: Live) -> Job:
    """What a reading would be as a job: any that is listened to can be asked for as one."""
    return Job(
        live.name,
        live.state,
        live.subject.article.title,
        live.choice.voice.name,
        live.subject.slug,
        live.seconds,
        live.audio or None,
        (live.error.code if live.error else "unforeseen") if live.state == "failed" else None,
    )


def job_told(job: Job) -> dict[str, Any]:
    """A job as clients see it."""
    told: dict[str, Any] = {
        "id": job.id,
        "state": job.state,
        "title": job.title,
        "voice": job.voice,
        "seconds": round(job.seconds, 2),
        "events": f"/v1/read/{job.id}/events",
        "listen": f"/live-{job.id}/",
        "sound": f"/live-{job.id}/sound.mp3",
        "recording": page_beside(job.audio) if job.audio else None,
        "audio": f"/{job.audio}" if job.audio else None,
    }
    if job.state == "failed":
        told["error"] = job.error
    return told
