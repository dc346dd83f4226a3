"""A figure with its words, shown in a notebook and saved with the table behind it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from html import escape
from typing import Any, cast

import matplotlib
from matplotlib.figure import Figure as Drawn

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.forms import Forms, Words, draw_forms
from analysis.drawing.look import HOUSE, Look
from analysis.drawing.sheet import words_in
from analysis.drawing.words.caption import Caption
from analysis.drawing.words.selection import select_drawn, select_told
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.formulas import disarm
from analysis.report.html import Output, Shown
from analysis.report.provenance.sidecar import describe_words
from analysis.report.tables import say_nothing, table_cells, table_facts
from analysis.report.whole import is_aside
from analysis.study.edition import Edition
from analysis.study.kept import keep

SHOWN_WIDTH_PX = 700
WORDS = ("title", "subtitle", "foot", "alt")
"""Of a caption, what a shown figure says of itself; its plain text is the description."""


@dataclass(frozen=True, repr=False)
class Exhibit(Shown):
    """A drawn figure, its caption and the released table behind it.

    Attributes
    ----------
    released : Released
    caption : Caption or None
        None where nothing is published.
    forms : Forms or None
        The figure as it is shown and saved; None of what is told in words as well.
    """

    released: Released
    caption: Caption | None
    forms: Forms | None

    def __repr__(self) -> str:
        """As a line, where nothing can be shown; all that it is made from would fill pages."""
        return f"<{self.released.name}: {self.output().plain}>"

    @cached_property
    def figure(self) -> Drawn | None:
        """The figure for whoever wants to draw on in it, drawn when it is first asked for."""
        if self.caption is None or self.forms is None:
            return None
        with _drawing(select_drawn(self.released), self.caption) as drawn:
            self.forms.look.paint(drawn)
            return drawn

    def output(self) -> Output:
        """The figure as a notebook shows it, with its alt text; as plain text, its description."""
        if self.caption is None:
            return say_nothing(self.released)
        words = {key: getattr(self.caption, key) for key in WORDS}
        facts = keep(_tell, replace(self.released), self.caption.title) | words
        digest = sha256(self.csv).hexdigest()
        own = {"kind": "figure", "digest": digest, "look": digest, "wide": "", "narrow": ""}
        if self.forms is None:
            return Output(_in_words(self.caption), self.caption.description, facts | own)
        own["look"] = sha256(self.forms.wide.encode()).hexdigest()
        if is_aside():
            own |= {"wide": self.forms.wide, "narrow": self.forms.narrow}
        return Output(_picture(self.forms, self.caption), self.caption.description, facts | own)

    @cached_property
    def csv(self) -> bytes:
        """The table behind, as it is saved."""
        text: str = disarm(self.released.table).to_csv(
            index=False,
            lineterminator="\n",
            float_format="%.10g",  # what adding up floats leaves behind is no information
        )
        return text.encode()


def _picture(forms: Forms, caption: Caption) -> str:
    picture = forms.inner_picture(is_light=is_aside())
    width_px = round(SHOWN_WIDTH_PX * forms.look.scale)
    return (
        f'<figure><img src="{picture}" width="{width_px}" '
        f'style="max-width:100%;height:auto" alt="{escape(caption.alt)}"></figure>'
    )


def _in_words(caption: Caption) -> str:
    """The words of a figure that is not drawn; the table beside it has the numbers."""
    title, *others = filter(None, (caption.title, caption.mark, caption.subtitle, caption.foot))
    return f"<p><strong>{escape(title)}</strong></p>" + "".join(
        f"<p>{escape(words)}</p>" for words in others
    )


def exhibit(released: Released, look: Look = HOUSE) -> Exhibit:
    """Draw a figure's released estimates for showing and saving.

    Parameters
    ----------
    released : Released
        Of a figure. Without rows, the exhibit says that nothing is published; where no picture
        is needed, it is told in words.
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
        return Exhibit(released, None, None)
    # Of a copy the labels are read anew, so that it is noted who reads them.
    caption = keep(_describe, replace(released))
    if figure.plot_of(released) is None:
        return Exhibit(released, caption, None)
    words = describe_words(released, caption)
    around = words_in(caption)
    part = select_drawn(replace(released))
    forms = keep(_draw_forms, part, replace(caption, rows=()), words, around, look)
    return Exhibit(released, caption, forms)


def _describe(released: Released) -> Caption:
    """A figure's caption, of the part that is drawn, with what its rows say."""
    caption = cast("Figure", released.of).caption(select_drawn(released))
    return replace(caption, rows=[*caption.rows])


def _tell(released: Released, title: str) -> dict[str, Any]:
    """What a page needs of the table behind a figure."""
    return table_facts(released, table_cells(select_told(released)), title)


def _draw_forms(
    part: Released, caption: Caption, words: Words, around_in: tuple[float, float], look: Look
) -> Forms:
    """A figure's picture in all forms; it has no words of its rows."""
    with _drawing(part, caption) as drawn:
        return draw_forms(drawn, words, around_in, look)


@contextmanager
def _drawing(part: Released, caption: Caption) -> Iterator[Drawn]:
    """A figure drawn in the house's style, which is set meanwhile."""
    house_style: Any = style.publication()
    plot = part.of.plot if isinstance(part.of, Figure) else None
    if plot is None:
        raise TypeError(f"{part.name} is told in words; nothing draws it")
    with matplotlib.rc_context(house_style):
        drawn = plot(part, caption).get_figure(root=True)
        if drawn is None:
            raise ValueError(f"{part.name}: the axes that were drawn belong to no figure")
        yield drawn


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
