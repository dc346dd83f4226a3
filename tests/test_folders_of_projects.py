"""What folders of small projects showed when they were taken from a draft to their pages."""

from dataclasses import replace
from pathlib import Path

import pytest
from asked import FOLDER, HOBBY, LADDER, release_all
from exports import write_csv
from instruments import Instrument, Question, answer, caption_of, material_of

from analysis.inputs.folder import Folder, read_folder
from analysis.release.rules import release_table
from analysis.report.attack.evidence import places_of
from analysis.report.provenance.code import find_code_version
from analysis.report.provenance.manifest import MANIFEST, Provenance, write_manifest
from analysis.study.declaration import StudyError
from analysis.study.study_file import build_study, read_study
from analysis.topics.survey_change import list_figures
from analysis.topics.survey_change.nonresponse import estimate_nonresponse

ARM = {"kind": "choice", "labels": "arm", "titles": {"en": ["Arm"]}}


def test_a_run_of_some_places_tells_of_the_sum_of_all(tmp_path: Path) -> None:
    """Pages of one place do not make the others' answers those of nobody."""
    study = read_study("meri_lappi")
    one, *_ = every = tuple(study.municipalities)
    (tmp_path / one).mkdir()
    assert places_of(tmp_path, study) == (one,)
    write_manifest(Provenance(study, "published", {}, {}, find_code_version()), tmp_path)
    assert places_of(tmp_path, study) == every
    (tmp_path / MANIFEST).write_text("{", "utf-8")
    assert places_of(tmp_path, study) == (one,)


def read_arms(folder: Path, rows: list[list[str]]) -> Folder:
    """Answers to a yes or no of people in two arms."""
    table = Instrument((HOBBY,), survey={"background": ["arm"]}).declare(folder.name)
    table["labels"] |= {"wave": {"before": {"en": "Before"}, "after": {"en": "After"}},
                        "arm": {"walk": {"en": "Walk"}, "wait": {"en": "Wait"}}}  # fmt: skip
    code = {"kind": "code", "titles": {"en": ["Code"]}}
    table["tables"]["responses"] |= {"respondent_id": code, "arm": ARM}
    table["spellings"] = {"yes": ["Yes"], "no": ["No"]}
    study = build_study(table, folder)
    titles = ["Code", "Place", "Wave", "Arm", "Hobby"]
    return read_folder(study, write_csv(folder / "raw", "a.csv", [titles, *rows]))


def test_an_arm_that_one_wave_asks_is_that_of_the_same_code_at_another(tmp_path: Path) -> None:
    rows = [["A1", "North", "Before", "Walk", "No"], ["B2", "South", "Before", "Wait", "No"],
            ["A1", "North", "After", "", "Yes"], ["B2", "South", "After", "", "No"],
            ["C3", "South", "After", "", "Yes"],
            # A code of two places may be of two people.
            ["D4", "North", "Before", "Walk", "No"],
            ["D4", "South", "After", "", "No"]]  # fmt: skip
    found = read_arms(tmp_path, rows)
    assert [fault.line("en") for fault in found.faults] == []
    after = found.tables["responses"].query("wave == 'after'").set_index("respondent_id")["arm"]
    assert after.dropna().to_dict() == {"A1": "walk", "B2": "wait"}
    (told,) = (note.line("en") for note in found.notes if note.rule == "background-once")
    assert "column 'Arm'" in told
    assert "forms without it: 4" in told


def test_an_arm_that_somebody_left_out_stays_unknown(tmp_path: Path) -> None:
    rows = [["A1", "North", "Before", "Walk", "No"], ["A1", "North", "After", "", "Yes"],
            ["B2", "South", "After", "Wait", "No"]]  # fmt: skip
    found = read_arms(tmp_path, rows)
    arms = found.tables["responses"]["arm"].astype(object)
    assert arms.isna().sum() == 1
    assert not [note for note in found.notes if note.rule == "background-once"]


def test_each_of_several_trials_says_of_which_question_it_is() -> None:
    """Without a clear difference no row is named, and two trials of the same arms were alike."""
    of = {"by": "arm", "group": "tried", "against": "waited"}
    trials = {name: of | {"question": name} for name in ("ladder", "hobby")}
    instrument = Instrument(
        (LADDER, HOBBY), background={"arm": ("tried", "waited")}, survey={"trials": trials}
    )
    responses = answer(instrument, 8, 60, coded=False).assign(response=lambda t: t["form"] % 2)
    made = release_all(instrument, responses, ("trial",))
    for name, question in (("ladder", "Ladder"), ("hobby", "Hobby")):
        caption = caption_of(made[f"survey_change_trial_{name}"])
        assert caption.title == f"{question}. Tried and Waited: no clear difference shows in change"
        assert caption.subtitle.startswith(f"{question}: difference of ")


