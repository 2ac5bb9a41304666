"""``baonoi voices``: what can be used here and now, and why the rest cannot."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(as_json: bool) -> None:
    """Show the voices, which of them can speak now, and what mends the rest."""
    from baonoi.voices import offers

    rows = [
        {
            "name": offer.voice.name,
            "label": offer.voice.label,
            "engine": offer.voice.engine,
            "gender": offer.voice.gender,
            "accent": offer.voice.accent,
            "usable": offer.availability.usable,
            "reason": offer.availability.reason,
            "mend": offer.availability.mend,
        }
        for offer in offers()
    ]
    if as_json:
        click.echo(json.dumps({"version": 1, "voices": rows}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = "usable" if row["usable"] else f"not usable: {row['reason']} ({row['mend']})"
        click.echo(f"{row['name']:<18} {row['label']:<24} {row['engine']:<8} {state}")
