"""Everyday questions, each in a line: what is answered, released, or refused, and why."""

import re
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from matplotlib.colors import to_hex
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader
from scipy import stats

from analysis.drawing import style
from analysis.drawing.look import Look, contrast_on_white
from analysis.drawing.words.labels import place_name
from analysis.release.rules import release
from analysis.report.desk import saving
from analysis.report.desk.answer import Answer
from analysis.report.desk.chart import Chart, house_theme
from analysis.report.desk.unreleased import Unreleased
from analysis.report.desk.workbench import Workbench, open_workbench
from analysis.study.declaration import ALL, LANGUAGES, StudyError
from analysis.topics.survey_change.by_variable.groups import UNTOLD

pytestmark = pytest.mark.slow
RATED, CHOSEN, BY = "life_as_a_whole", "change_wished", "age_group"
SCREEN = "confidential screen"


@pytest.fixture(scope="module")
def desk() -> Workbench:
    return open_workbench("yhdessa_osallisuutta", language="en")


@pytest.fixture(scope="module")
def women(desk: Workbench) -> Workbench:
    return desk.subset("Women, all ages", gender="woman")


def responses(desk: Workbench) -> pd.DataFrame:
    return desk.frame("responses").frame


def of(desk: Workbench, question: str, wave: str, group: str) -> pd.Series:
    frame = responses(desk)
    rows = frame[(frame["question"] == question) & (frame["missing"] == "")]
    return rows.loc[(rows["wave"] == wave) & (rows[BY] == group), "response"]


def released(found: Answer | Unreleased) -> Answer:
    assert isinstance(found, Answer)
    return found


def test_the_tidy_frame_is_a_pandas_frame_and_marked(desk: Workbench) -> None:
    told = desk.frame("responses")
    assert {"form", "wave", "question", "response"} <= set(told.frame.columns)
    assert SCREEN in told.output().html
    for name in ("costs", "registrations"):
        assert len(desk.frame(name).frame)


def test_its_dictionary_tells_every_column(desk: Workbench) -> None:
    for name in ("responses", "costs", "registrations"):
        told = desk.dictionary(name).plain
        declared = [c for c in desk.frame(name).frame.columns if c != "origin"]
        if name == "responses":
            assert all(column in told for column in declared)
        assert "meaning" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_told_by_key_and_in_words(language: str) -> None:
    told = open_workbench("yhdessa_osallisuutta", language).questions().plain
    words = {"fi": "Elämä kokonaisuutena", "sv": "Livet som helhet", "en": "Life as a whole"}
    assert RATED in told
    assert words[language] in told


def test_a_group_mean_is_that_of_its_people(desk: Workbench) -> None:
    table = released(desk.group_means(RATED, by=BY)).estimates.set_index(["wave", "group"])
    for wave, group in table.index:
        answers = of(desk, RATED, wave, group).astype("float64")
        row = table.loc[(wave, group)]
        assert row["n"] == len(answers)
        assert row["mean"] == pytest.approx(answers.mean())
        ends = stats.t.interval(0.95, len(answers) - 1, answers.mean(), stats.sem(answers))
        if pd.isna(row["interval_step"]):  # else it is wider, or not told
            assert pd.isna(row["lower"]) or (row["lower"], row["upper"]) == pytest.approx(ends)
        else:
            assert row["lower"] <= ends[0] < ends[1] <= row["upper"]
    assert table["lower"].notna().any()


def test_released_means_are_rounded_and_of_enough_people(desk: Workbench) -> None:
    answer, rule = released(desk.group_means(RATED, by=BY)), desk.edition.study.disclosure
    assert len(answer.table)
    assert (answer.table["n"] >= rule.minimum_n).all()
    assert (answer.table["mean"] == answer.table["mean"].round(rule.decimals)).all()
    assert SCREEN not in answer.output().html
    assert answer.table["lower"].isna().any()
    assert "or left out, where a more exact one would give answers away" in answer.output().plain


