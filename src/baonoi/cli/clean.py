"""``baonoi clean``: the article as it was understood."""

from __future__ import annotations

import json

import click


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi clean bai-bao.html\n"
    "  baonoi clean --json bai-bao.html | jq .title\n"
    "  baonoi clean --spoken bai-bao.txt\n",
)
@click.argument("source")
@click.option("--json", "as_json", is_flag=True, help="The article and its cuts as JSON.")
@click.option("--spoken", is_flag=True, help="The script: one passage a line, spelled out.")
def command(source: str, as_json: bool, spoken: bool) -> None:
    """Show what SOURCE (a path, a URL or -) holds: title, date, blocks by role."""
    from baonoi.pipeline import lay_out, understand

    article = understand(source)
    if spoken:
        from baonoi.voices import choose

        for passage in lay_out(article, choose().voice).passages():
            click.echo(" ".join(text.spoken for text in passage.sentences))
    elif as_json:
        from baonoi.cleaner import to_json

        click.echo(json.dumps(to_json(article), ensure_ascii=False, indent=1))
    else:
        for _, block in article.blocks():
            click.echo(f"{block.role.value:<10} {block.text}\n")
