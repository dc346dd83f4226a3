"""``analysis dictionary``: what every column means."""

import argparse

from analysis.run.cli.options import Commands, add_study


def add(commands: Commands) -> None:
    """Declare the command."""
    dictionary = commands.add_parser(
        "dictionary",
        help="say what every column of every table means",
        description="Print the data dictionary: name, type, unit and meaning of every column that "
        "is read, shown or saved.",
    )
    add_study(dictionary)
    dictionary.add_argument("--csv", action="store_true", help="as CSV; default: Markdown")
    dictionary.set_defaults(command=dictionary_command)


def dictionary_command(parsed: argparse.Namespace) -> int:
    """Print the dictionary."""
    from analysis.report.dictionary import as_markdown, data_dictionary
    from analysis.study.study_file import read_study

    dictionary = data_dictionary(read_study(parsed.study))
    text = dictionary.to_csv(index=False) if parsed.csv else as_markdown(dictionary)
    print(text, end="")
    return 0
