"""Studies of other shapes: other units, few rows, plain lists, few costs, one place."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from asked import (
    FOLDER,
    HOBBY,
    LADDER,
    SEVEN,
    paragraph,
    plain,
    release_all,
)
from exports import write_csv
from instruments import Instrument, Question, answer, caption_of, material_of
from pypdf import PdfReader
from shared_work import units_made_here

from analysis.drawing.ticks import MOST_TICKS, size_ticks
from analysis.inputs.folder import read_folder
from analysis.release.estimates import Released
from analysis.release.rules import release_table
from analysis.report.tables import say_nothing
from analysis.run.cli import main
from analysis.study.edition import Edition
from analysis.study.scale import Scale
from analysis.study.study import Study
from analysis.study.study_file import build_study, read_study
from analysis.topics.at_a_glance.strips import needs_strips
from analysis.topics.survey_change import list_figures
from analysis.topics.survey_change.pairing import PAIRING
from analysis.topics.survey_change.units import size_text

INDEX = {"of": "statements", "rule": "mean", "minimum_answered": 2, "better": "high"}
ONE_PLACE = """
[municipalities.hall]
code = "1"
name = { fi = "Sali", sv = "Salen", en = "Old Hall" }
"""


def moved(instrument: Instrument, by: int, forms: int = 30) -> pd.DataFrame:
    """Answers of whom all are better off by as much at the last wave."""
    responses = answer(instrument, 5, forms=forms)
    last = responses["wave"] == instrument.waves[-1]
    # Nobody's second answer follows from the first.
    points = responses["form"] % 3 + responses["form"] * 5 // 7 % 2 + 1
    return responses.assign(response=(points + last * by).astype("Int64"))


def number_study() -> Study:
    """The ladder's answers as those of a question that asks for a number."""
    table = Instrument((LADDER,)).declare(FOLDER.name)
    table["tables"]["responses"]["ladder"] = {
        "kind": "number", "ends": [0, 10], "better": "high", "titles": {"en": ["Hours a week"]},
    }  # fmt: skip
    return build_study(table, FOLDER)


def test_a_number_is_not_told_in_steps_of_a_scale() -> None:
    material = material_of(number_study(), moved(Instrument((LADDER,)), 3))
    for figure in list_figures(number_study()):
        released = release_table(figure, material)
        assert "step" not in plain(released), figure.name
    (forest,) = (f for f in list_figures(number_study()) if "forest" in f.name)
    assert "in the question's own numbers (0 to 10)" in plain(release_table(forest, material))


@pytest.mark.parametrize(
    ("index", "unit"),
    [({}, "steps"), ({"rule": "sum"}, "points"), ({"stretch": [0, 100]}, "points"),
     ({"factor": 4.0}, "points")],
)  # fmt: skip
def test_an_index_is_told_in_steps_only_where_it_is_on_the_scale_of_its_items(
    index: dict[str, Any], unit: str
) -> None:
    instrument = Instrument((SEVEN,), survey={"indices": {"mood": INDEX | index}})
    scale = instrument.study(FOLDER).columns["mood"].scale
    assert scale is not None
    assert scale.unit == unit
    material = material_of(instrument.study(FOLDER), moved(instrument, 3))
    (forest,) = (f for f in list_figures(instrument.study(FOLDER)) if f.name.endswith("t_mood"))
    assert f" in {unit}" in caption_of(release_table(forest, material)).subtitle


def test_each_of_several_units_is_told_with_its_numbers() -> None:
    instrument = Instrument((SEVEN,), survey={"indices": {"mood": INDEX | {"stretch": [0, 100]}}})
    made = release_all(instrument, moved(instrument, 3), ("forest", "detectable"))
    words = paragraph(instrument, made)
    assert re.search(r"if it is [\d.]+( to [\d.]+)? steps \(Statements\) and [\d.]+ points", words)
    assert re.search(r"mood improved by [\d.]+ points", words)
    assert re.search(r"calm improved by [\d.]+ steps", words)


def test_one_row_is_in_no_order_and_is_not_the_largest() -> None:
    for questions, is_ordered in (((LADDER,), False), ((SEVEN,), True)):
        instrument = Instrument(questions)
        made = release_all(instrument, moved(instrument, 0), ("forest", "detectable"))
        (forest,) = (made[name] for name in made if "forest" in name)
        assert ("stands on top" in caption_of(forest).subtitle) == is_ordered
        assert ("largest" in caption_of(forest).title) == is_ordered
    place = Edition(Instrument((LADDER,)).study(FOLDER), "north", "en", "raw")
    responses = moved(Instrument((LADDER,)), 4)
    material = replace(material_of(place.study, responses), edition=place)
    (figure,) = (f for f in list_figures(place.study) if "forest" in f.name)
    told = paragraph(Instrument((LADDER,)), {figure.name: release_table(figure, material)})
    assert "is not tested" in told
    assert "answered. Ladder: better" in told
    assert "largest" not in told


def test_a_place_says_among_how_many_comparisons() -> None:
    instrument = Instrument((Question("pair", "scale", ("one", "two"), (0, 10)),))
    place = Edition(instrument.study(FOLDER), "north", "en", "raw")
    material = replace(material_of(place.study, moved(instrument, 4)), edition=place)
    (forest,) = (f for f in list_figures(place.study) if "forest" in f.name)
    assert "among 2 comparisons" in caption_of(release_table(forest, material)).title


