"""The exhibits of an edition, without a kernel: the notebooks' cells, run in this process.

The notebooks alone say which figures there are and how they are made. What shows
many figures at once, such as the publication, runs the same cells in a second
or two where a kernel and its rendering would take half a minute.
"""

from collections.abc import Sequence

from analysis.report.exhibit import Exhibit
from analysis.study.edition import Edition
from analysis.study.project import find_project_root

SAVES = "save_exhibits("
"""How the last cell of a notebook begins; it writes files."""


def make_exhibits(edition: Edition, topics: Sequence[str] = ()) -> dict[str, Exhibit]:
    """Draw the figures of an edition; nothing is saved.

    Parameters
    ----------
    edition : Edition
        Its ``data`` names what is read.
    topics : sequence of str, optional
        Default: all of the study's.

    Returns
    -------
    dict
        By the figure's name, in the notebooks' order.
    """
    made = [_run_notebook(topic, edition) for topic in topics or edition.study.topics]
    return {shown.released.name: shown for exhibits in made for shown in exhibits}


def _run_notebook(topic: str, edition: Edition) -> list[Exhibit]:
    import nbformat

    path = find_project_root() / "notebooks" / f"{topic}.ipynb"
    names: dict[str, object] = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code" or cell.source.startswith(SAVES):
            continue
        exec(compile(cell.source, f"{topic}.ipynb", "exec"), names)  # noqa: S102 - our own cells
        if "parameters" in cell.metadata.get("tags", []):
            names |= {
                "study": edition.study.key,
                "municipality": edition.municipality,
                "language": edition.language,
                "data": edition.data,
            }
    return [value for value in names.values() if isinstance(value, Exhibit)]
