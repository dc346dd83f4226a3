"""A chart that no release stands behind: of a frame of one's own, or of answers."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.figure import Figure as Drawn

from analysis.drawing import style
from analysis.drawing.figure import Figure
from analysis.drawing.words.caption import as_sentence
from analysis.release.estimates import Estimates
from analysis.report.desk.saving import Saved, drafts_folder, write
from analysis.report.html import Output, Shown
from analysis.study.declaration import StudyError, check_choice
from analysis.study.edition import Edition

KINDS = ("svg", "png", "pdf")
UNDATED = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}
"""What keeps the hour of its making out of a file."""
SHARP_DPI = 144


@dataclass(frozen=True)
class Chart(Shown):
    """A chart, its alt text and what it is marked as.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
    alt : str
    mark : str
        Such as that it is for the confidential screen; empty of released numbers.
    edition : Edition
    name : str
        Of its file.
    """

    figure: Drawn
    alt: str
    mark: str
    edition: Edition
    name: str

    def output(self) -> Output:
        """The chart as a notebook shows it, below its mark."""
        png = b64encode(self._draw("png", dpi=SHARP_DPI)).decode("ascii")
        mark = f'<p role="note"><strong>{escape(self.mark)}</strong></p>' if self.mark else ""
        html = (
            f'{mark}<figure><img src="data:image/png;base64,{png}" '
            f'style="max-width:100%;width:44em;height:auto" alt="{escape(self.alt)}"></figure>'
        )
        return Output(html, "\n".join(filter(None, (self.mark, self.alt))))

    def save(self, kind: str, folder: Path | None = None) -> Saved:
        """Save it as ``"svg"``, ``"png"`` (300 dots an inch) or ``"pdf"``, with its mark."""
        check_choice("kind", kind, KINDS)
        path = (folder or drafts_folder(self.edition)) / f"{self.name}.{kind}"
        return write(path, self._draw(kind), self.edition)

    def _draw(self, kind: str, dpi: int = 300) -> bytes:
        drawn = BytesIO()
        house: Any = style.publication()
        with matplotlib.rc_context(house):
            self.figure.savefig(drawn, format=kind, dpi=dpi, bbox_inches="tight",
                                metadata=UNDATED[kind])  # fmt: skip
        return drawn.getvalue()


def chart_own(figure: Figure, frame: pd.DataFrame, edition: Edition, title: str) -> Chart:
    """A figure's chart of a frame of one's own.

    Raises
    ------
    StudyError
        Naming the columns that the frame lacks.
    """
    if lacking := [name for name in figure.frame.shown().names if name not in frame]:
        raise StudyError(edition.say.text("workbench.lacking", columns=", ".join(lacking)))
    is_synthetic = Estimates(figure, edition, frame).is_synthetic
    made_up = edition.say.text("synthetic.mark") if is_synthetic else ""
    band = " · ".join(filter(None, (edition.say.text("unreleased.band"), made_up)))
    house: Any = style.publication()
    with matplotlib.rc_context(house):
        axes = figure.plot_own(frame, edition, title=title, mark=band)
        drawn = axes.get_figure(root=True)
    if drawn is None:
        raise ValueError(f"{figure.name}: the axes that were drawn belong to no figure")
    mark = " ".join(filter(None, (edition.say.text("unreleased.own"), made_up)))
    return Chart(drawn, f"{mark} {as_sentence(title)}", mark, edition, f"{figure.name}_own")


def marked(figure: Drawn, alt: str, mark: str, edition: Edition, name: str) -> Chart:
    """A chart whose mark stands in the figure too, for whoever sees its file alone."""
    if mark:
        words = {"fontsize": style.FOOT_PT, "color": style.RUST, "fontweight": style.SEMIBOLD}
        figure.suptitle(mark, x=0.01, ha="left", **words)
    return Chart(figure, alt, mark, edition, name)


@contextmanager
def house_theme() -> Iterator[Any]:
    """Seaborn in the house's style; what it set is as before afterwards."""
    import seaborn  # here: it takes long to load

    with matplotlib.rc_context():
        seaborn.set_theme(**style.seaborn_theme())
        yield seaborn