def test_a_question_inside_a_sentence_is_in_quotation_marks() -> None:
    table = Instrument((LADDER,)).declare(FOLDER.name)
    table["questions"] = {"ladder": {"en": "How are you?"}}
    study = build_study(table, FOLDER)
    material = material_of(study, moved(Instrument((LADDER,)), 4))
    (forest,) = (f for f in list_figures(study) if "forest" in f.name)
    released = release_table(forest, material)
    assert "\N{LEFT DOUBLE QUOTATION MARK}How are you?\N{RIGHT DOUBLE QUOTATION MARK} (" in (
        caption_of(released).title
    )


@pytest.mark.parametrize("reach", [0.3, 0.42, 0.8, 3.9, 4, 7.9, 8, 22.5, 1697.0, 41_000.0])
def test_an_axis_of_sizes_has_few_even_ticks(reach: float) -> None:
    ticks = size_ticks(reach)
    assert ticks[0] == 0
    assert ticks[-1] <= reach
    assert len(ticks) <= MOST_TICKS
    assert len({round(b - a, 6) for a, b in pairwise(ticks)}) <= 1
    assert len(ticks) > (1 if 0.5 <= reach < 1 else 2)


def test_where_codes_link_answers_that_is_why_nothing_is_assumed() -> None:
    table = Instrument((HOBBY,), survey={"plausible_correlations": [0.0, 0.0]}).declare(FOLDER.name)
    table["tables"]["responses"]["respondent_id"] = {"kind": "code", "titles": {"en": ["Code"]}}
    edition = Edition(build_study(table, FOLDER), "all", "en", "raw")
    told = say_nothing(Released(PAIRING, edition, PAIRING.frame.empty())).facts["reason"]
    assert told.startswith("Answers have codes")


def test_counts_of_forms_name_the_wave_as_the_study_does(tmp_path: Path) -> None:
    study = Instrument((HOBBY,), waves=("start", "late")).declare(FOLDER.name)
    study["labels"]["wave"] = {"start": {"en": "Autumn 2024"}, "late": {"en": "Spring 2025"}}
    study["spellings"] = {"yes": ["Yes"], "no": ["No"]}
    rows = [["Place", "Wave", "Hobby"], *[["North", "Autumn 2024", "Yes"]] * 9]
    found = read_folder(build_study(study, FOLDER), write_csv(tmp_path / "raw", "survey.csv", rows))
    told = [count.line("en") for count in found.counts if count.rule == "forms"]
    assert len(told) == 1
    assert "forms of the wave 'Autumn 2024': 9" in told[0]


@pytest.mark.parametrize(
    ("instrument", "lacks"),
    [(Instrument((HOBBY,)), "needs.strips"), (Instrument((SEVEN,)), ""),
     (Instrument((SEVEN,), places=("north",)), "needs.one_place")],
)  # fmt: skip
def test_what_a_picture_at_a_glance_lacks_is_the_reason(instrument: Instrument, lacks: str) -> None:
    assert needs_strips(Edition(instrument.study(FOLDER), "all", "en", "raw")) == lacks


@pytest.mark.slow
def test_pages_of_an_only_place_name_no_other_and_no_municipality(project: Path) -> None:
    assert main(["new", "choir", "--language", "en"]) == 0
    text = (project / "data/choir/study.toml").read_text("utf-8")
    text = text.replace("[municipalities]", ONE_PLACE)
    (project / "data/choir/study.toml").write_text(text, "utf-8")
    run = ["run", "choir", "--data", "published"]
    with units_made_here():
        assert main([*run, "--reports", str(project / "reports")]) == 0
    for page in (project / "reports").rglob("*.html"):
        seen = re.sub(r"(?s)<style.*?</style>|<pre.*?</pre>|<script.*?</script>|<[^>]+>", " ",
                      page.read_text("utf-8"))  # fmt: skip
        assert "unicipalit" not in seen, page.name
        assert "by place" not in seen, page.name


def test_a_card_of_a_place_without_a_picture_is_made(project: Path) -> None:
    assert main(["new", "choir", "--language", "en"]) == 0
    path = project / "data/choir/study.toml"
    text = path.read_text("utf-8").replace("[municipalities]", ONE_PLACE)
    path.write_text(text.replace("topics = [", 'topics = ["at_a_glance", '), "utf-8")
    assert main(["publication", "choir", "--card", "hall", "--output", str(project)]) == 0
    (card,) = project.glob("card_*.pdf")
    # Of a topic that the study does not have, nothing is missed.
    assert "costs" not in "".join(page.extract_text() for page in PdfReader(card).pages).lower()
    assert not [*project.glob("share_*")]


def test_a_study_may_call_the_steps_of_its_scales_something_else() -> None:
    say = read_study("yhdessa_osallisuutta").say("fi")
    size = size_text(say, "0,5", Scale("marks", (1.0, 2.0), "low"))
    words = say.text("survey_change_words.least", range=size)
    assert "kun se on 0,5 arvosanaa;" in words
