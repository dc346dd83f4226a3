"""``analysis figure``: one figure alone."""

import argparse
import webbrowser
from pathlib import Path

from analysis.run.cli.options import Commands, add_language, add_study, data_name, read_choice
from analysis.study.declaration import ALL, check_choice


def add(commands: Commands) -> None:
    """Declare the command."""
    figure = commands.add_parser(
        "figure",
        help="draw one figure alone",
        description="Draw one figure, and save it with the table behind it. Without KEY, list the "
        "figures.",
    )
    figure.add_argument("key", nargs="?", metavar="KEY", help="such as survey_change_forest")
    add_study(figure)
    figure.add_argument("--municipality", default=ALL, metavar="NAME", help="default: all")
    add_language(figure)
    figure.add_argument("--data", metavar="DIR", help="as of `analysis run`")
    figure.add_argument("--open", action="store_true", help="show it in the browser")
    figure.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="where it goes (default: reports/<study>/drafts/<data>)",
    )
    figure.set_defaults(command=figure_command)


def figure_command(parsed: argparse.Namespace) -> int:
    """Draw; exit status 1 if there is nothing that may be shown."""
    from analysis.release.rules import release_table
    from analysis.report.desk.saving import drafts_folder
    from analysis.report.exhibit import exhibit
    from analysis.report.pages.files import page_stem
    from analysis.report.saving import save_exhibits
    from analysis.study.study_file import open_edition
    from analysis.topics.catalogue import TOPICS, list_figures, read_material

    study, language = read_choice(parsed)
    figures = {f.name: (topic, f) for topic in TOPICS for f in list_figures(topic, study)}
    if parsed.key is None:
        print("\n".join(figures))
        return 0
    check_choice("figure", parsed.key, tuple(figures))
    topic, figure = figures[parsed.key]
    data = data_name(study, parsed.data)
    edition = open_edition(study.key, parsed.municipality, language, data)
    shown = exhibit(release_table(figure, read_material(topic, edition)))
    folder = (parsed.output or drafts_folder(edition)).resolve()
    print(shown.output().plain)
    if shown.caption is None:
        return 1
    save_exhibits([shown], str(folder))
    print(f"saved in {folder}")
    if parsed.open and shown.figure:  # what is told in words was printed above
        webbrowser.open((folder / f"{page_stem(study, parsed.key, language)}.svg").as_uri())
    return 0
