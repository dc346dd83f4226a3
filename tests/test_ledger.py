"""What was released before counts: the ledger, and keys of hashes of private files."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from random_studies import group_of, print_coarsely, print_exactly, random_study

from analysis.inputs.digest import data_sha256, list_own_files
from analysis.release.attack.counted import Counted, Of
from analysis.release.attack.facts import Evidence, Fact, Pooled, Quantity, Source
from analysis.release.attack.limits import Kind
from analysis.release.attack.relations import relate, rename_project
from analysis.release.keyed import KEY_FILE, keyed_sha256, read_key, read_or_make_key
from analysis.release.ledger import (
    LEDGER,
    Ledger,
    Release,
    find_conflicts,
    read_ledger,
    write_ledger,
)
from analysis.release.written import places_of
from analysis.report.attack.hashes import find_guesses
from analysis.report.provenance.code import find_code_version
from analysis.report.provenance.crate import write_crate
from analysis.report.provenance.inputs import describe_inputs, hash_data
from analysis.report.provenance.manifest import Provenance, write_manifest
from analysis.report.provenance.verify import verify, verify_inputs
from analysis.run.fingerprints import fingerprint_project
from analysis.study.declaration import StudyError
from analysis.study.study import Study
from analysis.study.study_file import read_study

PLACES = tuple("abcdef")
SIZES = dict(zip(PLACES, (12, 9, 14, 4, 7, 10), strict=True))


def totals(places: tuple[str, ...], *shown: str) -> Evidence:
    """A project's people, and those of some of its places."""
    project = group_of("all", "start")
    people = float(sum(SIZES[place] for place in places))
    facts = [Fact(project, Quantity.SIZE, people, people, Source("all.csv"))]
    facts += [Fact(group_of(place, "start"), Quantity.SIZE, SIZES[place], SIZES[place],
                   Source(f"{place}.csv")) for place in shown]  # fmt: skip
    return relate(facts, (), places, {})


def test_two_releases_that_differ_by_a_place_give_it_away_together_alone() -> None:
    six, five = totals(PLACES), totals(tuple("abcef"))
    ledger = Ledger((Release("2025", "2025-06-01", six),))
    (broken,) = find_conflicts(ledger, five)
    assert (broken.kind, broken.group.place) == (Kind.SIZE, "d")
    assert (broken.low, broken.high) == (4, 4)
    assert {step.source.file for step in broken.steps} >= {"all.csv"}


def named(places: dict[str, tuple[int, int]], people: int, wave: str = "start") -> Evidence:
    """A project's exact people, and the bands of places, whatever they are called."""
    bands = {"all": (people, people)} | places
    facts = [Fact(group_of(place, wave), Quantity.SIZE, low, high, Source(f"{place}.csv"))
             for place, (low, high) in bands.items()]  # fmt: skip
    return relate(facts, (), tuple(places), {})


SHARED = {"a": (10, 14), "b": (5, 9), "c": (10, 14)}


@pytest.mark.parametrize("more", [1, 4])
def test_a_person_more_is_seen_though_a_place_has_another_name(more: int) -> None:
    before, after = named({**SHARED, "d": (5, 9)}, 40), named({**SHARED, "e": (5, 9)}, 40 + more)
    found = find_conflicts(Ledger((Release("2025", "2025-06-01", before),)), after)
    assert (Kind.SIZE, more) in [(broken.kind, broken.low) for broken in found]


def test_the_same_people_under_another_name_are_no_conflict() -> None:
    before, after = (named({**SHARED, name: (5, 9)}, 35) for name in "de")
    assert find_conflicts(Ledger((Release("2025", "2025-06-01", before),)), after) == []


def test_an_earlier_release_of_more_places_leaves_a_new_name_in_sight() -> None:
    """Held against the second release is what the new one tells, not what the first did."""
    first = named({**SHARED, "d": (5, 9), "g": (20, 24)}, 60)
    before, after = named({**SHARED, "d": (5, 9)}, 40), named({**SHARED, "e": (5, 9)}, 41)
    ledger = Ledger((Release("2024", "2024-06-01", first), Release("2025", "2025-06-01", before)))
    found = find_conflicts(ledger, after)
    assert (Kind.SIZE, 1) in [(broken.kind, broken.low) for broken in found]


def test_other_places_that_are_told_apart_by_their_people_are_no_conflict() -> None:
    before, after = named({**SHARED, "d": (5, 9)}, 35), named({**SHARED, "e": (15, 19)}, 45)
    assert find_conflicts(Ledger((Release("2025", "2025-06-01", before),)), after) == []


