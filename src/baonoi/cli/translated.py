"""The texts of a command, those of its options and of what is below it, in other words."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

import click

Say = Callable[[str], str]
"""A message in other words."""
_BESIDE_AN_EXAMPLE = re.compile(r"(?<=\S  )( *)(\S.*)$", re.MULTILINE)


def translated(command: click.Command, say: Say) -> click.Command:
    """A copy of the command whose help is in other words; it is never changed itself."""
    command = copy.copy(command)
    command.help = _paragraphs(command.help, say)
    command.epilog = _paragraphs(command.epilog, say)
    command.options_metavar = command.options_metavar and say(command.options_metavar)
    command.params = [_parameter(each, say) for each in command.params]
    if isinstance(command, click.Group):
        command.subcommand_metavar = say(command.subcommand_metavar)
        command.commands = {name: translated(each, say) for name, each in command.commands.items()}
    return command


def _parameter(parameter: click.Parameter, say: Say) -> click.Parameter:
    parameter = copy.copy(parameter)
    if isinstance(parameter, click.Option):
        parameter.help = parameter.help and say(parameter.help)
    elif parameter.metavar is None and parameter.name:
        name = say(parameter.name.upper())
        parameter.metavar = name if parameter.required else f"[{name}]"
        return parameter
    if parameter.metavar is not None:
        parameter.metavar = say(parameter.metavar)
    return parameter


def _paragraphs(text: str | None, say: Say) -> str | None:
    """Each paragraph in other words, of a block of examples what stands beside them."""
    if text is None:
        return None
    return "\n\n".join(
        _BESIDE_AN_EXAMPLE.sub(lambda match: match[1] + say(match[2]), paragraph)
        if paragraph.startswith("\b")
        else say(" ".join(paragraph.split()))
        for paragraph in text.split("\n\n")
    )
