"""Figures with their captions in a Word file."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from analysis.report.desk.saving import PRINT_DPI
from analysis.report.desk.workbook import MADE_ON
from analysis.report.exhibit import Exhibit
from analysis.study.declaration import StudyError
from analysis.study.edition import Edition

WIDTH_CM = 16
LANGUAGE_TAGS = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


def make_document(shown: Sequence[Exhibit], edition: Edition) -> bytes:
    """A Word file: a heading, the picture with its alt text and a caption for each figure.

    Parameters
    ----------
    shown : sequence of Exhibit
        Of those that may not be shown stands the sentence that says why.
    edition : Edition

    Raises
    ------
    StudyError
        Where python-docx is not installed; the message says how to.
    """
    try:
        import docx
    except ImportError:
        raise StudyError(edition.say.text("workbench.no_docx")) from None
    document = docx.Document()
    _describe(document, edition)
    for number, one in enumerate(shown, start=1):
        if one.caption is None or one.forms is None:
            document.add_paragraph(one.output().plain)
            continue
        document.add_heading(one.caption.title, level=2)
        picture = document.add_picture(
            BytesIO(one.forms.rasterise(PRINT_DPI)), width=docx.shared.Cm(WIDTH_CM)
        )
        picture._inline.docPr.set("descr", one.caption.alt)
        caption = edition.say.text(
            "workbench.caption", number=number, subtitle=one.caption.subtitle
        )
        words = " ".join(filter(None, (caption, one.caption.foot)))
        document.add_paragraph(words, style="Caption")
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _describe(document: Any, edition: Edition) -> None:
    """Title, language and no hour, so that the same figures are the same file."""
    from docx.oxml.ns import qn

    properties = document.core_properties
    properties.title = edition.study_name(edition.study.key)
    properties.author = properties.comments = ""
    properties.created = properties.modified = MADE_ON
    language = document.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), LANGUAGE_TAGS[edition.language])
    document.add_heading(properties.title, level=1)
