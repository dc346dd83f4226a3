"""Reading and checking: the only place that opens a study's files."""

from analysis.inputs.check import check_study
from analysis.inputs.project import find_project_root, list_studies
from analysis.inputs.published import (
    count_printed,
    read_all_published,
    read_published,
    select_statements,
)
from analysis.inputs.study_file import open_edition, read_study

__all__ = [
    "check_study",
    "count_printed",
    "find_project_root",
    "list_studies",
    "open_edition",
    "read_all_published",
    "read_published",
    "read_study",
    "select_statements",
]
