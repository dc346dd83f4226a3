"""``analysis example``: the synthetic example data, or a made-up study of any size."""

import argparse
from pathlib import Path

from analysis.run.cli.options import Commands, add_study, at_least_one


def add(commands: Commands) -> None:
    """Declare the command."""
    example = commands.add_parser(
        "example",
        help="make the synthetic example data anew, or a made-up study of any size",
        description="Write made-up responses, costs and registrations that lead to the study's "
        "published figures, the same bytes each time. With --municipalities, write a whole "
        "made-up study into a new folder under data/.",
    )
    add_study(example)
    example.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="where files go (default: the study's example/); the new study's folder with "
        "--municipalities",
    )
    example.add_argument(
        "--municipalities", type=at_least_one, metavar="N", help="so many made-up municipalities"
    )
    example.add_argument(
        "--responses", type=at_least_one, metavar="N", help="so many filled-in forms (default: 83)"
    )
    example.add_argument("--seed", type=int, metavar="N", help="another seed, other data")
    example.set_defaults(command=example_command)


def example_command(parsed: argparse.Namespace) -> int:
    """Write the example."""
    from analysis.example.folder import FORMS, SEED, write_example
    from analysis.example.study import write_study
    from analysis.study.declaration import StudyError
    from analysis.study.study_file import read_study

    study = read_study(parsed.study)
    forms, seed = parsed.responses or FORMS, SEED if parsed.seed is None else parsed.seed
    if parsed.municipalities and parsed.output is None:
        raise StudyError("--municipalities needs --output, the folder of the new study")
    folder = (parsed.output or study.folder / "example").resolve()
    if parsed.municipalities:
        write_study(study, folder, municipalities=parsed.municipalities, forms=forms, seed=seed)
    else:
        write_example(study, folder, forms=forms, seed=seed)
    print(f"synthetic example data are in {folder}")
    return 0
