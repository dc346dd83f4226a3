"""Nothing that comes in by a name, a record or a link leaves the reports or runs."""

import copy
import json
import runpy
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from analysis.inputs.absent import find_absent
from analysis.inputs.chosen import read_inputs
from analysis.inputs.digest import list_own_files
from analysis.report.formulas import disarm
from analysis.report.pages.files import LINKS_BEGIN, LINKS_END, digest_links
from analysis.report.provenance.verify import Difference, verify
from analysis.report.whole import replacing, write_whole
from analysis.run.cli import main
from analysis.run.fingerprints import fingerprint_project
from analysis.run.records import (
    NONE,
    is_current,
    read_record,
    record_name,
    remove_all_but,
    write_record,
)
from analysis.run.swap import finish_left_over, put_in_place, refuse_links
from analysis.study.declaration import StudyError
from analysis.study.study_file import build_study, read_study

STUDY = "yhdessa_osallisuutta"
BAD_NAMES = [
    "../../../victim/x", "/tmp/x", "..", ".", "", "a/b", "a\\b", "C:x", "Raahe", "räähe", "a b",
    "a.b", "-a", "_a", "con", "lpt1", "all", "region", "log", "x" * 51, "a\n", "a\0", "~", "$(x)",
]  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_key_that_is_no_name_is_refused_with_its_key(root: Path, name: str) -> None:
    folder = root / "data" / STUDY
    table = tomllib.loads((folder / "study.toml").read_text("utf-8"))
    for section in ("municipalities", "compared_with"):
        odd = copy.deepcopy(table) | {"language": "en"}
        (key, *_) = odd[section]
        odd[section][name] = odd[section].pop(key)
        with pytest.raises(StudyError, match="is a key that a folder is named after") as refused:
            build_study(odd, folder)
        assert f"'{section}.{name}'" in str(refused.value)
    with pytest.raises(StudyError, match="'id' is a key that a folder is named after"):
        build_study(table | {"language": "en", "id": name}, folder)


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file that is none of ours."""
    path = tmp_path / "victim" / "kept.txt"
    path.parent.mkdir()
    path.write_text("kept", encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "reports" / "study" / "left"
    (made / "figures").mkdir(parents=True)
    return made


def lay_record(place: Path, stem: str, told: object) -> None:
    (place / record_name(stem)).write_text(json.dumps(told), encoding="utf-8")


def test_a_record_removes_nothing_outside_its_folder(place: Path, victim: Path) -> None:
    (place / "linked").symlink_to(victim.parent)
    (place / "figures" / "own.txt").touch()
    names = [
        "../../../victim/kept.txt",
        str(victim),
        "linked/kept.txt",
        "figures/../../x",
        "figures",
    ]
    for number, name in enumerate(names):
        lay_record(place, f"s{number}", {"made_from": "", "outputs": {name: ""}})
    assert len(remove_all_but([], place.parent)) == len(names)
    assert victim.read_text("utf-8") == "kept"
    assert (place / "figures").is_dir()


@pytest.mark.parametrize(
    "name", ["figures/../own.txt", "/", "", "a\\b.txt", "C:own.txt", "own.txt\0"]
)
def test_a_record_that_names_files_in_odd_ways_counts_as_none(place: Path, name: str) -> None:
    lay_record(place, "s", {"made_from": "x", "outputs": {name: "digest"}})
    assert read_record(place, "s") == NONE
    lay_record(place, "s", {"made_from": "x", "outputs": {str(place / "own.txt"): "digest"}})
    assert read_record(place, "s") == NONE


def test_a_record_in_a_linked_folder_is_not_ours(place: Path, victim: Path) -> None:
    lay_record(victim.parent, "s", {"made_from": "", "outputs": {"kept.txt": ""}})
    (place.parent / "linked").symlink_to(victim.parent)
    assert remove_all_but([], place.parent) == []
    assert victim.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"5", b"null", b'{"made_from": 5}', b'{"made_from": "", "odd": 1}', b"\xff",
     b'{"made_from": "", "outputs": []}', b'{"made_from": "", "outputs": {"a": 1}}', b"[" * 99999,
     b'{"made_from": "", "computed_from": 5}', b'{"made_from": "", "failed_at": "yesterday"}',
     b'{"outputs": {}}', b'"text"'],
    ids=range(15),
)  # fmt: skip
def test_a_torn_or_odd_record_counts_as_none(place: Path, content: bytes) -> None:
    (place / record_name("s")).write_bytes(content)
    assert read_record(place, "s") == NONE
    assert not is_current(place, "s", "")
    remove_all_but([("left", "s")], place.parent)


def test_a_links_target_is_not_written_and_linked_folders_are_refused(
    place: Path, victim: Path
) -> None:
    page = place / "page.html"
    page.symlink_to(victim)
    (place / ".page.html.new").symlink_to(victim)
    write_whole(page, b"new")
    assert (page.read_bytes(), page.is_symlink(), victim.read_text("utf-8")) == (
        b"new",
        False,
        "kept",
    )
    refuse_links(place.parent)
    (place / "figures").rmdir()
    (place / "figures").symlink_to(victim.parent)
    with pytest.raises(StudyError, match="is a link to another place"):
        refuse_links(place.parent)


def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(place: Path) -> None:
    path = place / "page.html"
    path.write_bytes(b"old")

    def fill() -> None:
        with replacing(path) as aside:
            aside.write_bytes(b"ne")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fill()
    assert path.read_bytes() == b"old"
    assert sorted(p.name for p in place.iterdir()) == ["figures", "page.html"]


def test_links_of_a_page_are_part_of_its_digest(place: Path) -> None:
    page, links = place / "s.html", "<a>b</a>"
    page.write_text(f"x{LINKS_BEGIN}{LINKS_END}y", encoding="utf-8")
    write_record(place, "s", "print", [page])
    assert is_current(place, "s", "print")
    page.write_text(f"x{LINKS_BEGIN}{links}{LINKS_END}y", encoding="utf-8")
    assert is_current(place, "s", "print", [digest_links(links)])
    page.write_text(f"x{LINKS_BEGIN}<script>1</script>{LINKS_END}y", encoding="utf-8")
    assert not is_current(place, "s", "print", [digest_links(links)])


def make_aside(place: Path, content: str) -> Path:
    aside = place / ".building-s-1"
    (aside / "figures").mkdir(parents=True)
    outputs = [aside / "s.html", aside / "figures" / f"{content}.svg", aside / "figures" / "s.png"]
    for path in outputs:
        path.write_text(content, encoding="utf-8")
    write_record(aside, "s", content, outputs)
    return aside


def seen(place: Path) -> set[tuple[str, str]]:
    return {
        (path.relative_to(place).as_posix(), path.read_text("utf-8"))
        for path in place.rglob("[!.]*") if path.is_file()
    }  # fmt: skip


def test_whenever_a_swap_is_killed_the_next_run_ends_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    put_in_place(make_aside(place, "new"), "s")
    new = seen(place)
    replace, moves = os.replace, 0
    for last in range(6):  # a record and three files, moved one by one after their folder
        put_in_place(make_aside(place, "old"), "s")
        old = seen(place)
        assert old != new
        aside, moves = make_aside(place, "new"), 0

        def move(source: Path, target: Path, last: int = last) -> None:
            nonlocal moves
            if moves == last:
                raise KeyboardInterrupt
            moves += 1
            replace(source, target)

        monkeypatch.setattr(os, "replace", move)
        try:
            put_in_place(aside, "s")
        except KeyboardInterrupt:
            assert last < 5
        monkeypatch.setattr(os, "replace", replace)
        finish_left_over(place.parent)
        assert seen(place) == (old if last == 0 else new)
        assert is_current(place, "s", "old" if last == 0 else "new")
        assert not [*place.glob(".building*"), *place.glob(".ready*")]


def test_cells_that_a_spreadsheet_would_run_are_disarmed() -> None:
    armed = ["=1+1", "+cmd|x", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=", "-x"]
    safe = ["−5 %", "-5", "-0,5", "+3 %", "-1 234,5 €", "-", "1-2", "a=b", "", "-1.5e-07", "'=1"]
    table = pd.DataFrame({"a": armed + safe, "b": -1.5})
    told = disarm(table)
    assert list(told["a"]) == [f"'{cell}" for cell in armed] + safe
    assert (told["b"] == -1.5).all()
    assert disarm(told).equals(told)


def test_files_that_are_not_read_are_not_digested(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = read_study(STUDY)
    for path in (root / "data" / STUDY / "example").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    names = {file.name for file in list_own_files(study, str(tmp_path))}
    before = fingerprint_project(study, str(tmp_path))
    with (tmp_path / "film.mp4").open("wb") as film, (tmp_path / "huge.csv").open("wb") as table:
        film.truncate(20 * 2**30)  # it takes no room, and a minute to read
        table.truncate(20 * 2**30)
    assert fingerprint_project(study, str(tmp_path)) != before, "a note tells of their names"
    assert {file.name for file in list_own_files(study, str(tmp_path))} == names


def test_places_without_rows_are_named(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = read_study(STUDY)
    inputs = read_inputs(study, "example")
    assert find_absent(study, vars(inputs)) == {}
    costs = inputs.costs
    assert costs is not None
    without = costs[~costs["municipality"].isin(["raahe", "sievi"])]
    assert find_absent(study, {"costs": without}) == {"costs": ["raahe", "sievi"]}
    example = root / "data" / STUDY / "example"
    lines = (example / "kustannukset.csv").read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if b"Sievi" not in line]
    assert len(kept) < len(lines)
    (tmp_path / "kustannukset.csv").write_bytes(b"".join(kept))
    assert main(["check", "--data", str(tmp_path), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert (
        "The costs have no rows of: Sievi. The whole project's numbers rest on the others (5)"
        in told
    )
    assert "The survey has no rows of: Haapavesi, " in told


def test_reports_are_held_against_their_manifest(tmp_path: Path) -> None:
    from analysis.report.provenance.code import find_code_version
    from analysis.report.provenance.crate import write_crate
    from analysis.report.provenance.manifest import Provenance, write_manifest

    (tmp_path / "all").mkdir()
    for name in ("index.html", "all/a.html", "all/b.html"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    made_from = Provenance(read_study(STUDY), "published", {}, {}, find_code_version())
    write_crate(made_from.study, write_manifest(made_from, tmp_path), tmp_path)
    (tmp_path / "log" / "all").mkdir(parents=True)
    (tmp_path / "log" / "all" / "a.txt").write_text("words", encoding="utf-8")
    assert verify(tmp_path) == []
    (tmp_path / "all" / "a.html").write_text("A", encoding="utf-8")
    (tmp_path / "all" / "b.html").unlink()
    (tmp_path / "all" / "c.html").touch()
    (tmp_path / "all" / ".hidden").touch()
    (tmp_path / "all" / "d").symlink_to(tmp_path)
    assert verify(tmp_path) == [
        Difference("foreign", "all/.hidden"), Difference("altered", "all/a.html"),
        Difference("missing", "all/b.html"), Difference("foreign", "all/c.html"),
        Difference("foreign", "all/d"),
    ]  # fmt: skip
    manifest = tmp_path / "manifest.json"
    listed = json.loads(manifest.read_bytes())
    listed["files"] = []
    manifest.write_text(json.dumps(listed), encoding="utf-8")
    assert Difference("altered", "manifest.json or ro-crate-metadata.json") in verify(tmp_path)
    manifest.write_bytes(b"{")
    with pytest.raises(StudyError, match="no listing of a run"):
        verify(tmp_path)


@pytest.mark.parametrize("name", ["__import__('os').system('true')", "x = 1\nimport os", "a b"])
def test_a_parameter_name_that_is_code_is_refused(name: str, tmp_path: Path) -> None:
    assert main(["run", "-p", name, "1", "--reports", str(tmp_path)]) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["__import__('os').system('true')", "x = 1\nimport os", "a b"])
def test_a_single_notebook_takes_no_such_name_either(name: str, tmp_path: Path) -> None:
    output = tmp_path / "out.ipynb"
    assert main(["notebook", "cost_breakdown", str(output), "-p", name, "1"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_single_notebook_writes_one_file_of_one_s_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, figures = tmp_path / "out.ipynb", tmp_path / "figures"
    command = ["notebook", "training_attendance", str(output), "-p", "data", "published"]
    assert main([*command, "-p", "figures_dir", str(figures)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"out.ipynb", "figures"}
    cells = json.loads(output.read_bytes())["cells"]
    assert any('data = "published"' in "".join(cell["source"]) for cell in cells)
    assert main([*command, "-p", "municipality", "nowhere"]) == 1
    told = capsys.readouterr().err
    assert "StudyError in cell" in told
    assert "Traceback" not in told
    for path in ("nowhere/out.ipynb", "s3://bucket/out.ipynb", "out.txt"):
        assert main(["notebook", "training_attendance", str(tmp_path / path)]) == 2


def test_what_make_guards_cuts_out_stands_once_in_the_source() -> None:
    project = Path(__file__).resolve().parents[1]
    guards = runpy.run_path(str(project / "benchmarks" / "guards.py"))["GUARDS"]
    for guard in guards:
        source = (project / "src" / "analysis" / guard.file).read_text("utf-8")
        assert source.count(guard.there) == 1, (guard.file, guard.there)
