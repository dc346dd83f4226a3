"""What a saved figure knows of itself: its words, its data, its parameters and the software."""

import json
from pathlib import Path
from typing import Any

import analysis
from analysis.drawing.forms import Words
from analysis.drawing.words.caption import Caption
from analysis.inputs.own_files import STUDY_FOLDERS, reads_own_files
from analysis.release.estimates import Released
from analysis.report.provenance.inputs import hash_data
from analysis.report.whole import write_whole
from analysis.study.declaration import StudyError
from analysis.study.origin import PUBLISHED

SOFTWARE = f"{analysis.NAME} {analysis.__version__}"


def trace_origin(released: Released) -> dict[str, Any]:
    """What a figure was made from, the same on every machine.

    Parameters
    ----------
    released : Released

    Returns
    -------
    dict
        Parameters, the disclosure rule, the data's name and hash, the
        documents and the software; figures of published numbers alone name
        only the published tables, whatever else the edition reads.

    Raises
    ------
    ValueError
        If numbers are a project's own and the edition does not say from which folder.
    """
    edition, study = released.edition, released.edition.study
    read = data = PUBLISHED
    if not released.is_published:
        if not reads_own_files(study, edition.data):
            raise ValueError(
                f"{released.name} rests on files of a project's own, but its edition says that "
                f"the data are '{edition.data}': "
                "open it with open_edition(study, municipality, language, data)"
            )
        read = edition.data
        data = edition.data if edition.data in STUDY_FOLDERS else Path(edition.data).name
    keys = {key for cell in released.table["document"] for key in cell.split(";")}
    return {
        "figure": released.name,
        "study": study.key,
        "municipality": edition.municipality,
        "language": edition.language,
        "data": data,
        **hash_data(study, read),
        "synthetic": released.is_synthetic,
        "minimum_n": study.disclosure.minimum_n,
        "minimum_count": study.disclosure.minimum_count,
        "documents": sorted(keys),
        "software": SOFTWARE,
    }


def refuse_to_replace(path: Path, released: Released) -> None:
    """Refuse to let a figure of made-up data take the place of one of real data.

    Parameters
    ----------
    path : Path
        What the figure there says of itself, if there is one.
    released : Released
        Of the figure that is to be saved.

    Raises
    ------
    StudyError
        If they are made up and those there are not.
    """
    if not released.is_synthetic or not path.is_file():
        return
    try:
        is_real = json.loads(path.read_bytes())["synthetic"] is False
    except (ValueError, KeyError, TypeError):  # torn, or none of ours: of data it says nothing
        is_real = False
    if is_real:
        raise StudyError(released.say.text("saved.is_real", figure=path.stem, folder=path.parent))


def write_sidecar(path: Path, released: Released, caption: Caption) -> None:
    """Write a figure's words and origin beside it, as JSON."""
    record = {
        **trace_origin(released),
        "title": caption.title,
        "subtitle": caption.subtitle,
        "foot": caption.foot,
        "alt": caption.alt,
        "description": caption.description,
        "mark": caption.mark,
        "rows": len(released.table),
        "hidden": released.hidden,
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    write_whole(path, f"{text}\n".encode())  # bytes: the same line ends on every platform


def describe_words(released: Released, caption: Caption) -> Words:
    """What every form of a figure says of it."""
    language = released.edition.language
    return Words(released.name, caption.title, caption.alt, embedded(released), language)


def embedded(released: Released) -> str:
    """The origin on one line, for the metadata of a picture."""
    return json.dumps(trace_origin(released), ensure_ascii=False)