def test_one_group_too_small_takes_the_others_of_its_item_with_it(desk: Workbench) -> None:
    """All answers are on the page: less the groups that are shown, they would be the small one."""
    answer = released(desk.group_means("domain_rating", by="gender"))
    minimum = desk.edition.study.disclosure.minimum_n
    fewest = answer.estimates.groupby(["item", "wave"])["n"].min()
    assert (fewest < minimum).any()
    shown = {*zip(answer.table["item"], answer.table["wave"], strict=True)}
    assert not shown & set(fewest[fewest < minimum].index)


def test_those_who_do_not_tell_are_a_group_as_well(desk: Workbench) -> None:
    frame = responses(desk).assign(gender=lambda f: f["gender"].astype("object"))
    frame.loc[frame["form"] < 4, "gender"] = None
    inputs = replace(desk.gallery.inputs, responses=frame)
    gallery = type(desk.gallery)(desk.edition, inputs)
    answer = released(replace(desk, gallery=gallery).group_means(RATED, by="gender"))
    assert UNTOLD in set(answer.estimates["group"])
    counted = answer.estimates.groupby("wave")["n"].sum()
    asked = frame[(frame["question"] == RATED) & (frame["missing"] == "")]
    assert counted.to_dict() == asked["wave"].value_counts().to_dict()


def test_a_crosstab_counts_who_gave_which_answer(desk: Workbench) -> None:
    answer = released(desk.crosstab(CHOSEN, by=BY))
    frame = responses(desk)
    rows = frame[(frame["question"] == CHOSEN) & (frame["missing"] == "")]
    counted = pd.crosstab([rows["wave"], rows[BY]], rows["item"])
    for row in answer.estimates.itertuples():
        assert row.count == counted.loc[(row.wave, row.group), row.item]
        assert row.n == counted.loc[(row.wave, row.group)].sum()
        ends = sm.stats.proportion_confint(row.count, row.n, method="wilson")
        assert (row.lower, row.upper) == pytest.approx(100 * np.array(ends))


def test_a_crosstab_of_few_is_withheld_and_says_why(desk: Workbench) -> None:
    answer = released(desk.crosstab(CHOSEN, by=BY))
    assert answer.table.empty
    assert "Rows left out" in answer.output().plain
    shown = answer.unreleased()
    assert len(shown.frame) == len(answer.estimates)
    assert SCREEN in shown.output().html


def test_groups_may_be_told_apart_by_a_question(desk: Workbench) -> None:
    answer = released(desk.group_means("domain_rating", by=CHOSEN))
    assert set(answer.estimates["group"]) - {UNTOLD} == {"none", "small", "big"}


def test_two_groups_against_each_other(desk: Workbench) -> None:
    answer = released(desk.compare(RATED, by=BY, group="18_29", against="50_64"))
    for row in answer.estimates.itertuples():
        parts = [of(desk, RATED, row.wave, g).astype("float64") for g in ("18_29", "50_64")]
        assert row.difference == pytest.approx(parts[0].mean() - parts[1].mean())
        welch = stats.ttest_ind(*parts, equal_var=False).confidence_interval(0.95)
        assert (row.lower, row.upper) == pytest.approx((welch.low, welch.high))
    assert not any("p_value" in column for column in answer.estimates)


def test_a_difference_of_shares_is_in_percentage_points(desk: Workbench) -> None:
    answer = released(desk.compare(CHOSEN, by=BY, group="18_29", against="50_64"))
    table = released(desk.crosstab(CHOSEN, by=BY)).estimates.set_index(["wave", "item", "group"])
    for row in answer.estimates.itertuples():
        parts = [table.loc[(row.wave, row.item, g), "share"] for g in ("18_29", "50_64")]
        assert row.difference == pytest.approx(parts[0] - parts[1])
        assert row.lower < row.difference < row.upper


def test_another_level_is_wider_or_narrower_and_said(desk: Workbench) -> None:
    whole, narrow = (
        released(one.crosstab("invest_in", by=BY)) for one in (desk, desk.at_level(0.8))
    )
    widths = [a.table["upper"] - a.table["lower"] for a in (narrow, whole)]
    assert len(widths[0])
    assert (widths[0] < widths[1]).all()
    assert "80%" in narrow.output().plain
    assert "95%" not in narrow.output().plain
    with pytest.raises(StudyError, match="confidence level"):
        desk.at_level(90)