@pytest.mark.parametrize("are_two_new", [False, True])
def test_places_that_are_one_under_a_new_name_are_held_against_their_parts(
    are_two_new: bool,
) -> None:
    """Two of five to nine who are fifteen to nineteen together are six to nine each."""
    apart = {**SHARED, "d": (5, 9), "e": (5, 9)}
    merged = {**SHARED, "f": (15, 19)}
    first, second = (merged, apart) if are_two_new else (apart, merged)
    ledger = Ledger((Release("2025", "2025-06-01", named(first, 45)),))
    found = find_conflicts(ledger, named(second, 45))
    assert {(b.group.place, b.low, b.high) for b in found} >= {("d", 6, 9), ("e", 6, 9)}


def test_the_same_release_again_is_no_conflict() -> None:
    six = totals(PLACES)
    assert find_conflicts(Ledger((Release("2025", "2025-06-01", six),)), six) == []
    assert find_conflicts(Ledger(), six) == []


def counted(n: float) -> Evidence:
    told = Counted(Of.PEOPLE, "training_attendance_totals counted n", n, ("totals.csv", "2: n"))
    return replace(totals(PLACES), counted=(told,))


@pytest.mark.parametrize(("more", "kinds"), [(0, []), (1, [Kind.SIZE]), (4, [Kind.SIZE]), (5, [])])
def test_a_few_more_of_what_is_told_exactly_are_a_group(more: int, kinds: list[Kind]) -> None:
    ledger = Ledger((Release("2025", "2025-06-01", counted(40)),))
    assert [broken.kind for broken in find_conflicts(ledger, counted(40 + more))] == kinds


@pytest.mark.parametrize(("more", "kinds"), [(0, []), (1, [Kind.SIZE]), (5, [])])
def test_other_names_of_places_hide_nobody_who_was_added(more: int, kinds: list[Kind]) -> None:
    """All names are others, or two places are one: the project's people are still its people."""
    people = sum(SIZES.values()) + more
    told = Fact(group_of("all", "start"), Quantity.SIZE, people, people, Source("all.csv"))
    ledger = Ledger((Release("2025", "2025-06-01", totals(PLACES)),))
    for places in (tuple("uvwxyz"), ("ab", *"cdef")):
        found = find_conflicts(ledger, relate([told], (), places, {}))
        assert [broken.kind for broken in found] == kinds


def test_who_registered_of_a_place_taken_away_follows(tmp_path: Path) -> None:
    write_ledger(tmp_path, Ledger((Release("2025", "2025-06-01", counted(40)),)))
    fewer = replace(totals(tuple("abc")), counted=counted(28).counted)
    found = find_conflicts(read_ledger(tmp_path), fewer)
    assert [broken.low for broken in found if "training" in broken.group.part] == [12]


def test_what_an_old_release_gave_away_alone_is_not_held_against_the_new_one() -> None:
    told = totals(PLACES, *"abcef")
    ledger = Ledger((Release("2025", "2025-06-01", told),))
    assert find_conflicts(ledger, totals(PLACES)) == []


def test_answers_that_are_not_the_same_any_more_are_seen() -> None:
    ledger = Ledger((Release("2025", "2025-06-01", totals(PLACES, "a")),))
    changed = Fact(group_of("a", "start"), Quantity.SIZE, 13, 13, Source("a.csv"))
    (broken,) = find_conflicts(ledger, relate([changed], (), PLACES, {}))
    assert broken.kind is Kind.MISREAD


@pytest.mark.parametrize("seed", range(3))
def test_a_ledger_is_read_as_it_was_written(tmp_path: Path, seed: int) -> None:
    study = random_study(seed)
    evidence = print_exactly(study)
    ledger = Ledger().record(Release("first", "2025-06-01", evidence))
    ledger = ledger.record(Release("second", "2026-06-01", print_coarsely(study)))
    write_ledger(tmp_path, ledger)
    read = read_ledger(tmp_path)
    assert [r.name for r in read.releases] == ["first", "second"]
    assert set(read.releases[0].evidence.facts) == set(evidence.facts)
    assert set(read.releases[0].evidence.linears) == set(evidence.linears)
    assert read.releases[0].places == places_of(evidence) == study.places


def test_a_ledger_keeps_the_spread_of_two_waves(tmp_path: Path) -> None:
    groups = group_of("all", "start"), group_of("all", "end")
    spread = Pooled(groups, 0.65, 0.75, Source("raahe.csv", "2: start_low"))
    told = totals(PLACES) + Evidence((), pooled=(spread,))
    write_ledger(tmp_path, Ledger((Release("2026", "2026-06-01", told),)))
    (read,) = read_ledger(tmp_path).releases
    assert read.evidence.pooled == (spread,)
    (renamed,) = rename_project(told, "before").pooled
    assert [group.place for group in renamed.groups] == ["before", "before"]