def test_of_an_only_place_that_is_shown_nothing_is_said_of_a_clear_change() -> None:
    instrument = Instrument((LADDER,))
    study = instrument.study(FOLDER)
    (figure,) = (figure for figure in list_figures(study) if "municipalities" in figure.name)
    made = release_table(figure, material_of(study, answer(instrument, 5, forms=40)))
    is_south = made.table["municipality"] == "south"
    pooled = [name for name in made.table if name.startswith("pooled")]
    table = made.table.assign(**dict.fromkeys(pooled, float("nan")))
    table.loc[is_south, ["estimate", "ci_low", "ci_high"]] = float("nan")
    told = caption_of(replace(made, table=table))
    assert told.title == "Of the municipalities, only North is shown"
    assert "pooled" not in told.foot


MARKS = {"separate": [["X", "X"], ["", ""], ["", ""], ["", "99"]],
         "joined": [["Travel;Study"], [""], [""], ["99"]]}  # fmt: skip
"""Of four people one chose both, two none, and one would not say."""


@pytest.mark.parametrize("shape", [*MARKS])
@pytest.mark.parametrize(("counts", "chosen"), [(None, [1]), (False, [1]), (True, [1, 0, 0])])
def test_whether_choosing_none_is_an_answer_the_study_says(
    tmp_path: Path, counts: bool | None, chosen: list[int], shape: str
) -> None:
    plans = Question("plans", "multiple", ("travel", "study"))
    table = Instrument((plans, HOBBY)).declare(tmp_path.name)
    table["spellings"] = {"yes": ["X"], "no": ["No"], "missing": {"no_answer": ["99"]}}
    asked = table["tables"]["responses"]["plans"]
    asked |= {"optional": True} | ({} if counts is None else {"none_counts": counts})
    titles = {"separate": ["Plans: Travel", "Plans: Study"], "joined": ["Plans"]}[shape]
    rows = [["North", "Before", "X", *marks] for marks in MARKS[shape]]
    raw = write_csv(tmp_path / "raw", "a.csv", [["Place", "Wave", "Hobby", *titles], *rows])
    # A file that does not ask it tells nothing of it.
    write_csv(raw, "b.csv", [["Place", "Wave", "Hobby"], *[["North", "After", "No"]] * 3])
    found = read_folder(build_study(table, tmp_path), raw)
    assert [fault.line("en") for fault in found.faults] == []
    responses = found.tables["responses"].query("item == 'travel'")["response"]
    assert responses.dropna().to_list() == chosen


def test_only_of_several_answers_none_can_count() -> None:
    table = Instrument((HOBBY,)).declare(FOLDER.name)
    table["tables"]["responses"]["hobby"]["none_counts"] = True
    with pytest.raises(StudyError, match=r"hobby.none_counts' is of a question with several"):
        build_study(table, FOLDER)


def test_what_only_the_last_form_asks_was_not_left_out_at_the_first(tmp_path: Path) -> None:
    table = Instrument((HOBBY, Question("useful", "flag"))).declare(tmp_path.name)
    table["spellings"] = {"yes": ["Yes"], "no": ["No"]}
    table["tables"]["responses"]["useful"]["optional"] = True
    for wave, more in (("Before", []), ("After", ["Yes"])):
        rows = [[("North", "South")[k % 2], wave, "No", *more] for k in range(20)]
        titles = ["Place", "Wave", "Hobby", *["Useful"][: len(more)]]
        folder = write_csv(tmp_path / "raw", f"{wave}.csv", [titles, *rows])
    study = build_study(table, tmp_path)
    found = read_folder(study, folder)
    assert [fault.line("en") for fault in found.faults] == []
    before = found.tables["responses"].query("question == 'useful' and wave == 'before'")
    assert set(before["missing"]) == {"not_asked"}
    material = material_of(study, found.tables["responses"])
    missing = estimate_nonresponse(material.responses, material.edition)
    assert missing["question"].to_list() == ["hobby"]