def test_of_means_no_other_level_is_released(desk: Workbench) -> None:
    """Each level would be another rounding of one spread: several would list the answers."""
    other = desk.at_level(0.8)
    asked = (
        (desk.group_means(RATED, by=BY), other.group_means(RATED, by=BY)),
        tuple(one.compare(RATED, by=BY, group="18_29", against="50_64") for one in (desk, other)),
    )
    for at_95, at_80 in asked:
        assert isinstance(at_80, Unreleased)
        assert SCREEN in at_80.output().plain
        assert "released at the level of 95% alone" in at_80.output().plain
        of = released(at_95).released.of
        assert release(at_80.frame, desk.edition, of).table.empty


def test_places_stand_beside_each_other_by_their_coarse_numbers_alone(desk: Workbench) -> None:
    told = desk.compare_places("survey_change_municipalities", "Raahe", "Utajärvi").plain
    assert "Raahe" in told
    assert "Sievi" not in told
    assert "10–14" in told
    with pytest.raises(StudyError, match="coarse"):
        desk.compare(RATED, by="municipality", group="raahe", against="sievi")
    with pytest.raises(StudyError, match="coarse"):
        desk.subset("Raahe", municipality="raahe")
    with pytest.raises(StudyError, match="no row for each place"):
        desk.compare_places("survey_change_means", "Raahe")


def test_a_label_stands_in_title_alt_text_and_file_name(women: Workbench, tmp_path: Path) -> None:
    shown = women.figure("survey_change_means")
    assert shown.caption is not None
    assert shown.caption.title.startswith("Women, all ages: ")
    assert "Women, all ages" in shown.caption.alt
    assert shown.caption.alt.startswith("NOT FOR PUBLICATION")
    path = women.save(shown, "svg", tmp_path).path
    assert path.stem.endswith("_women_all_ages")
    assert "NOT FOR PUBLICATION" in path.read_text(encoding="utf-8")


def test_a_part_of_the_respondents_is_never_released(women: Workbench) -> None:
    for found in (women.group_means(RATED, by=BY), women.crosstab(CHOSEN, by=BY)):
        assert isinstance(found, Unreleased)
        assert "worked out" in found.output().plain
    for asked in (
        lambda: women.figure("survey_change_municipalities"),
        lambda: women.figure("cost_breakdown_shares"),
        lambda: women.compare_places("survey_change_municipalities", "Raahe"),
        lambda: women.heat_map(),
        lambda: women.save_tables(),
    ):
        with pytest.raises(StudyError, match="Of a part of the respondents"):
            asked()


def test_a_part_is_of_its_people_and_may_be_narrowed(desk: Workbench, women: Workbench) -> None:
    assert set(responses(women)["gender"]) == {"woman"}
    young = women.subset("18–29", age_group="18_29")
    assert set(responses(young)[BY]) == {"18_29"}
    assert young.part is not None
    assert young.part.label == "Women, all ages, 18–29"
    assert len(responses(desk)) > len(responses(women)) > len(responses(young))


def test_a_regression_is_that_of_statsmodels(desk: Workbench) -> None:
    table, results = desk.fit(f"{RATED} ~ C(wave) + C({BY})")
    forms = desk.forms().frame.dropna(subset=[RATED])
    plain = sm.OLS.from_formula(f"{RATED} ~ C(wave) + C({BY})", forms).fit()
    assert list(table.frame["estimate"]) == pytest.approx(list(plain.params))
    assert results.cov_type == "cluster"
    assert SCREEN in table.output().html
    finnish = replace(table, edition=replace(table.edition, language="fi"))
    shown = finnish.output().html
    assert "<td>&lt; 0,001</td>" in shown
    assert not re.search(r">[\d.-]*\d(\.|e-)\d", shown)
    odds, _ = desk.fit("change_in_work ~ C(wave)", model="logit")
    assert len(odds.frame) == 2


def test_forms_have_a_row_a_form_and_a_column_a_variable(desk: Workbench) -> None:
    forms, frame = desk.forms().frame, responses(desk)
    assert len(forms) == frame["form"].nunique()
    rated = frame[(frame["question"] == "domain_rating") & (frame["item"] == "health")]
    known = rated[rated["missing"] == ""].set_index("form")["response"].astype("float64")
    column = forms.set_index("form")["domain_rating_health"].dropna()
    assert column.to_dict() == known.to_dict()


