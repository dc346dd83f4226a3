"""A figure: what it estimates, what it says, what it draws and where it stands, in one object."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing.words.caption import Caption
from analysis.drawing.words.selection import retell
from analysis.release.estimates import Estimates, Released, Table
from analysis.study.edition import Edition


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure(Table):
    """A figure of a topic; each stands in a module of its own.

    Attributes
    ----------
    describe : callable
        Released estimates in, title, subtitle, foot and alt text out.
    plot : callable or None
        ``plot(estimates, caption, *, ax=None)`` draws them and returns the axes. None where two
        or three numbers, or words, need no picture: the title says it, the table stands open.
    section : str
        Key of the publication's section that it stands in.
    card_rank : int
        Its rank among the figures of a municipality's card, from 1; 0: on none.
    caution : str
        Key of what its finding must not be taken for. A figure that has one answers its
        topic's question on the front page.
    pictured_by : str
        Name of the figure whose picture stands beside what is told here in words on the front
        page. A figure that has one answers before the others of its topic.
    draws_all : bool
        Whether it draws any number of places at once, and leaves none of them out.
    is_plain : callable
        Whether what was released is so little that it is told without its picture.
    """

    describe: Callable[[Released], Caption]
    section: str
    plot: Callable[..., Axes] | None = None
    card_rank: int = 0
    caution: str = ""
    pictured_by: str = ""
    draws_all: bool = False
    is_plain: Callable[[Released], bool] = lambda _: False

    def caption(self, released: Released) -> Caption:
        """Title, subtitle, foot and alt text; of a part that is drawn, what the whole says."""
        if released.whole is None or self.draws_all:
            return self.describe(released.whole or released)
        return retell(self.describe(released), self.describe(released.whole), released)

    def plot_of(self, released: Released) -> Callable[..., Axes] | None:
        """What draws the released estimates; None where they are told in words."""
        return None if self.is_plain(released) else self.plot

    def plot_own(
        self,
        frame: pd.DataFrame,
        edition: Edition,
        *,
        title: str = "",
        mark: str = "",
        ax: Axes | None = None,
    ) -> Axes:
        """Draw a caller's own tidy frame that has this figure's columns.

        Nothing of it is released: whoever shows or saves the result answers for it. The edition
        gives language and labels; a mark stands above the title.

        Raises
        ------
        ValueError
            If the figure is told in words.
        """
        if self.plot is None:
            raise ValueError(f"{self.name} is told in words; nothing draws it")
        return self.plot(Estimates(self, edition, frame), Caption(title, "", "", (), mark), ax=ax)
