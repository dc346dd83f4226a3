"""Charts by what they draw: every figure, language and kind of edition."""

from itertools import combinations

import matplotlib
import numpy as np
import pytest
from conftest import FIGURES, STUDY
from drawings import EDITIONS, Exhibits, drawn, panels, texts, with_figure
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.drawing import style
from analysis.drawing.labels import place_labels
from analysis.drawing.sheet import width_in, wrap, wrap_evenly
from analysis.inputs.chosen import read_inputs
from analysis.release.rules import release
from analysis.study.study_file import open_edition
from analysis.topics.catalogue import read_material
from analysis.topics.survey_change.contrasts import estimate_contrasts
from analysis.topics.survey_change.distribution import distributions
from analysis.topics.survey_change.groups import GROUPS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("house_style")]

SMALLEST_PT = 8.0


def box(text: Text) -> Bbox:
    return text.get_window_extent()


@pytest.mark.parametrize("edition", EDITIONS, ids="-".join)
def test_no_text_is_cut_or_covers_another(exhibits: Exhibits, edition: tuple[str, ...]) -> None:
    for name, exhibit in with_figure(exhibits(*edition)).items():
        check_texts(name, drawn(exhibit))


def check_texts(name: str, figure: Figure) -> None:
    sheet = figure.bbox
    boxes = [(text.get_text(), box(text)) for text in texts(figure)]
    assert len(boxes) > 4, name
    for words, own in boxes:
        inside = own.x0 >= 0 and own.y0 >= 0 and own.x1 <= sheet.x1 and own.y1 <= sheet.y1
        assert inside, f"{name}: '{words}' leaves the sheet"
    for (one, a), (other, b) in combinations(boxes, 2):
        width = min(a.x1, b.x1) - max(a.x0, b.x0)
        height = min(a.y1, b.y1) - max(a.y0, b.y0)
        # Line boxes of neighbouring lines may touch; letters may not.
        assert width <= 1 or height <= 3, f"{name}: '{one}' covers '{other}'"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_figures_of_other_data_than_the_examples_are_legible_too(
    exhibits: Exhibits, language: str
) -> None:
    """Groups with long names, and means that no codes link: the example has neither."""
    made = exhibits(language=language, data="example")
    forest = made["survey_change_forest"].released
    own = read_inputs(STUDY, "example").responses
    assert own is not None
    contrasts = estimate_contrasts(own[own["gender"].isin(["man", "woman"])], forest.edition)
    groups = release(contrasts, forest.edition, GROUPS)
    assert len(groups.table)
    aged = groups.table.assign(by="age_group", group="50_64", against="65_",
                               question="change_in", item="remote_services")  # fmt: skip
    half = forest.table[["ci_low", "ci_high"]] / 2
    unlinked = forest.table.assign(
        **{f"{case}_{end}": half[f"ci_{end}"] for case in ("weak", "strong")
           for end in ("low", "high")}
    )  # fmt: skip
    for name, table in [("groups", aged), ("pairing_means", unlinked)]:
        figure = FIGURES[f"survey_change_{name}"].plot_own(table, groups.edition).figure
        assert isinstance(figure, Figure)
        FigureCanvasAgg(figure).draw()
        check_texts(name, figure)
        shown = " ".join(text.get_text() for text in texts(figure))
        for question, item in zip(table["question"], table["item"], strict=True):
            assert groups.edition.label(question, item).split()[0] in shown


def test_every_share_of_a_distribution_is_written_in_or_beside_its_bar() -> None:
    """Of the example's shares before they are released: too few sets of answers fit them."""
    edition = open_edition("yhdessa_osallisuutta", "all", "en", "example")
    figure = distributions(edition.study)[0]
    table = figure.estimate(read_material("survey_change", edition))
    made = figure.plot_own(table, edition).get_figure(root=True)
    assert made is not None
    written = [text.get_text() for text in texts(made)]
    for share in [*table["start"], *table["end"]]:
        assert f"{share:.0f}%" in written


def test_text_is_large_enough_to_print(exhibits: Exhibits) -> None:
    for name, exhibit in with_figure(exhibits()).items():
        for text in texts(drawn(exhibit)):
            assert float(text.get_fontsize()) >= SMALLEST_PT, f"{name}: '{text.get_text()}'"


