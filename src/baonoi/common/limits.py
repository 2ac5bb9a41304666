"""What the system allows a process of ours that handles what strangers made."""

from __future__ import annotations

from contextlib import suppress


def confine(*, memory: int, seconds: int, files: int) -> None:
    """Bound this process for good, where the system can; Windows cannot, and its time must do.

    It may write no file, start no other program where it is no administrator's, and leave no
    image of its memory behind. A limit that is tighter already stays.

    Args:
        memory: bytes of its address space.
        seconds: of the processor, after which the system ends it.
        files: that may be open at once.
    """
    try:
        import resource
    except ImportError:
        return
    limits = {
        "RLIMIT_AS": memory,
        "RLIMIT_CPU": seconds,
        "RLIMIT_NOFILE": files,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 0,
    }
    for name, wanted in limits.items():
        which = getattr(resource, name, None)
        if which is None:
            continue
        with suppress(OSError, ValueError):
            soft, hard = (
                wanted if now == resource.RLIM_INFINITY else min(now, wanted)
                for now in resource.getrlimit(which)
            )
            resource.setrlimit(which, (soft, hard))
