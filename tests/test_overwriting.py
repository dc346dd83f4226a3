"""What is made of made-up data takes the place of nothing that is made of real data."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from conftest import draw_topic

from analysis.inputs.own_files import data_label
from analysis.report.pages.files import default_figures_dir
from analysis.report.saving import save_exhibits
from analysis.run.cli import main
from analysis.run.plan import plan_run, plan_units
from analysis.study.declaration import StudyError
from analysis.study.edition import Edition
from analysis.study.origin import CONFIDENTIAL
from analysis.study.study_file import read_study

STUDY = "yhdessa_osallisuutta"
NAME = "training_attendance_totals"
DATA = ("published", "example", "raw", "/exports/autumn", "/other/autumn")


def test_no_two_data_have_a_folder_in_common(tmp_path: Path) -> None:
    study = read_study(STUDY)
    labels = [data_label(data) for data in DATA]
    assert labels[:3] == ["published", "example", "raw"]
    assert len({*labels}) == len(DATA)
    assert all(label.startswith("autumn_") for label in labels[3:])
    folders = {default_figures_dir(Edition(study, data=data)) for data in DATA}
    assert len(folders) == len(DATA)
    units = plan_units(study, ["publication_audit"], ["all"])
    runs = {plan_run(study, units, data, tmp_path).folder for data in ("published", "example")}
    assert {folder.name for folder in runs} == {"published", "example"}


def test_a_figure_of_made_up_data_replaces_no_real_one(tmp_path: Path) -> None:
    made_up = draw_topic("training_attendance", STUDY, "all", "fi", "example")[NAME]
    printed = draw_topic("training_attendance", STUDY, "all", "fi", "published")[NAME]
    save_exhibits([made_up], str(tmp_path))
    save_exhibits([printed], str(tmp_path))
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(StudyError, match="on siellä jo todellisesta aineistosta"):
        save_exhibits([made_up], str(tmp_path))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept


def test_nor_one_of_a_projects_own_answers(tmp_path: Path) -> None:
    made_up = draw_topic("training_attendance", STUDY, "all", "fi", "example")[NAME]
    table: pd.DataFrame = made_up.released.table.assign(origin=CONFIDENTIAL)
    real = replace(made_up, released=replace(made_up.released, table=table))
    save_exhibits([real], str(tmp_path))
    with pytest.raises(StudyError):
        save_exhibits([made_up], str(tmp_path))


def test_no_picture_stays_of_what_is_told_in_words_now(tmp_path: Path) -> None:
    drawn = draw_topic("training_attendance", STUDY, "all", "fi", "example")
    name = next(name for name, one in drawn.items() if one.forms is not None)
    save_exhibits([drawn[name]], str(tmp_path))
    other = tmp_path / "other.svg"
    other.write_text("of another figure", encoding="utf-8")
    assert (tmp_path / f"{name}.svg").exists()
    save_exhibits([replace(drawn[name], forms=None)], str(tmp_path))
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {f"{name}.csv", f"{name}.json", "other.svg"}


@pytest.mark.slow
def test_cards_are_named_for_their_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for data in ("example", "published"):
        card = ["publication", STUDY, "--card", "raahe", "--data", data, "--output", str(tmp_path)]
        assert main(card) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "card_raahe_example_fi.pdf", "card_raahe_published_fi.pdf",
        "share_raahe_example_fi.png", "share_raahe_published_fi.png",
    ]  # fmt: skip
    assert "card_raahe_example_fi.pdf" in capsys.readouterr().out


def test_an_example_is_not_written_over_exports(tmp_path: Path) -> None:
    (tmp_path / "kysely.xlsx").write_bytes(b"real")
    assert main(["example", STUDY, "--output", str(tmp_path)]) == 2
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"real"]
    assert main(["example", STUDY, "--output", str(tmp_path / "new")]) == 0
    assert main(["example", STUDY, "--output", str(tmp_path / "new")]) == 0, "an example may be"
