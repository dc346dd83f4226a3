"""The parameters of notebooks that a caller may set, held against those that they have."""

from collections.abc import Collection, Iterable, Mapping

from analysis.run.execute import notebook_path
from analysis.study.declaration import StudyError, check_choice

SET_BY_RUN = ("study", "municipality", "language", "data", "figures_dir")
"""Parameters that a run itself sets in every notebook."""


def check_parameters(topics: Iterable[str], parameters: Mapping[str, str]) -> None:
    """Refuse parameters that a notebook does not have or a run sets, before anything runs.

    Raises
    ------
    StudyError
        With the parameters that the notebook has.
    """
    for name in parameters:
        if name in SET_BY_RUN:
            raise StudyError(f"parameter '{name}' is set by an option of its own; see --help")
    for topic in topics:
        check_names(topic, parameters, SET_BY_RUN)


def check_names(topic: str, names: Collection[str], others: Collection[str] = ()) -> None:
    """Refuse names that are no parameter of a notebook.

    papermill itself only warns of them, and writes them into the notebook as code.

    Parameters
    ----------
    topic : str
    names : collection of str
    others : collection of str, optional
        Parameters of the notebook that may not be named.

    Raises
    ------
    StudyError
        With the parameters that the notebook has.
    """
    if not names:
        return
    from papermill import inspect_notebook

    known = tuple(p for p in inspect_notebook(str(notebook_path(topic))) if p not in others)
    for name in names:
        check_choice(f"parameter of {topic}", name, known)