def test_figures_are_a_column_wide_and_in_the_house_typeface(exhibits: Exhibits) -> None:
    for name, exhibit in with_figure(exhibits()).items():
        figure = drawn(exhibit)
        assert figure.get_figwidth() == style.WIDTH_IN, name
        assert {t.get_fontname() for t in texts(figure)} == {style.FONT}, name


@pytest.mark.parametrize("topic", ["by_theme", "totals"])
def test_a_rate_has_two_fifths_of_the_width(exhibits: Exhibits, topic: str) -> None:
    (rates,) = panels(exhibits()[f"training_attendance_{topic}"])
    assert rates.get_position().width >= 0.4


def test_numbers_of_people_that_differ_stand_beside_each_row(exhibits: Exhibits) -> None:
    exhibit = exhibits()["survey_change_pairing"]
    written = [text.get_text() for text in texts(drawn(exhibit))]
    for row in exhibit.released.table.itertuples():
        assert f"n\xa0=\xa0{row.n_start} / {row.n_end}" in written
    assert exhibit.caption is not None
    assert "n\xa0=\xa051" not in exhibit.caption.subtitle
    assert "ppalue.fi" not in exhibit.caption.foot, "the region is in no number here"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_figures_of_a_municipalitys_survey_name_it(exhibits: Exhibits, language: str) -> None:
    made = exhibits("yhdessa_osallisuutta", "raahe", language, "example")
    place = {"fi": "Raah", "sv": "Brahestad", "en": "Raahe"}[language]
    told = {name: f"{shown.caption.title} {shown.caption.subtitle}"
            for name, shown in made.items()
            if name.startswith("survey_change") and shown.caption}  # fmt: skip
    assert len(told) == 6, "what is told of a place: linked people and groups are the project's"
    assert not {name for name, words in told.items() if place not in words}


def test_labels_of_many_points_stay_clear_of_each_other() -> None:
    """The chosen one has its label; others that find no room have none."""
    figure = Figure(figsize=(6, 4))
    panel = figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(0, 1))
    x, y = np.random.default_rng(1).random((2, 60)).tolist()
    names = [f"Esimerkkikunta {k}: 12,34 €" for k in range(60)]
    place_labels(panel, x, y, names, bold=[k == 7 for k in range(60)], size_in=(6, 4))
    assert names[7] in {text.get_text() for text in panel.texts}
    assert 5 < len(panel.texts) < 60
    FigureCanvasAgg(figure).draw()
    boxes = [box(text) for text in panel.texts]
    assert not any(one.shrunk(0.9, 0.7).overlaps(other) for one, other in combinations(boxes, 2))


def test_a_chart_draws_into_the_axes_it_is_given(exhibits: Exhibits) -> None:
    released = exhibits()["cost_breakdown_per_participant"].released
    ax = Figure().add_subplot()
    before = dict(matplotlib.rcParams)
    figure = FIGURES[released.name]
    assert figure.plot_own(released.table, released.edition, title="Mine", ax=ax) is ax
    assert "Mine" in {text.get_text() for text in ax.texts}
    assert dict(matplotlib.rcParams) == before


def test_wrapped_text_keeps_its_words_and_its_limit() -> None:
    words = "Seurakunnat, ammattikorkeakoulut, pienyritykset, toiminimet"
    for broken in (wrap(words, 2.0, 10), wrap_evenly(words, 2.0, 10)):
        assert " ".join(broken) == words
        assert all(width_in(line, 10) <= 2.0 for line in broken)
        assert len(broken) > 1


def test_a_number_stays_with_what_it_counts() -> None:
    words = "ryhmästä (95 %:n väli). Alussa n = 51, lopussa n = 32 (13 testiä)"
    unbroken = {"(95 %:n", "n = 51,", "n = 32", "(13 testiä)"}
    for limit_in in (0.1, 0.5, 1.0, 2.0):
        lines = wrap(words, limit_in, 10)
        assert " ".join(lines) == words
        assert all(any(part in line for line in lines) for part in unbroken)
