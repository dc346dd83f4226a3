"""Where the repository's folders are."""

from pathlib import Path

from analysis.study.declaration import StudyError


def find_project_root() -> Path:
    """The repository's folder, looked for upwards from the working directory.

    JupyterLab runs a notebook in ``notebooks/``, papermill where it was called;
    both find the same ``data/``. Elsewhere the checkout that holds this package
    is used.

    Raises
    ------
    StudyError
        If no folder above holds ``data/<study>/study.toml``.
    """
    starts = (Path.cwd(), Path(__file__).resolve().parent)
    for folder in (f for start in starts for f in (start, *start.parents)):
        if any(folder.glob("data/*/study.toml")):
            return folder
    raise StudyError(
        "no data/<study>/study.toml in the working directory or above it; "
        "call from inside the repository"
    )


def list_studies() -> tuple[str, ...]:
    """Keys of the studies under ``data/``."""
    return tuple(sorted(f.parent.name for f in find_project_root().glob("data/*/study.toml")))
