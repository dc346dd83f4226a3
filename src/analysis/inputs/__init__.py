"""Reading and checking: the only place that opens a study's files."""

from analysis.inputs.check import check_study
from analysis.inputs.chosen import (
    STUDY_FOLDERS,
    Inputs,
    data_folder,
    keep_inputs,
    read_inputs,
    reads_own_files,
)
from analysis.inputs.digest import (
    InputFile,
    data_sha256,
    file_sha256,
    list_own_files,
    list_published_files,
)
from analysis.inputs.folder import Folder, read_folder
from analysis.inputs.printed.audit_file import Audit, read_audit
from analysis.inputs.printed.published import (
    count_printed,
    read_all_published,
    read_published,
    select_statements,
)
from analysis.inputs.printed.saved_tables import read_saved_table
from analysis.study.project import find_project_root, list_studies
from analysis.study.study_file import open_edition, read_study, read_study_file

__all__ = [
    "STUDY_FOLDERS",
    "Audit",
    "Folder",
    "InputFile",
    "Inputs",
    "check_study",
    "count_printed",
    "data_folder",
    "data_sha256",
    "file_sha256",
    "find_project_root",
    "keep_inputs",
    "list_own_files",
    "list_published_files",
    "list_studies",
    "open_edition",
    "read_all_published",
    "read_audit",
    "read_folder",
    "read_inputs",
    "read_published",
    "read_saved_table",
    "read_study",
    "read_study_file",
    "reads_own_files",
    "select_statements",
]
