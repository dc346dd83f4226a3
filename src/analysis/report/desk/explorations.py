"""Charts to think with, drawn by seaborn: distributions, a heat map of places, people's slopes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawn
from matplotlib.ticker import MaxNLocator

from analysis.drawing import style
from analysis.drawing.words.caption import as_sentence
from analysis.drawing.words.labels import place_name
from analysis.release.estimates import Released
from analysis.report.desk.chart import Chart, house_theme, marked
from analysis.study.edition import Edition
from analysis.study.origin import SYNTHETIC
from analysis.study.wording import Wording
from analysis.topics.survey_change.by_variable.columns import name_group

SPREAD = 0.06
"""How far apart lines of like answers are drawn, in points of the scale."""
PANEL_IN = (2.6, 3.0)
ROW_IN, COLUMN_IN = 0.42, 0.95


def draw_distribution(
    answers: pd.DataFrame, title: str, by: str, points: Sequence[float], edition: Edition
) -> Chart:
    """Share of each group that gave each rating, a panel a group and a colour a wave.

    Parameters
    ----------
    answers : pandas.DataFrame
        ``wave, group, response, origin``, one row an answer.
    title, by : str
    points : sequence of float
        Of the scale; empty of a number that has none.
    edition : Edition
    """
    say, groups = edition.say, sorted(answers["group"].unique())
    waves = [wave for wave in edition.study.waves if wave in set(answers["wave"])]
    names = {wave: edition.label("wave", wave) for wave in waves}
    shown = answers.assign(wave=answers["wave"].map(names))
    with house_theme() as seaborn:
        width, height = PANEL_IN
        figure = Drawn(figsize=(width * len(groups), height), layout="constrained")
        panels = figure.subplots(1, len(groups), sharey=True, squeeze=False)[0]
        for panel, group in zip(panels, groups, strict=True):
            seaborn.histplot(
                shown[shown["group"] == group], x="response", hue="wave", ax=panel,
                hue_order=list(names.values()), discrete=True, multiple="dodge", shrink=0.8,
                stat="percent", common_norm=False, legend=bool(panel is panels[-1]),
            )  # fmt: skip
            panel.set(title=name_group(edition, by, str(group)), xlabel="", ylabel="")
            _set_axes(panel, points, say)
        figure.supxlabel(title, fontsize=style.TEXT_PT, color=style.SOFT)
        if legend := panels[-1].get_legend():
            legend.set_title("")
    counts = [
        f"{name_group(edition, by, str(group))}, {names[str(wave)]}: "
        + say.text("size", n=say.number(len(rows)))
        for (group, wave), rows in answers.groupby(["group", "wave"], sort=True)
    ]
    alt = say.text("workbench.alt_distribution", title=title, groups="; ".join(counts))
    return marked(figure, alt, _mark(say, answers), edition, "distribution")


def _set_axes(panel: Axes, points: Sequence[float], say: Wording) -> None:
    """Ratings as whole numbers over the whole scale, shares in per cent."""
    panel.xaxis.set_major_locator(MaxNLocator(integer=True))
    if points:
        panel.set_xlim(min(points) - 0.5, max(points) + 0.5)
    panel.yaxis.set_major_formatter(lambda share, _: say.percent(share))


def draw_heat_map(tables: Sequence[Released], wave: str, title: str) -> Chart:
    """Released means of places (columns) and items (rows); what is withheld stays empty.

    Parameters
    ----------
    tables : sequence of Released
        Of the same figure, one a place; each has ``item`` and a column of the wave.
    wave : str
        ``"start"`` or ``"end"``.
    title : str
    """
    edition = tables[0].edition
    matrix = _tabulate_means(tables, wave)
    say = edition.say
    withheld = say.text("withheld.symbol")
    texts = matrix.map(lambda mean: "" if pd.isna(mean) else say.number(mean, 1))
    with house_theme() as seaborn:
        size = (3 + COLUMN_IN * len(matrix.columns), 1.4 + ROW_IN * len(matrix))
        figure = Drawn(figsize=size, layout="constrained")
        panel = figure.subplots()
        seaborn.heatmap(
            matrix, annot=texts, fmt="", ax=panel, linewidths=1, linecolor="white",
            cmap=seaborn.light_palette(style.TEAL, as_cmap=True), cbar=False,
            annot_kws={"fontsize": style.TEXT_PT},
        )  # fmt: skip
        panel.set(xlabel="", ylabel="", title=title)
        panel.grid(visible=False)
        panel.tick_params(length=0)
        for row, column in np.argwhere(texts.to_numpy() == ""):  # seaborn writes nothing there
            panel.text(column + 0.5, row + 0.5, withheld, ha="center", va="center",
                       color=style.SOFT, fontsize=style.FOOT_PT)  # fmt: skip
    mark = say.text("synthetic.mark") if any(place.is_synthetic for place in tables) else ""
    alt = f"{as_sentence(title)} {_read_out(texts, withheld)}."
    return marked(figure, alt, mark, edition, f"heat_map_{wave}")


def _tabulate_means(tables: Sequence[Released], wave: str) -> pd.DataFrame:
    """Means of a wave, a row an item and a column a place that has any."""
    means = {
        place_name(place.edition, place.edition.municipality): pd.Series(
            place.table[wave].to_numpy(dtype="float64"), index=place.labels
        )
        for place in tables
        if len(place.table)
    }
    return pd.DataFrame(means).reindex(next(iter(means.values())).index)


def _read_out(texts: pd.DataFrame, withheld: str) -> str:
    """Each cell as an alt text says it."""
    return "; ".join(
        f"{item}, {place}: {texts.loc[item, place] or withheld}"
        for place in texts.columns
        for item in texts.index
    )


def draw_slopes(people: pd.DataFrame, title: str, edition: Edition) -> Chart:
    """A line for each linked person from the first wave to the last: for nobody else's eyes.

    Parameters
    ----------
    people : pandas.DataFrame
        ``person, wave, response, origin``, of people with an answer at both waves.
    title : str
    edition : Edition
    """
    waves = list(edition.study.compared_waves)
    names = [edition.label("wave", wave) for wave in waves]
    spread = np.random.default_rng(0).uniform(-SPREAD, SPREAD, people["person"].nunique())
    apart = people["person"].map(dict(zip(people["person"].unique(), spread, strict=True)))
    shown = people.assign(
        response=people["response"].astype("float64") + apart,
        wave=pd.Categorical(people["wave"].astype("object"), waves).rename_categories(names),
    ).sort_values("wave")
    with house_theme() as seaborn:
        figure = Drawn(figsize=(4.2, 4.2), layout="constrained")
        panel = figure.subplots()
        seaborn.lineplot(
            shown, x="wave", y="response", units="person", estimator=None, ax=panel,
            color=style.TEAL, alpha=0.45, linewidth=1.2,
        )  # fmt: skip
        panel.set(xlabel="", ylabel="", title=title)
        panel.yaxis.set_major_locator(MaxNLocator(integer=True))
    say, n = edition.say, people["person"].nunique()
    alt = say.text("workbench.alt_slopes", title=title, n=say.number(n))
    return marked(figure, alt, _mark(say, people), edition, "slopes")


def _mark(say: Wording, answers: pd.DataFrame) -> str:
    """What stands on a chart of answers, made up or not."""
    is_made_up = (answers["origin"] == SYNTHETIC).any()
    made_up = say.text("synthetic.mark") if is_made_up else ""
    screen = say.text("unreleased.screen")
    return f"{screen} {made_up}" if made_up else screen
