"""What the server counts, in the text format of Prometheus."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

FIRST_BYTE = (0.01, 0.02, 0.03, 0.05, 0.08, 0.15, 0.3, 0.45, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the histogram's buckets, in seconds."""
HELP = {
    "baonoi_requests_total": ("counter", "Requests answered, by route and status."),
    "baonoi_first_byte_seconds": ("histogram", "From a request to the first byte of its sound."),
    "baonoi_sound_seconds_total": ("counter", "Seconds of sound that were made."),
    "baonoi_clips_total": ("counter", "Passages, by whether their clip was kept or said."),
    "baonoi_voice_failures_total": (
        "counter",
        "Readings that a voice failed, by the error's code.",
    ),
    "baonoi_connections": ("gauge", "Connections that are open."),
    "baonoi_connections_refused_total": (
        "counter",
        "Connections that found no place, by what was full: all, or those of one address.",
    ),
    "baonoi_webhooks_total": ("counter", "Webhooks that were sent, by whether they were taken."),
    "baonoi_listeners": ("gauge", "Streams that are being listened to."),
    "baonoi_queue": ("gauge", "Steps that wait for a hand."),
    "baonoi_jobs": ("gauge", "Jobs, by state."),
}

Labels = tuple[tuple[str, str], ...]


class Metrics:
    """Counters and a histogram; gauges are asked for when they are read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, Labels], float] = {}
        self._buckets = [0] * (len(FIRST_BYTE) + 1)
        self._waited = 0.0
        self._gauges: list[tuple[str, Callable[[], dict[Labels, float]]]] = []

    def count(self, name: str, by: float = 1.0, **labels: str) -> None:
        """Add to a counter. Any thread may."""
        key = name, tuple(sorted(labels.items()))
        with self._lock:
            self._counts[key] = self._counts.get(key, 0.0) + by

    def first_byte(self, seconds: float) -> None:
        """Note how long somebody waited for the first byte of sound."""
        at = next((n for n, end in enumerate(FIRST_BYTE) if seconds <= end), len(FIRST_BYTE))
        with self._lock:
            self._buckets[at] += 1
            self._waited += seconds

    def gauge(self, name: str, ask: Callable[[], dict[Labels, float]]) -> None:
        """Tell of what is so at the moment; ``ask`` gives the numbers by their labels."""
        self._gauges.append((name, ask))

    def text(self) -> str:
        """All of it."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        with self._lock:
            counts, buckets, waited = dict(self._counts), list(self._buckets), self._waited
        rows: dict[str, list[str]] = {}
        for (name, labels), value in sorted(counts.items()):
            rows.setdefault(name, []).append(f"{name}{_labels(labels)} {value:g}")
        for name, ask in self._gauges:
            for labels, value in ask().items():
                rows.setdefault(name, []).append(f"{name}{_labels(labels)} {value:g}")
        name = "baonoi_first_byte_seconds"
        total = 0
        for end, count in zip((*map(str, FIRST_BYTE), "+Inf"), buckets, strict=True):
            total += count
            rows.setdefault(name, []).append(f'{name}_bucket{{le="{end}"}} {total}')
        rows[name] += [f"{name}_sum {waited:g}", f"{name}_count {total}"]
        for name, (kind, meaning) in HELP.items():
            if name in rows:
                yield f"# HELP {name} {meaning}"
                yield f"# TYPE {name} {kind}"
                yield from rows[name]


def _labels(labels: Labels) -> str:
    inside = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{inside}}}" if inside else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
