"""The command group, and what becomes of errors: two lines and an exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

from baonoi import __version__
from baonoi.cli import language, streams
from baonoi.cli.asked import Context, in_our_context
from baonoi.cli.language import said
from baonoi.cli.log_options import log_options
from baonoi.cli.output import complain, say, show
from baonoi.cli.translated import translated
from baonoi.common import stopping
from baonoi.errors import BaonoiError
from baonoi.told import LANGUAGES, Told

COMMANDS = {
    "read": "Read articles aloud into MP3s.",
    "clean": "Show the article as it was understood.",
    "normalize": "Spell written Vietnamese out, line by line.",
    "explain": "Show what was cut, rewritten and left unspoken, and why.",
    "serve": "Serve the recordings, and make new ones for whoever asks.",
    "embed": "Put the player on another page.",
    "feed": "Make a podcast of the recordings.",
    "follow": "Choose papers to be read every day.",
    "update": "Read what is new in the papers that are followed.",
    "bulletin": "Make a bulletin of what is new.",
    "archive": "Read many articles, on many cores or machines.",
    "voices": "Show which voices can speak here and now.",
    "config": "See and change what every run begins with.",
    "cache": "See, prune or clear the clips kept.",
    "doctor": "Check what this machine lacks.",
}
"""Each command's module in this package bears its name; it is imported when it is run."""
MEANT = {
    "--rate": "--speed",
    "--format": "--output",
    "--out": "--output",
    "--dir": "--directory",
    "--volume": "--loudness",
    "--no-network": "--offline",
}
"""What other tools call an option of ours."""
OBJECTS = 200_000
"""New objects between two looks for garbage: importing and compiling makes many and drops few."""


class _InterruptedError(BaseException):
    """An interrupt on its way past click, which would write an empty line."""


@contextmanager
def _past_click() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise _InterruptedError from None


class Commands(click.Group):
    """Commands that are imported only when they are asked for."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"baonoi.cli.{cmd_name}").command
        return _in_words(in_our_context(command))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; where there is none, what may have been meant."""
        name = args[0]
        unknown = name not in COMMANDS and not name.startswith("-")
        if unknown and not ctx.resilient_parsing:
            from difflib import get_close_matches

            meant = get_close_matches(name.lower(), COMMANDS, 1)
            if meant:
                ctx.fail(
                    said(
                        Told(
                            "No such command '{name}'. Did you mean '{meant}'?",
                            name=name,
                            meant=meant[0],
                        )
                    )
                )
            if name.startswith(("http://", "https://")) or os.path.exists(name):  # noqa: PTH110  # a name too long raises in pathlib
                ctx.fail(
                    said(
                        Told(
                            "'{name}' is no command. Did you mean 'baonoi read {name}'?", name=name
                        )
                    )
                )
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands, which are not imported for it, and the options."""
        commands = [
            CompletionItem(name, help=language.words(does))
            for name, does in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def make_context(self, *given: Any, **extra: Any) -> click.Context:
        """Read the command line."""
        with _past_click():
            return super().make_context(*given, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whoever reads its output may have enough."""
        try:
            with _past_click():
                return super().invoke(ctx)
        except BrokenPipeError:  # click would make it a failure without a word
            streams.give_up(1)
            return 0

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section(said(Told("Commands"))):
            formatter.write_dl([(name, language.words(does)) for name, does in COMMANDS.items()])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Examples:\n\n\b\n"
    "  baonoi read bai-bao.txt              an article into output/\n"
    "  baonoi read https://bao.vn/bai.html  the same from its page\n"
    "  baonoi explain bai-bao.txt           what was cut, and how it is read\n",
)
@log_options
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help="Speak to me in this language; by default the system's.",
)
@click.version_option(__version__, prog_name="baonoi", message="%(prog)s %(version)s")
@click.pass_context
def baonoi(context: click.Context) -> None:
    """Báo Nói reads Vietnamese news articles aloud: one command, one MP3."""
    if context.invoked_subcommand not in (None, "config"):  # which mends a broken file
        from baonoi.cli.settled import defaults

        context.default_map = {str(context.invoked_subcommand): defaults()}
    from baonoi.publish.owed import settle
    from baonoi.store.work import sweep

    sweep()
    settle()


def _in_words(command: click.Command) -> click.Command:
    return command if language.spoken() == "en" else translated(command, language.words)


def main() -> NoReturn:
    """Run the command line and end the process with its exit status."""
    try:
        stopping.listen()
        streams.prepare()
        language.speak(language.chosen(sys.argv[1:]))
        gc.set_threshold(OBJECTS)
        # No matrix is multiplied here: numpy's own threads would only wait, and burn a core at it.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        status = _status()
        stopping.check()  # whatever went wrong meanwhile
        stopping.listen_no_more()
    except KeyboardInterrupt:
        stopping.end()
    gc.freeze()  # the system takes all memory back sooner than a search for garbage ends
    sys.exit(status)


def _status() -> int:
    """Run the command; its exit status, or that of what went wrong, which is told."""
    try:
        status = _in_words(baonoi).main(standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except BaonoiError as error:
        return complain(error)
    except getattr(click.exceptions, "NoArgsIsHelpError", ()) as error:  # of click 8.2
        show(error.format_message())
        return 0
    except click.ClickException as error:
        if isinstance(error, click.NoSuchOption) and error.ctx is not None:
            meant = MEANT.get(error.option_name)
            if any(meant in parameter.opts for parameter in error.ctx.command.params):
                error.possibilities = [str(meant)]
            error.message += "."
        hint = Told("Run `baonoi --help` to see what there is.")
        if isinstance(error, click.UsageError) and error.ctx is not None:
            hint = Told(
                "Run `{command} --help` to see how it is used.", command=error.ctx.command_path
            )
        say(error.format_message(), hint)
        return error.exit_code
    except (_InterruptedError, click.exceptions.Abort):  # which click makes of it elsewhere
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        streams.give_up(1)  # whoever read our output has enough
        return 0
    except Exception as error:  # ours to mend
        from baonoi.cli.unforeseen import as_error

        return complain(as_error(error))