def test_a_figure_of_another_size_and_colour_is_the_same_in_every_form(desk: Workbench) -> None:
    color = "#7a2f66"
    shown, house = (desk.figure("survey_change_means", *asked) for asked in ((20, color), ()))
    assert shown.forms is not None
    assert house.forms is not None
    page = PdfReader(BytesIO(shown.forms.pdf)).pages[0].mediabox
    assert float(page.width) == pytest.approx(20 / 2.54 * 72, abs=0.1)
    assert f'width="{20 / 2.54 * 72:.1f}' in shown.forms.svg
    assert color in shown.forms.svg
    assert not re.search(r'class="[^"]*-teal["\s]', shown.forms.svg), "what has the house's colour"
    for forms, drawn in ((shown.forms, color), (house.forms, style.TEAL)):
        with Image.open(BytesIO(forms.png)) as picture:
            pixels = np.asarray(picture.convert("RGB")).reshape(-1, 3)
        painted = {to_hex(tuple(rgb / 255)) for rgb in np.unique(pixels, axis=0)}
        assert (drawn in painted, {color, style.TEAL} - {drawn} <= painted) == (True, False)
    printed = shown.forms.rasterise(saving.PRINT_DPI)
    with Image.open(BytesIO(printed)) as picture:
        assert picture.width == pytest.approx(20 / 2.54 * 300, abs=1)


def test_what_nobody_could_read_is_refused(desk: Workbench) -> None:
    assert contrast_on_white("black") == pytest.approx(21)
    for asked in ({"width_cm": 6.0}, {"color": "gold"}):
        with pytest.raises(ValueError, match=r"points|contrast"):
            Look(**asked)
        with pytest.raises(StudyError, match=r"points|contrast"):
            desk.figure("survey_change_means", **asked)


def test_a_chart_of_ones_own_frame_is_marked(desk: Workbench, tmp_path: Path) -> None:
    own = desk.figure("cost_breakdown_shares").released.table.head(3)
    chart = desk.chart("cost_breakdown_shares", own, "Three of them")
    assert "not released" in chart.output().html
    first, second = (chart.save("svg", tmp_path / name).path.read_bytes() for name in "ab")
    assert first == second
    with pytest.raises(StudyError, match="lacks the columns: municipality"):
        desk.chart("cost_breakdown_shares", own.drop(columns="municipality"), "")


def test_a_second_study_stands_beside_this_one(desk: Workbench) -> None:
    other = open_workbench("meri_lappi", language="en")
    told = desk.beside("project_monitoring_planned_reached", other)
    assert told.html.count("<img") == 2
    for one in (desk, other):
        assert one.edition.study_name(one.edition.study.key) in told.html


def test_all_tables_are_sheets_of_one_workbook(desk: Workbench, tmp_path: Path) -> None:
    book = load_workbook(desk.save_tables(tmp_path).path)
    names = (*desk.gallery.figures, *desk.gallery.tables)
    told = [desk.gallery.release(name, desk.edition) for name in names]
    shown = [one for one in told if len(one.table)]
    assert len(book.sheetnames) == 1 + len(shown)
    assert book[book.sheetnames[0]].max_row == len(names)
    for sheet, one in zip(book.sheetnames[1:], shown, strict=True):
        assert book[sheet].max_row == 5 + len(one.table)
        assert [cell.value for cell in book[sheet][5]] == list(one.table.columns)


def test_the_tables_of_all_places_are_sheets_of_one_workbook_too(tmp_path: Path) -> None:
    """As released for each place's pages: a row more, or a number more, would be no release."""
    desk, name = open_workbench("yhdessa_osallisuutta", "en"), "survey_change_means"
    desk.gallery.tables = {}
    desk.gallery.figures = {name: desk.gallery.figures[name]}
    sheet = load_workbook(desk.save_tables(tmp_path, of_places=True).path)[name]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows[0][0] == "edition"
    at = 1
    for key in (ALL, *desk.edition.study.municipalities):
        edition = replace(desk.edition, municipality=key)
        table = desk.gallery.release(name, edition).table
        of_place, at = rows[at : at + len(table)], at + len(table)
        assert {row[0] for row in of_place} <= {place_name(edition, key)}
        for column in ("start", "end"):
            values = [row[rows[0].index(column)] for row in of_place if column in table]
            assert values == [v if pd.notna(v) else None for v in table.get(column, ())]
    assert at == len(rows)


