"""``analysis publication``: the final publication, its poster and the cards as PDF."""

import argparse
from pathlib import Path

from analysis.run.cli.options import Commands, add_language, add_study, data_name, read_choice


def add(commands: Commands) -> None:
    """Declare the command."""
    publication = commands.add_parser(
        "publication",
        help="make the final publication and its poster, or a municipality's card, as PDF",
        description="Make the whole final publication as one accessible PDF (PDF/UA-1) and a "
        "poster of A3, or with --card a one-page card of a municipality.",
    )
    add_study(publication)
    add_language(publication)
    publication.add_argument(
        "--data",
        metavar="DIR",
        default="published",
        help='"published" (default), "example", "raw" or a folder of your own files',
    )
    publication.add_argument(
        "--card",
        metavar="NAME",
        action="append",
        default=[],
        help='only the card of this municipality, or of "all" of them; repeatable',
    )
    publication.add_argument(
        "--output", type=Path, metavar="DIR", help="where PDF go (default: reports/<study>/)"
    )
    publication.set_defaults(command=publication_command)


def publication_command(parsed: argparse.Namespace) -> int:
    """Make what is asked for."""
    from analysis.report.exhibit import make_exhibits
    from analysis.report.publication.document import write_card, write_share
    from analysis.report.publication.files import name_document, write_documents
    from analysis.report.publication.poster import has_poster
    from analysis.study.declaration import ALL
    from analysis.study.edition import find_municipality
    from analysis.study.project import find_project_root
    from analysis.study.study_file import open_edition

    study, language = read_choice(parsed)
    data = data_name(study, parsed.data)
    folder = (parsed.output or find_project_root() / "reports" / study.key).resolve()
    wanted = [find_municipality(study, name) for name in parsed.card]
    places = list(study.municipalities) if ALL in wanted else wanted
    for municipality in dict.fromkeys(places) or [ALL]:
        edition = open_edition(study.key, municipality, language, data)
        exhibits = make_exhibits(edition)
        if edition.is_whole_project:
            print(
                "".join(f"{path}\n" for path in write_documents(edition, exhibits, folder)), end=""
            )
            continue
        path = folder / name_document(f"card_{municipality}", edition, exhibits)
        print(write_card(edition, exhibits, path))
        if has_poster(exhibits):
            picture = path.with_name(path.name.replace("card_", "share_", 1)).with_suffix(".png")
            print(write_share(edition, exhibits, picture))
    return 0
