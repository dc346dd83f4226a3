"""``analysis publication``: the final publication and the municipalities' cards as PDF."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.run.cli.options import Commands, add_language, add_study, data_name, read_choice

if TYPE_CHECKING:  # figures take a while to load
    from analysis.report.exhibit import Exhibit


def add(commands: Commands) -> None:
    """Declare the command."""
    publication = commands.add_parser(
        "publication",
        help="make the final publication, or a municipality's one-page card, as PDF",
        description="Make the whole final publication as one accessible PDF (PDF/UA-1), or with "
        "--card a one-page card of a municipality.",
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
    from analysis.report.publication.document import write_card, write_publication, write_share
    from analysis.study.declaration import ALL
    from analysis.study.edition import find_municipality
    from analysis.study.project import find_project_root
    from analysis.study.study_file import open_edition
    from analysis.topics.at_a_glance import STRIPS

    study, language = read_choice(parsed)
    data = data_name(study, parsed.data)
    folder = (parsed.output or find_project_root() / "reports" / study.key).resolve()
    wanted = [find_municipality(study, name) for name in parsed.card]
    places = list(study.municipalities) if ALL in wanted else wanted
    for municipality in dict.fromkeys(places) or [ALL]:
        edition = open_edition(study.key, municipality, language, data)
        write = write_publication if edition.is_whole_project else write_card
        name = "publication" if edition.is_whole_project else f"card_{municipality}"
        exhibits = make_exhibits(edition)
        path = folder / f"{name}_{_label(data, exhibits.values())}_{language}.pdf"
        print(write(edition, exhibits, path))
        if not edition.is_whole_project and STRIPS.name in exhibits:
            picture = path.with_name(path.name.replace("card_", "share_", 1)).with_suffix(".png")
            print(write_share(edition, exhibits, picture))
    return 0


def _label(data: str, exhibits: "Iterable[Exhibit]") -> str:
    """Which data a file shows, as its name says: made-up ones of any folder are called so."""
    from analysis.inputs.own_files import MADE_UP, data_label
    from analysis.report.publication.content import is_synthetic

    label = data_label(data)
    return f"{label}_{MADE_UP}" if is_synthetic(exhibits) and label != MADE_UP else label
