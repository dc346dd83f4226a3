"""A figure with its words, shown in a notebook and saved with the table behind it."""

import io
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from analysis import style
from analysis.disclosure import Released
from analysis.findings import Caption, describe, select_drawn
from analysis.inputs import find_project_root
from analysis.publish.html import Output
from analysis.publish.sidecar import embedded, write_sidecar
from analysis.publish.tables import say_nothing, table_facts
from analysis.study import Edition
from analysis.wording import Wording

METADATA: dict[str, Callable[[Caption, str], dict[str, Any]]] = {
    # Dates and Matplotlib's version are left out: the same figure, the same bytes.
    "svg": lambda c, origin: {
        "Title": c.title,
        "Description": c.alt,
        "Source": origin,
        "Date": None,
        "Creator": None,
    },
    "png": lambda c, origin: {
        "Title": c.title,
        "Description": c.alt,
        "Source": origin,
        "Software": None,
    },
    "pdf": lambda c, origin: {
        "Title": c.title,
        "Subject": c.alt,
        "Keywords": origin,
        "CreationDate": None,
    },
}
SHOWN_WIDTH_PX = 700
PALETTE_SIZE, NEARLY_WHITE = 128, 252


@dataclass(frozen=True)
class Exhibit:
    """A drawn figure, its caption and the released table behind it.

    Attributes
    ----------
    released : Released
    caption : Caption or None
        None where nothing is published, as is `figure`.
    figure : Figure or None
    png : bytes
        The figure as it is shown and saved; empty without a figure.
    """

    released: Released
    caption: Caption | None
    figure: Figure | None
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
        facts = table_facts(self.released) | words | {"kind": "figure"}
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
        return Exhibit(released, None, None, b"")
    drawn = select_drawn(released)
    figure, caption = plot(drawn).get_figure(root=True), describe(drawn)
    if figure is None:
        raise ValueError(f"{released.name}: the axes that were drawn belong to no figure")
    return Exhibit(released, caption, figure, _render(figure, caption, released, "png"))


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
        for form in ("svg", "pdf"):
            drawn = _render(each.figure, each.caption, each.released, form)
            stem.with_suffix(f".{form}").write_bytes(drawn)
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


def draw_form(shown: Exhibit, form: str) -> bytes:
    """An exhibit's figure as ``"svg"``, ``"png"`` or ``"pdf"``.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if shown.figure is None or shown.caption is None:
        raise ValueError(f"{shown.released.name}: there is no figure; nothing was released")
    return _render(shown.figure, shown.caption, shown.released, form)


def default_figures_dir(edition: Edition) -> Path:
    """Where an edition's figures are saved, relative to the repository."""
    return Path("reports", edition.study.key, edition.municipality, "figures")


def _render(figure: Figure, caption: Caption, released: Released, form: str) -> bytes:
    buffer = io.BytesIO()
    options: Any = style.output(salt=released.name)
    metadata = METADATA[form](caption, embedded(released))
    with matplotlib.rc_context(options):
        if form == "png":
            _write_png(figure, buffer, metadata)
        else:
            figure.savefig(buffer, format=form, metadata=metadata)
    return buffer.getvalue()


def _write_png(figure: Figure, buffer: io.BytesIO, metadata: Mapping[str, Any]) -> None:
    """A picture in a palette: a third of the size in a page, and faster than all colours."""
    pixels = io.BytesIO()
    figure.savefig(pixels, format="rgba")
    dpi = matplotlib.rcParams["savefig.dpi"]
    width, height = (int(inches * dpi) for inches in figure.get_size_inches())
    drawn = Image.frombuffer("RGBA", (width, height), pixels.getvalue()).convert("RGB")
    octree = Image.Quantize.FASTOCTREE
    picture = drawn.quantize(PALETTE_SIZE, method=octree, dither=Image.Dither.NONE)
    # Shares of a palette are rounded down: what was paper would come out a trace of grey.
    palette = picture.getpalette() or []
    picture.putpalette([255 if share >= NEARLY_WHITE else share for share in palette])
    words = PngInfo()
    for key, text in metadata.items():
        if text is not None:
            words.add_text(key, text)
    picture.save(buffer, "PNG", pnginfo=words, dpi=(dpi, dpi))


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
