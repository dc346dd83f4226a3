"""A figure with its words, shown in a notebook and saved with the table behind it."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.disclosure import Released
from analysis.findings import Caption, describe, select_drawn
from analysis.inputs import find_project_root
from analysis.publish.forms import Words, draw_pdf, draw_png, draw_svg
from analysis.publish.html import Output
from analysis.publish.sidecar import embedded, write_sidecar
from analysis.publish.tables import say_nothing, table_cells, table_facts
from analysis.study import Edition
from analysis.wording import Wording

SHOWN_WIDTH_PX = 700


@dataclass(frozen=True)
class Exhibit:
    """A drawn figure, its caption and the released table behind it.

    Attributes
    ----------
    released : Released
    caption : Caption or None
        None where nothing is published, as is `figure`.
    figure : Figure or None
    pdf, png : bytes
        The figure as it is saved and, as PNG, shown; empty without a figure.
    """

    released: Released
    caption: Caption | None
    figure: Figure | None
    pdf: bytes
    png: bytes

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        return self.output()._repr_mimebundle_()

    def output(self) -> Output:
        """The figure as a notebook shows it, with its alt text."""
        if self.caption is None:
            return say_nothing(self.released)
        png = b64encode(self.png).decode("ascii")
        html = (
            f'<figure><img src="data:image/png;base64,{png}" width="{SHOWN_WIDTH_PX}" '
            f'style="max-width:100%;height:auto" alt="{escape(self.caption.alt)}">'
            f"<figcaption><code>{escape(self.released.name)}</code></figcaption></figure>"
        )
        words = {key: getattr(self.caption, key) for key in ("title", "subtitle", "foot", "alt")}
        facts = table_facts(self.released, table_cells(self.released)) | words | {"kind": "figure"}
        return Output(html, self.caption.alt, facts)


def exhibit(plot: Callable[[Released], Axes], released: Released) -> Exhibit:
    """Draw released estimates for showing and saving.

    Parameters
    ----------
    plot : callable
        A ``plot_*`` function of `analysis.charts`.
    released : Released
        Without rows, the exhibit says that nothing is published.

    Returns
    -------
    Exhibit
        As the last line of a cell, shows itself.
    """
    if released.table.empty:
        return Exhibit(released, None, None, b"", b"")
    drawn = select_drawn(released)
    figure, caption = plot(drawn).get_figure(root=True), describe(drawn)
    if figure is None:
        raise ValueError(f"{released.name}: the axes that were drawn belong to no figure")
    words = _words(released, caption)
    pdf = draw_pdf(figure, words)
    return Exhibit(released, caption, figure, pdf, draw_png(pdf, words))


def save_exhibits(exhibits: Iterable[Exhibit], figures_dir: str = "") -> Output:
    """Save each figure as SVG, PNG and PDF, its table as CSV, its words and origin as JSON.

    Parameters
    ----------
    exhibits : iterable of Exhibit
        Those without a figure are passed over.
    figures_dir : str
        Folder, relative to the repository; empty for
        ``reports/<study>/<municipality>/figures``.

    Returns
    -------
    Output
        The names of the saved files.
    """
    names: list[str] = []
    edition: Edition | None = None
    for each in exhibits:
        edition = each.released.edition
        if each.figure is None or each.caption is None:
            continue
        folder = find_project_root() / (figures_dir or default_figures_dir(edition))
        folder.mkdir(parents=True, exist_ok=True)
        stem = folder / f"{each.released.name}{_language_suffix(edition)}"
        stem.with_suffix(".png").write_bytes(each.png)
        stem.with_suffix(".pdf").write_bytes(each.pdf)
        stem.with_suffix(".svg").write_bytes(draw_svg_of(each).encode())
        write_sidecar(stem.with_suffix(".json"), each.released, each.caption)
        each.released.table.to_csv(
            stem.with_suffix(".csv"),
            index=False,
            lineterminator="\n",
            encoding="utf-8",
            float_format="%.10g",  # what adding up floats leaves behind is no information
        )
        names.append(stem.name)
    return _list_saved(names, edition)


def draw_svg_of(shown: Exhibit) -> str:
    """An exhibit's figure as SVG.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if shown.figure is None or shown.caption is None:
        raise ValueError(f"{shown.released.name}: there is no figure; nothing was released")
    return draw_svg(shown.figure, _words(shown.released, shown.caption))


def default_figures_dir(edition: Edition) -> Path:
    """Where an edition's figures are saved, relative to the repository."""
    return Path("reports", edition.study.key, edition.municipality, "figures")


def _words(released: Released, caption: Caption) -> Words:
    language = released.edition.language
    return Words(released.name, caption.title, caption.alt, embedded(released), language)


def _language_suffix(edition: Edition) -> str:
    return "" if edition.language == edition.study.language else f"_{edition.language}"


def _list_saved(names: list[str], edition: Edition | None) -> Output:
    say = Wording(edition.language if edition else "fi")
    if not names:
        none = say.text("saved.none")
        return Output(f"<p>{escape(none)}</p>", none, {"kind": "saved", "names": []})
    items = "".join(f"<li><code>{escape(name)}</code></li>" for name in names)
    title = f"{say.text('saved.title')} (SVG, PNG, PDF, CSV)"
    facts = {"kind": "saved", "names": names}
    return Output(f"<p>{escape(title)}</p><ul>{items}</ul>", "\n".join([title, *names]), facts)
