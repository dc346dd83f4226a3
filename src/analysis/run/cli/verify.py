"""``analysis verify``: a folder of reports held against its manifest."""

import argparse
from pathlib import Path

from analysis.run.cli.options import Commands, add_study, data_name


def add(commands: Commands) -> None:
    """Declare the command."""
    verify = commands.add_parser(
        "verify",
        help="hold a folder of reports against its manifest",
        description="Name every file of a study's reports that was altered, is missing or is not "
        "of the run that the manifest tells of, and every file of data that changed since. "
        "Exit status 0 only if there is none.",
    )
    add_study(verify)
    verify.add_argument(
        "--reports", type=Path, metavar="DIR", help="where the pages are (default: reports/)"
    )
    verify.add_argument("--data", metavar="DIR", help="as of `analysis run`")
    verify.set_defaults(command=verify_command)


def verify_command(parsed: argparse.Namespace) -> int:
    """Verify; exit status 0 only if everything is as it was made."""
    from analysis.inputs.own_files import data_label
    from analysis.release.keyed import KEY_FILE
    from analysis.report.provenance.verify import verify, verify_inputs
    from analysis.study.project import find_project_root
    from analysis.study.study_file import read_study

    study = read_study(parsed.study)
    reports = (parsed.reports or find_project_root() / "reports").resolve()
    folder = reports / study.key / data_label(data_name(study, parsed.data))
    inputs = verify_inputs(study, folder)
    differences = [*verify(folder), *inputs.altered]
    if inputs.unchecked:
        print(
            f"not checked: {inputs.unchecked} files of the data, whose hashes need the key that "
            f"the run was made with ({study.folder / KEY_FILE} is not there)"
        )
    for difference in differences:
        print(f"{difference.kind}: {difference.path}")
    if not differences:
        print(f"as it was made: {folder}")
    return 1 if differences else 0
