"""An executed notebook as one self-contained HTML page."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.drawing.words.labels import place_name
from analysis.report.findings import group_findings
from analysis.report.pages.citation import read_citation
from analysis.report.pages.environment import templates
from analysis.report.pages.executed import Executed, read_executed
from analysis.report.pages.files import page_stem
from analysis.report.pages.front import choose_answer
from analysis.report.pages.prose import say_prose
from analysis.study.edition import Edition
from analysis.study.project import find_project_root
from analysis.topics.catalogue import TOPICS, list_figures
from analysis.topics.publication_audit.cards import CARDS

AS_CARDS = (CARDS.name,)
"""Tables of few rows with much to read in each."""
MOST_OPEN = 40
"""Tables of more rows are folded away; that behind a picture always is."""
MOST_TOLD = 12
"""Of what is told in words, tables of more rows are folded away."""
BESIDE = ("svg", "png", "pdf")
"""Forms of a figure that lie beside the page; its CSV is in the page."""


@dataclass(frozen=True)
class Download:
    """A file that a reader can take along."""

    form: str
    link: str
    name: str


def page_title(edition: Edition, topic: str) -> str:
    """The topic's question and the place it is asked for."""
    question = edition.say.text(TOPICS[topic].TITLE)
    return f"{question} · {place_name(edition, edition.municipality)}"


def render_page(executed: Path, edition: Edition, topic: str, figures: Path) -> str:
    """Render an executed notebook as HTML that asks nothing of any server and runs nothing.

    Parameters
    ----------
    executed : Path
        The executed notebook.
    edition : Edition
        Gives the page its language and title.
    topic : str
    figures : Path
        Where the notebook saved its figures; lies beside the page.

    Returns
    -------
    str
        The page. Its links to other pages come when all are there: `link_pages`.
    """
    held = _with_answer_first(read_executed(executed), edition, topic)
    page = templates().get_template("page.html.j2")
    return str(
        page.render(
            say=edition.say,
            language=edition.language,
            topic=topic,
            title=page_title(edition, topic),
            place=place_name(edition, edition.municipality),
            study=edition.study_name(edition.study.key),
            held=held,
            withholds=withholds_numbers(held, edition),
            findings=group_findings((f["name"], f["title"]) for f in held.figures),
            prose=say_prose(held.prose, topic, edition.say),
            downloads={
                f["name"]: find_downloads(figures, f["name"], edition) for f in held.figures
            },
            as_cards=AS_CARDS,
            most_open=MOST_OPEN,
            most_told=MOST_TOLD,
            cautions={f.name: f.caution for f in list_figures(topic, edition.study)},
            citation=read_citation(find_project_root()),
        )
    )


def _with_answer_first(held: Executed, edition: Edition, topic: str) -> Executed:
    """The figure that answers the topic's question, and the others as the notebook has them."""
    answer = choose_answer(topic, edition.study, {facts["name"] for facts in held.figures})
    first = answer.name if answer else ""
    return replace(held, figures=sorted(held.figures, key=lambda facts: facts["name"] != first))


def withholds_numbers(held: Executed, edition: Edition) -> bool:
    """Whether a number is left out inside of what is shown: a cell or a foot says so."""
    say, minimum = edition.say, edition.study.disclosure.minimum_n
    word = say.text("withheld.symbol")
    sentence = say.text("withheld.sentence", minimum=say.number(minimum))
    return any(
        sentence in facts.get("foot", "") or any(word in row for row in facts.get("rows", ()))
        for facts in held.released
    )


def find_downloads(figures: Path, name: str, edition: Edition) -> list[Download]:
    """The saved forms of a figure: the table behind it inside the page, the others beside it."""
    stem = page_stem(edition.study, name, edition.language)
    return [*_beside(figures, stem), *_inside(figures / f"{stem}.csv")]


def _beside(figures: Path, stem: str) -> Iterator[Download]:
    for form in BESIDE:
        if (figures / f"{stem}.{form}").exists():
            yield Download(form.upper(), f"{figures.name}/{stem}.{form}", f"{stem}.{form}")


def _inside(path: Path) -> Iterator[Download]:
    if path.exists():
        data = b64encode(path.read_bytes()).decode("ascii")
        yield Download("CSV", f"data:text/csv;charset=utf-8;base64,{data}", path.name)