def test_a_table_that_is_the_same_on_all_pages_is_there_once(tmp_path: Path) -> None:
    desk, name = open_workbench("yhdessa_osallisuutta", "en"), "project_monitoring_budget"
    desk.gallery.tables = {}
    desk.gallery.figures = {name: desk.gallery.figures[name]}
    sheet = load_workbook(desk.save_tables(tmp_path, of_places=True).path)[name]
    assert sheet.max_row == 5 + len(desk.gallery.release(name, desk.edition).table)


def test_figures_go_into_word_with_caption_and_alt_text(desk: Workbench, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    keys = ("survey_change_means", "survey_change_distribution")
    document = docx.Document(desk.save_word(keys, tmp_path).path)
    (picture,) = document.inline_shapes
    caption = desk.figure(keys[0]).caption
    assert caption is not None
    assert picture._inline.docPr.get("descr") == caption.alt
    told = [paragraph.text for paragraph in document.paragraphs]
    assert any(text.startswith("Figure 1. ") for text in told)
    assert any("too few" in text for text in told), "what is withheld says so"


def test_without_the_package_for_word_the_way_to_it_is_told(
    desk: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(StudyError, match="pip install python-docx"):
        desk.save_word(["survey_change_means"])


def test_what_shows_single_answers_is_marked_in_the_picture_too(desk: Workbench) -> None:
    for chart in (desk.distribution(RATED, by=BY), desk.slopes("domain_rating", "health")):
        assert ". ·" not in chart.output().plain
        assert SCREEN in chart.output().html
        assert chart.figure.get_suptitle() == chart.mark
        assert "SYNTHETIC" in chart.mark


def test_slopes_are_of_those_who_answered_both_times(desk: Workbench) -> None:
    chart = desk.slopes("domain_rating", "health")
    forms = desk.forms().frame.dropna(subset=["domain_rating_health"])
    twice = forms.groupby("person")["wave"].nunique()
    assert len(chart.figure.axes[0].lines) == (twice == 2).sum()


def test_the_heat_map_is_of_released_numbers_alone(desk: Workbench) -> None:
    chart = desk.heat_map("end")
    assert SCREEN not in chart.output().html
    texts = iter(text.get_text() for text in chart.figure.axes[0].texts)
    shown = sorted(text for text in texts if text[0].isdigit())
    editions = [replace(desk.edition, municipality=m)
                for m in (ALL, *desk.edition.study.municipalities)]  # fmt: skip
    tables = [desk.gallery.release("survey_change_means", edition).table for edition in editions]
    means = pd.concat(tables)["end"].dropna()
    assert shown == sorted(desk.edition.say.number(mean, 1) for mean in means)
    assert "not shown" in chart.alt


def test_the_house_style_is_a_theme_of_seaborn_and_leaves_nothing_behind() -> None:
    before = dict(mpl.rcParams)
    with house_theme():
        assert mpl.rcParams["font.sans-serif"][0] == style.FONT
        cycle = [to_hex(entry["color"]) for entry in mpl.rcParams["axes.prop_cycle"]]
        assert cycle[1] == style.TEAL
    assert dict(mpl.rcParams) == before


def test_an_unknown_name_lists_the_known_ones(desk: Workbench) -> None:
    for asked in (
        lambda: desk.group_means("life", by=BY),
        lambda: desk.group_means(RATED, by="income"),
        lambda: desk.compare(RATED, by=BY, group="18_29", against="90_99"),
        lambda: desk.figure("forest"),
        lambda: desk.frame("answers"),
    ):
        with pytest.raises(StudyError, match="unknown"):
            asked()
    assert isinstance(desk.heat_map(), Chart)
