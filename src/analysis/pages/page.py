"""An executed notebook as one self-contained HTML page."""

from pathlib import Path
from typing import Any

from analysis.study import Edition
from analysis.wording import Wording

TEMPLATES = Path(__file__).parent / "templates"


def page_title(edition: Edition, topic: str) -> str:
    """The topic's question and the place it is asked for."""
    say = Wording(edition.language)
    place = (
        say.text("whole_project")
        if edition.is_whole_project
        else edition.place(edition.municipality)
    )
    return f"{say.text(f'topic.{topic}')} · {place}"


def render_page(executed: Path, edition: Edition, topic: str) -> str:
    """Render an executed notebook as HTML that asks nothing of any server.

    Parameters
    ----------
    executed : Path
        The executed notebook.
    edition : Edition
        Gives the page its language and title.
    topic : str
    """
    import nbformat
    from nbconvert import HTMLExporter

    notebook = nbformat.read(executed, as_version=4)
    notebook.metadata["title"] = (
        f"{page_title(edition, topic)} · {edition.study_name(edition.study.key)}"
    )
    exporter = HTMLExporter(
        template_name="reader",
        extra_template_basedirs=[str(TEMPLATES)],
        language_code=edition.language,
        mathjax_url="",
        require_js_url="",
        embed_images=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    say = Wording(edition.language)
    banner = say.text("synthetic.page") if _is_synthetic(notebook, say) else ""
    html, _ = exporter.from_notebook_node(notebook, {"banner": banner})
    return str(html)


def _is_synthetic(notebook: Any, say: Wording) -> bool:
    """Whether any output carries the mark of made-up data."""
    mark = say.text("synthetic.mark")
    return any(
        mark in output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )
