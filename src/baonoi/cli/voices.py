"""``baonoi voices``: what can be used here and now, why the rest cannot, and how they sound."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from baonoi.cli import completion
from baonoi.cli.language import said, words
from baonoi.cli.line import Line
from baonoi.cli.listening import tell_voice
from baonoi.cli.notices import Notices
from baonoi.cli.output import note, say, show
from baonoi.cli.voice_options import Request, voice_options
from baonoi.common import room, stopping
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.voices import Offer
    from baonoi.voices.shelf import Progress
    from baonoi.voices.shelf.record import Record

SAMPLE = (
    "Xin chào quý vị và các bạn. Đây là giọng đọc {label} của Báo Nói.",
    "Sáng 9/2/2024, tỉnh đã khánh thành cây cầu dài 1,5 km, vốn 320 tỷ đồng, tăng 12,5% so với dự "
    "toán; người dân hai bờ rất phấn khởi.",
    "Mã, má, mạ, mả, mà, ma: sáu thanh điệu nghe rõ chứ?",
)


@click.group(
    invoke_without_command=True,
    epilog="Examples:\n\n\b\n"
    "  baonoi voices\n"
    "  baonoi voices try nu -o nu.mp3\n"
    "  baonoi voices install huu-quan\n",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--offline", is_flag=True, help="As if there were no network.")
@click.pass_context
def command(context: click.Context, as_json: bool, offline: bool) -> None:
    """Show the voices, which of them can speak now, and what mends the rest."""
    if context.invoked_subcommand is not None:
        return
    from baonoi.voices import GENDERS, survey

    seen = survey(offline=offline)
    found = seen.offers
    if as_json:
        report: dict[str, object] = {"version": 1, "voices": [_row(offer) for offer in found]}
        if seen.broken:
            report["broken"] = [
                {"engine": engine.name, "reason": engine.reason} for engine in seen.broken
            ]
        show(json.dumps(report, ensure_ascii=False, indent=1))
        return
    width = max((len(offer.voice.name) for offer in found), default=0)
    for offer in found:
        mark = "+" if offer.availability.usable else "-"
        voice = offer.voice
        show(f"{mark} {voice.name:<{width}}  {voice.engine:<6}  {voice.label}")
        if not offer.availability.usable:
            show(f"  {'':<{width}}  {said(offer.availability.reason)}")
            show(f"  {'':<{width}}  {_mend(offer)}")
    for engine in seen.broken:
        facts = {"engine": engine.name, "reason": engine.reason}
        show(said(Told("- the engine {engine} cannot be used: {reason}", **facts)))
    usable = {offer.voice.name for offer in found if offer.availability.usable}
    for name in GENDERS:
        ways = seen.ways(name)
        speaks = next((way for way in ways if way in usable), said(Told("nobody")))
        order = said(Told(", else ")).join(ways)
        show(said(Told("{name:<4} = {order}; now {voice}", name=name, order=order, voice=speaks)))


def _row(offer: Offer) -> dict[str, object]:
    return {
        "name": offer.voice.name,
        "label": offer.voice.label,
        "engine": offer.voice.engine,
        "gender": offer.voice.gender,
        "accent": offer.voice.accent,
        "usable": offer.availability.usable,
        "reason": offer.availability.reason,
        "mend": str(_mend(offer, str)),
    }


def _mend(offer: Offer, say: Callable[[str], str] = words) -> str:
    from baonoi.cli.hints import mended

    return mended(offer.availability.mend, offer.voice.name, say=say)


@command.command("try")
@click.argument("name", shell_complete=completion.voices)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=completion.audio_files,
    help="Where the sample goes, in the format of its ending.  [default: NAME.mp3]",
)
@voice_options
def try_(name: str, output: str | None, request: Request) -> None:
    """Write a sample of the voice NAME; print its path."""
    from baonoi.model import Article, Block, Role, Section
    from baonoi.reading.options import ReadingOptions
    from baonoi.reading.perform import Performance, Resources
    from baonoi.reading.target import to_file
    from baonoi.voices import Host, choose

    room.ensure()
    choice = choose(request(name))
    blocks = tuple(
        Block(Role.PARAGRAPH, text.format(label=choice.voice.label.lower())) for text in SAMPLE
    )
    path = Path(output or f"{choice.voice.name.rpartition('/')[2]}.mp3")
    article = Article("", (Section(None, blocks),))
    with stopping.in_steps(), Host() as host:
        options = ReadingOptions()
        listeners = [partial(tell_voice, notices=Notices())]
        to_file(Performance(article, choice, options, Resources(host), listeners), path)
    show(str(path))


@command.command(
    epilog="Example:\n\n\b\n  baonoi voices install huu-quan\n",
)
@click.argument("name", shell_complete=completion.installable_voices)
@click.option("--offline", is_flag=True, help="Ask nobody: look at what is there.")
@click.pass_context
def install(context: click.Context, name: str, offline: bool) -> None:
    """Download what the voice NAME needs, once; a download that was cut off goes on.

    Its size and its licence are told before it begins. Each file is held against the digest that
    the hub of models states.
    """
    from baonoi.voices import installable, shelf, survey

    voice, weights = installable(name)
    offline = offline or bool(context.parent and context.parent.params["offline"])

    def tell(record: Record) -> None:
        note(
            Told(
                "{label}: {count} files, {size:.1f} MB, from {repository} at {commit}; "
                "licence: {licence}",
                label=voice.label,
                count=len(record.parts),
                size=record.size / 1e6,
                repository=record.repository,
                commit=record.commit[:12],
                licence=record.licence or Told("not stated"),
            )
        )

    with _bar(name) as progress:
        folder = shelf.install(weights, name, offline=offline, tell=tell, progress=progress)
    show(str(folder))
    for offer in survey(offline=True).offers:
        if offer.voice.name == name and not offer.availability.usable:
            reason = offer.availability.reason
            say(Told("{voice} cannot speak yet: {reason}", voice=name, reason=reason), _mend(offer))


@contextmanager
def _bar(name: str) -> Iterator[Progress]:
    """How far a download is, on a terminal; nothing elsewhere."""
    line = Line()
    try:
        yield lambda have, size: line.draw(
            said(
                Told(
                    "{name} {share:4.0%} {have:.1f} / {size:.1f} MB",
                    name=name,
                    share=have / max(1, size),
                    have=have / 1e6,
                    size=size / 1e6,
                )
            )
        )
    finally:
        line.close()
