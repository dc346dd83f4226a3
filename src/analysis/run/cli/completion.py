"""``analysis completion``: the shell completes commands, options and what they name."""

import argparse
from argparse import Namespace
from contextlib import suppress
from typing import TYPE_CHECKING

from analysis.run.cli.options import DEFAULT_STUDY, Commands
from analysis.study.declaration import ALL, LANGUAGES, TOPICS, StudyError

if TYPE_CHECKING:  # reading a study takes a while to load
    from analysis.study.study import Study

SHELLS = ("bash", "zsh", "fish")


def add(commands: Commands) -> None:
    """Declare the command."""
    completion = commands.add_parser(
        "completion",
        help="have the shell complete commands, options and names",
        description="Print what a shell reads to complete `analysis` at the tabulator key, such "
        'as: eval "$(analysis completion bash)"',
    )
    completion.add_argument("shell", choices=SHELLS)
    completion.set_defaults(command=completion_command)


def completion_command(parsed: argparse.Namespace) -> int:
    """Print the script of a shell."""
    from argcomplete import shellcode

    print(shellcode(["analysis"], shell=parsed.shell))
    return 0


def complete(parser: argparse.ArgumentParser) -> None:
    """Answer and end, if it is the shell that asks; what is asked for by name is offered."""
    from argcomplete import autocomplete

    for command in _list_commands(parser):
        for action in command._actions:
            if completer := COMPLETERS.get(action.dest):
                action.completer = completer  # type: ignore[attr-defined]
    autocomplete(parser)


def _list_commands(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parsers of commands, to which argparse has no public way."""
    found = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    return [command for action in found for command in action.choices.values()]


def _studies(**_: object) -> tuple[str, ...]:
    from analysis.study.project import list_studies

    return list_studies()


def _read_study(parsed_args: Namespace) -> "Study | None":
    """The study that was typed so far; none with faults, which the command itself tells."""
    from analysis.study.study_file import read_study

    with suppress(StudyError):
        return read_study(getattr(parsed_args, "study", None) or DEFAULT_STUDY)
    return None


def _municipalities(parsed_args: Namespace, **_: object) -> list[str]:
    study = _read_study(parsed_args)
    return [ALL, *study.municipalities] if study else []


def _figures(parsed_args: Namespace, **_: object) -> list[str]:
    from analysis.topics.catalogue import list_figures

    if (study := _read_study(parsed_args)) is None:
        return []
    return [figure.name for topic in study.topics for figure in list_figures(topic, study)]


def _languages(**_: object) -> tuple[str, ...]:
    return tuple(LANGUAGES)


def _topics(**_: object) -> tuple[str, ...]:
    return tuple(TOPICS)


COMPLETERS = {
    "study": _studies,
    "municipality": _municipalities,
    "card": _municipalities,
    "key": _figures,
    "language": _languages,
    "notebook": _topics,
    "topic": _topics,
}
"""What is offered, by the name of an option or argument in any command."""