def test_a_ledger_that_was_altered_is_refused(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == Ledger()
    write_ledger(tmp_path, Ledger((Release("2025", "2025-06-01", totals(PLACES)),)))
    path = tmp_path / LEDGER
    path.write_text(path.read_text("utf-8").replace("56.0", "57.0"), "utf-8")
    with pytest.raises(StudyError, match="was altered"):
        read_ledger(tmp_path)
    path.write_text("[]", "utf-8")
    with pytest.raises(StudyError, match="no ledger"):
        read_ledger(tmp_path)


def test_a_name_is_recorded_once() -> None:
    ledger = Ledger((Release("2025", "2025-06-01", totals(PLACES)),))
    with pytest.raises(StudyError, match="recorded already"):
        ledger.record(Release("2025", "2026-06-01", totals(PLACES)))


def test_a_key_is_made_once_by_however_many_ask_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert read_key(tmp_path) is None
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: read_or_make_key(tmp_path), range(32)))
    assert len(keys) == 1
    assert {path.name for path in tmp_path.iterdir()} == {KEY_FILE}
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0
    (tmp_path / KEY_FILE).write_text("no key", "ascii")
    with pytest.raises(StudyError, match="holds no key"):
        read_key(tmp_path)


def test_a_keyed_hash_tells_nothing_without_its_key() -> None:
    digest = sha256(b"answers").hexdigest()
    assert keyed_sha256(digest, b"a" * 32) != keyed_sha256(digest, b"b" * 32)
    assert digest not in keyed_sha256(digest, b"a" * 32)


def test_git_is_told_to_leave_the_key_alone(root: Path) -> None:
    assert "data/*/secret.key" in (root / ".gitignore").read_text("utf-8").splitlines()
    assert json.dumps(KEY_FILE) == '"secret.key"'


@pytest.fixture
def private(tmp_path: Path) -> Study:
    """A study with files of its own that are not published."""
    folder = tmp_path / "data"
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "costs.csv").write_bytes(b"secret;1\n")
    (folder / "study.toml").write_bytes(b"")
    return read_study("yhdessa_osallisuutta").model_copy(update={"folder": folder})


def test_hashes_of_private_files_that_leave_the_house_are_keyed(private: Study) -> None:
    plain = sha256(b"secret;1\n").hexdigest()
    told = json.dumps([describe_inputs(private, "raw"), hash_data(private, "raw")])
    assert plain not in told
    assert data_sha256(list_own_files(private, "raw")) not in told
    own = [entry for entry in describe_inputs(private, "raw") if "/raw/" in entry["name"]]
    assert [set(entry) for entry in own] == [{"name", "hmac_sha256"}]  # and its size neither
    assert set(hash_data(private, "raw")) == {"data_hmac_sha256"}


def test_what_pages_were_made_from_gives_no_guess_at_private_files_away(private: Study) -> None:
    """It lies in each page's record; the code that goes into it is public."""
    made_from = fingerprint_project(private, "raw")
    assert made_from == fingerprint_project(private, "raw")
    (private.folder / KEY_FILE).unlink()
    assert fingerprint_project(private, "raw") != made_from
    (private.folder / KEY_FILE).unlink()
    fingerprint_project(private, "published")
    assert read_key(private.folder) is None  # none was needed


def test_hashes_of_public_and_made_up_files_can_be_checked_by_everyone() -> None:
    study = read_study("yhdessa_osallisuutta")
    before = read_key(study.folder)
    for data in ("published", "example"):
        assert all("sha256" in entry for entry in describe_inputs(study, data))
        assert set(hash_data(study, data)) == {"data_sha256"}
    assert read_key(study.folder) == before  # none was made for them


def test_a_manifest_of_private_files_gives_no_guess_away_and_is_verified_with_the_key(
    private: Study, tmp_path: Path
) -> None:
    made_from = Provenance(private, "raw", {}, {}, find_code_version())
    manifest = write_manifest(made_from, tmp_path / "reports")
    write_crate(private, manifest, tmp_path / "reports")
    assert list(find_guesses(tmp_path / "reports")) == []
    assert sha256(b"secret;1\n").hexdigest() not in "".join(
        path.read_text("utf-8") for path in (tmp_path / "reports").glob("*.json")
    )
    assert verify(tmp_path / "reports") == []
    assert verify_inputs(private, tmp_path / "reports").unchecked == 0
    (private.folder / KEY_FILE).unlink()
    assert verify_inputs(private, tmp_path / "reports").unchecked == 1


def test_a_plain_hash_of_a_private_file_is_a_guess_that_can_be_checked(tmp_path: Path) -> None:
    entry = {"name": "study/raw/costs.csv", "sha256": "ab", "size": 2}
    told = {"synthetic": False, "inputs": [entry]}
    (tmp_path / "manifest.json").write_text(json.dumps(told), "utf-8")
    (broken,) = find_guesses(tmp_path)
    assert (broken.kind, broken.group.place) == (Kind.GUESS, "study/raw/costs.csv")
