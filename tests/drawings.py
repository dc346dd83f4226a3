"""What stands in a drawn figure: texts, panels, lines and marks."""

from collections.abc import Callable
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis.report.exhibit import Exhibit

Exhibits = Callable[..., dict[str, Exhibit]]

EDITIONS = [
    *[("yhdessa_osallisuutta", m, language)
      for m in ("all", "raahe", "haapavesi") for language in ("fi", "sv", "en")],
    *[("meri_lappi", "all", language) for language in ("fi", "sv", "en")],
    *[("yhdessa_osallisuutta", m, language, "example")
      for m in ("all", "nivala") for language in ("fi", "sv", "en")],
]  # fmt: skip


def with_figure(made: dict[str, Exhibit]) -> dict[str, Exhibit]:
    return {name: exhibit for name, exhibit in made.items() if exhibit.figure is not None}


def drawn(exhibit: Exhibit) -> Figure:
    assert exhibit.figure is not None
    FigureCanvasAgg(exhibit.figure).draw()
    return exhibit.figure


def texts(figure: Figure) -> list[Text]:
    def is_shown(text: Text) -> bool:
        axes = text.axes
        hidden = axes is not None and not axes.axison and text not in axes.texts
        return text.get_visible() and bool(text.get_text().strip()) and not hidden

    return [t for t in figure.findobj(Text) if isinstance(t, Text) and is_shown(t)]


def panels(exhibit: Exhibit) -> list[Any]:
    """The axes inset into the sheet."""
    assert exhibit.figure is not None
    return list(exhibit.figure.axes[0].child_axes)
