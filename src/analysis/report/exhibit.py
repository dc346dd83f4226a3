"""A figure with its words, shown in a notebook and saved with the table behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from html import escape
from typing import Any

import matplotlib
from IPython.display import display
from matplotlib.figure import Figure as Drawn

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.forms import Forms, draw_forms
from analysis.drawing.look import HOUSE, Look
from analysis.drawing.sheet import words_in
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.selection import select_drawn, select_told
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.formulas import disarm
from analysis.report.html import Output
from analysis.report.pages.files import default_figures_dir, page_stem
from analysis.report.provenance.sidecar import describe_words, refuse_to_replace, write_sidecar
from analysis.report.tables import say_nothing, say_unasked, table_cells, table_facts
from analysis.report.whole import find_aside, is_aside, write_whole
from analysis.study.edition import Edition
from analysis.study.project import find_project_root
from analysis.study.wording import Wording

SHOWN_WIDTH_PX = 700
WORDS = ("title", "subtitle", "foot", "alt")
"""Of a caption, what a shown figure says of itself; its plain text is the description."""
PAGE_FORMS, FORMS = ("svg",), ("svg", "png", "pdf")
"""Forms of a picture beside a page of a place, and everywhere else; its table and words always."""


@dataclass(frozen=True)
class Exhibit:
    """A drawn figure, its caption and the released table behind it.

    Attributes
    ----------
    released : Released
    caption : Caption or None
        None where nothing is published, as are `figure` and `forms`.
    figure : matplotlib.figure.Figure or None
    forms : Forms or None
        The figure as it is shown and saved.
    """

    released: Released
    caption: Caption | None
    figure: Drawn | None
    forms: Forms | None

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        return self.output()._repr_mimebundle_()

    def output(self) -> Output:
        """The figure as a notebook shows it, with its alt text; as plain text, its description."""
        if self.caption is None or self.forms is None:
            return say_nothing(self.released)
        picture = self.forms.inner_picture(is_light=is_aside())
        width_px = round(SHOWN_WIDTH_PX * self.forms.look.scale)
        html = (
            f'<figure><img src="{picture}" width="{width_px}" '
            f'style="max-width:100%;height:auto" alt="{escape(self.caption.alt)}"></figure>'
        )
        words = {key: getattr(self.caption, key) for key in WORDS}
        facts = table_facts(self.released, table_cells(select_told(self.released))) | words
        own = {"kind": "figure", "digest": sha256(self.csv).hexdigest()}
        own["look"] = sha256(self.forms.wide.encode()).hexdigest()
        if is_aside():
            own |= {"wide": self.forms.wide, "narrow": self.forms.narrow}
        return Output(html, self.caption.description, facts | own)

    @cached_property
    def csv(self) -> bytes:
        """The table behind, as it is saved."""
        text: str = disarm(self.released.table).to_csv(
            index=False,
            lineterminator="\n",
            float_format="%.10g",  # what adding up floats leaves behind is no information
        )
        return text.encode()


def exhibit(released: Released, look: Look = HOUSE) -> Exhibit:
    """Draw a figure's released estimates for showing and saving.

    Parameters
    ----------
    released : Released
        Of a figure. Without rows, the exhibit says that nothing is published.
    look : Look
        Its width and colour, where they are not the house's.

    Returns
    -------
    Exhibit
        As the last line of a cell, shows itself.

    Raises
    ------
    TypeError
        If it is of a table that no figure draws.
    """
    figure = released.of
    if not isinstance(figure, Figure):
        raise TypeError(f"{released.name} is a table without a figure; show it with show_table")
    if released.table.empty:
        return Exhibit(released, None, None, None)
    part = select_drawn(released)
    caption = figure.caption(part)
    house_style: Any = style.publication()
    with matplotlib.rc_context(house_style):
        drawn = figure.plot(part, caption).get_figure(root=True)
        if drawn is None:
            raise ValueError(f"{released.name}: the axes that were drawn belong to no figure")
        words = describe_words(released, caption)
        forms = draw_forms(drawn, words, words_in(caption), look)
        return Exhibit(released, caption, drawn, forms)


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
    from analysis.inputs.chosen import read_inputs
    from analysis.topics.catalogue import SURVEYED, list_figures, read_material  # all topics load

    made, survey = {}, None
    asked = topics or edition.study.topics
    inputs = read_inputs(edition.study, edition.data, edition.language)
    if len({*asked} & {*SURVEYED}) > 1:
        survey = read_material("survey_change", edition, inputs)
    for topic in asked:
        material = read_material(topic, edition, inputs, survey)
        for figure in list_figures(topic, edition.study):
            made[figure.name] = exhibit(release_table(figure, material))
    return made


class Exhibits:
    """The figures that a notebook shows, to be saved at its end.

    Parameters
    ----------
    figures_dir : str
        As of `save_exhibits`.
    """

    def __init__(self, figures_dir: str = "") -> None:
        self._figures_dir = figures_dir
        self._shown: dict[str, Exhibit] = {}

    def show(self, released: Released) -> Exhibit:
        """Draw a figure; shown again, it takes the place of the one before."""
        shown = exhibit(released)
        self._shown[released.name] = shown
        return shown

    def show_all(self, released: Sequence[Released], edition: Edition) -> Exhibit | Output:
        """Draw several figures, each shown as by `show`; the last is for the cell to show.

        Without any, a sentence says that the study asks nothing of the kind.
        """
        shown: list[Exhibit | Output] = [*map(self.show, released)]
        *first, last = shown or [say_unasked(edition)]
        for each in first:
            display(each)
        return last

    def save(self) -> Output:
        """Save the figures in the order in which they were shown; names the files."""
        return save_exhibits(self._shown.values(), self._figures_dir)


def save_exhibits(exhibits: Iterable[Exhibit], figures_dir: str = "") -> Output:
    """Save each figure as SVG, PNG and PDF, its table as CSV, its words and origin as JSON.

    Beside a municipality's page, where few ask for them, there is no PNG and no PDF.

    Parameters
    ----------
    exhibits : iterable of Exhibit
        Those without a figure are passed over.
    figures_dir : str
        Folder, relative to the repository; empty for
        ``reports/<study>/<data>/<municipality>/figures``.

    Returns
    -------
    Output
        The names of the saved files.

    Raises
    ------
    StudyError
        If a figure of made-up data would take the place of one of real data.
    """
    names: list[str] = []
    forms: tuple[str, ...] = FORMS
    edition: Edition | None = None
    for each in exhibits:
        edition = each.released.edition
        if each.forms is None or each.caption is None:
            continue
        target = find_project_root() / (figures_dir or default_figures_dir(edition))
        name = page_stem(edition.study, each.released.name, edition.language)
        refuse_to_replace(target / f"{name}.json", each.released)
        folder = find_aside(target)
        folder.mkdir(parents=True, exist_ok=True)
        stem = folder / name
        forms = PAGE_FORMS if folder != target and not edition.is_whole_project else FORMS
        write_whole(stem.with_suffix(".svg"), each.forms.svg.encode())
        if forms == FORMS:
            write_whole(stem.with_suffix(".pdf"), each.forms.pdf)
            write_whole(stem.with_suffix(".png"), each.forms.png)
        write_sidecar(stem.with_suffix(".json"), each.released, each.caption)
        write_whole(stem.with_suffix(".csv"), each.csv)
        names.append(stem.name)
    return _list_saved(names, forms, edition)


def _list_saved(names: list[str], forms: Sequence[str], edition: Edition | None) -> Output:
    say = Wording(edition.language if edition else "fi")
    if not names:
        none = say.text("saved.none")
        return Output(f"<p>{escape(none)}</p>", none, {"kind": "saved", "names": []})
    items = "".join(f"<li><code>{escape(name)}</code></li>" for name in names)
    title = f"{say.text('saved.title')} ({', '.join([*forms, 'csv']).upper()})"
    facts = {"kind": "saved", "names": names, "forms": [*forms, "csv", "json"]}
    return Output(f"<p>{escape(title)}</p><ul>{items}</ul>", "\n".join([title, *names]), facts)
