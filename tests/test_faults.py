"""What dies in the middle of a run, for real: what was there stays, and a re-run does the rest."""

import json
import os
import pydoc
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from test_engine import find_processes, wait_for, write_notebook

from analysis.report.provenance.verify import verify
from analysis.run.cli import main
from analysis.run.records import FAILED, read_record
from analysis.run.report import SUMMARY

STUDY = "yhdessa_osallisuutta"
TOPIC, OTHER = "training_attendance", "cost_breakdown"
SAVE = """
from pathlib import Path
from typing import Any
from analysis.report.whole import find_aside, write_whole
from analysis.study.project import find_project_root
folder = find_aside(find_project_root() / figures_dir)
folder.mkdir(parents=True, exist_ok=True)
for form in ("svg", "png", "pdf", "csv"):
    write_whole(folder / f"{TOPIC}_made.{form}", CONTENT.encode())
told = b'{"synthetic": false, "title": "", "alt": "", "language": "fi"}'
write_whole(folder / f"{TOPIC}_made.json", told)
"""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.skipif(sys.platform != "linux", reason="faults are provoked as Linux has them"),
]


def saving(topic: str, content: str) -> str:
    """A cell that saves a figure as ours do."""
    table = f"a,b\n{content},1\n"
    return f"TOPIC, CONTENT = {topic!r}, {table!r}\n{SAVE}"


@pytest.fixture
def project(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two notebooks that take no time."""
    for folder in ("data", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    for topic in (TOPIC, OTHER):
        write_notebook(tmp_path / "notebooks" / f"{topic}.ipynb", [saving(topic, "first")])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def start(project: Path, *more: str, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "analysis.run", "run", "--data", "published", "--notebook", TOPIC,
         "--notebook", OTHER, "--municipality", "all", "--jobs", "2", *more],
        cwd=project, env={**os.environ, "MARK_OF_A_TEST": str(project), **variables},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def run(project: Path, *more: str, **variables: str) -> tuple[int, str, str]:
    """Status, output and errors of a run."""
    process = start(project, *more, **variables)
    said, told = process.communicate(timeout=300)
    assert "Traceback" not in told
    return process.returncode, said, told


def reports(project: Path) -> Path:
    return project / "reports" / STUDY / "published"


def files(folder: Path) -> dict[str, bytes]:
    """All that readers see of a study's reports."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not re.search(r"/\.|/log/", path.as_posix().removeprefix(str(folder)))
    }


def hidden(folder: Path) -> list[str]:
    """What a run leaves that is neither a page nor its record."""
    known = (".record.json", ".lock", ".links.json", ".gitignore")
    return [p.name for p in folder.rglob(".*") if not p.name.endswith(known)]


def change(project: Path, *cells: str, topic: str = TOPIC) -> None:
    write_notebook(project / "notebooks" / f"{topic}.ipynb", [*cells])


# letters, as digits alone stand in a time of day by chance
ANSWER = "an answer of somebody"
KILL = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
LOSE = "(folder / f'{TOPIC}_made.svg').write_bytes(b'')"
NAME = """
names = {"analysis": {"kind": "saved", "files": [f"{TOPIC}_made.svg"]}}
display({"text/plain": ""}, metadata=names, raw=True)
"""


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ((f"raise ValueError('{ANSWER}')",), "ValueError in cell 4, line 1"),
        ((KILL,), "ProcessEnded: the notebook's process ended with exit code -9"),
        (("import sys; sys.exit(3)",), "SystemExit in cell 4, line 1"),
        (("%no_such_magic",), "UsageError in cell 4"),
        (("1 +",), "SyntaxError in cell 4, line 1"),
        ((LOSE, NAME), f"FilesMissing: {TOPIC}_made.svg"),
    ],
    ids=["raises", "dies", "exits", "magic", "syntax", "lost-file"],
)
def test_a_unit_that_fails_keeps_its_page_and_says_so(
    project: Path, cells: tuple[str, ...], error: str
) -> None:
    status, _, told = run(project)
    assert status == 0, told
    before = files(reports(project))
    change(project, saving(TOPIC, "second"), *cells)
    status, said, told = run(project)
    after = files(reports(project))
    assert (status, "0 of 1 pages made, 1 unchanged" in said) == (1, True)
    assert error in told
    for name in before:
        if name.startswith("all/figures") or name.endswith(".ipynb"):
            assert after[name] == before[name]
    page, index = (after[name].decode() for name in (f"all/{TOPIC}.html", "index.html"))
    assert "Tätä sivua ei ole voitu uudistaa" in page
    assert "ei uudistettu" in index
    assert error.split(":")[0] in index
    for name, content in after.items():
        assert ANSWER.encode() not in content or name == f"all/{TOPIC}.failed.ipynb"
    failed = json.loads(after[f"all/{TOPIC}.failed.ipynb"])
    outputs = [o for cell in failed["cells"] for o in cell.get("outputs", ())]
    assert ANSWER not in json.dumps(outputs)
    assert hidden(reports(project)) == []
    assert not [e for e in json.loads(after["manifest.json"])["files"] if "log/" in e["path"]]

    assert run(project)[0] == 1, "it is tried again"
    change(project, saving(TOPIC, "third"))
    assert run(project)[0] == 0
    left = files(reports(project))
    assert left.keys() == before.keys()
    assert b"third" in left[f"all/figures/{TOPIC}_made.csv"]
    assert "Tätä sivua" not in left[f"all/{TOPIC}.html"].decode()
    assert "ei uudistettu" not in left["index.html"].decode()


SLEEP = "open('asleep', 'w').close(); import time; time.sleep(600)"
CHILD = "import subprocess; subprocess.Popen(['sleep', '600'])"


@pytest.mark.parametrize(
    ("number", "status", "within_s"),
    [("SIGINT", 130, 2), ("SIGTERM", 143, 5), ("SIGHUP", 129, 5), ("SIGKILL", -9, 5)],
)
def test_a_run_that_is_ended_leaves_no_process_and_the_next_one_finishes(
    project: Path, temporary: Path, number: str, status: int, within_s: float
) -> None:
    assert run(project)[0] == 0
    before = files(reports(project))
    change(project, saving(TOPIC, "second"), CHILD, SLEEP)
    running = start(project, TMPDIR=str(temporary))
    wait_for((project / "notebooks" / "asleep").exists)
    since = time.monotonic()
    running.send_signal(getattr(signal, number))
    _, told = running.communicate(timeout=30)
    assert time.monotonic() - since < within_s
    assert running.returncode == status
    if number != "SIGKILL":
        assert (
            told
            == "analysis: stopped; what was made is kept, and the same command makes the rest\n"
        )
        assert hidden(reports(project)) == []
    wait_for(lambda: not find_processes(f"MARK_OF_A_TEST={project}"))
    assert time.monotonic() - since < 5
    assert list(temporary.iterdir()) == []
    assert files(reports(project)) == before
    change(project, saving(TOPIC, "second"))
    status, said, told = run(project)
    assert (status, "1 of 1 pages made, 1 unchanged" in said) == (0, True), told
    assert hidden(reports(project)) == []
    assert b"second" in files(reports(project))[f"all/figures/{TOPIC}_made.csv"]


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files whose name is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp") as folder:
        yield Path(folder)


def test_what_is_killed_with_all_its_processes_is_cleaned_up_by_the_next_run(
    project: Path, temporary: Path
) -> None:
    """Then nobody is left who could remove the temporary folder."""
    change(project, SLEEP)
    running = start(project, TMPDIR=str(temporary))
    wait_for((project / "notebooks" / "asleep").exists)
    left = [p.name for p in temporary.iterdir()]
    assert len([name for name in left if name.startswith("analysis-run-")]) == 2
    (temporary / "analysis-run-of-somebody.lock").symlink_to(project / "notebooks")
    marked = find_processes(f"MARK_OF_A_TEST={project}")
    for process in marked:
        with suppress(ProcessLookupError):
            os.kill(int(process), signal.SIGKILL)
    running.communicate(timeout=30)
    wait_for(lambda: not find_processes(f"MARK_OF_A_TEST={project}"))
    change(project, saving(TOPIC, "second"))
    status, _, told = run(project, TMPDIR=str(temporary))
    assert status == 0, told
    assert [p.name for p in temporary.iterdir()] == ["analysis-run-of-somebody.lock"]
    assert hidden(reports(project)) == []


def test_a_unit_over_its_whole_limit_fails_and_the_others_are_made(project: Path) -> None:
    naps = ["import time; time.sleep(3)"] * 20
    change(project, *naps)
    status, said, told = run(project, "--unit-timeout", "20")
    assert (status, "1 of 2 pages made" in said) == (1, True)
    assert "UnitTimeout: the notebook did not end within 20 s" in told
    assert hidden(reports(project)) == []


NO_NETWORK = """
import socket
import traceback

OURS = (socket.AF_UNIX,)


def refusing(method):
    def call(*given, **named):
        if not (given and getattr(given[0], "family", None) in OURS):
            open({log!r}, "a").write("".join(traceback.format_stack()))
            raise OSError("no network")
        return method(*given, **named)

    return call


class Cut(socket.socket):
    for name in ("connect", "connect_ex", "sendto", "sendmsg", "listen"):
        locals()[name] = refusing(getattr(socket.socket, name))


socket.socket = Cut
socket.getaddrinfo = refusing(socket.getaddrinfo)
open({seen!r}, "a").write("cut\\n")
"""
"""Of every process of a run: sockets reach processes of this machine alone."""


def test_a_batch_needs_no_network_and_asks_for_none(
    project: Path, root: Path, tmp_path: Path
) -> None:
    """The real notebooks, in processes of which none can open a socket to elsewhere."""
    for topic in (TOPIC, OTHER):
        shutil.copy(root / "notebooks" / f"{topic}.ipynb", project / "notebooks")
    log, seen, cut = (tmp_path / name for name in ("asked", "seen", "cut"))
    cut.mkdir()
    source = NO_NETWORK.format(log=str(log), seen=str(seen))
    (cut / "sitecustomize.py").write_text(source, encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(cut), os.environ.get("PYTHONPATH", ""))))
    status, said, told = run(project, "--data", "example", PYTHONPATH=path)
    assert (status, "2 of 2 pages made" in said) == (0, True), told
    assert seen.read_text().count("cut") > 1, "it was cut in the run and in what it started"
    assert not log.exists(), log.read_text()


def test_an_interrupt_while_it_still_imports_ends_it_in_one_line(project: Path) -> None:
    running = start(project)
    wait_for((reports(project) / ".lock").exists)
    time.sleep(0.5)
    since = time.monotonic()
    os.killpg(running.pid, signal.SIGINT)  # as a terminal sends it
    _, told = running.communicate(timeout=30)
    assert time.monotonic() - since < 2
    assert running.returncode == 130
    assert told.startswith("analysis: stopped")
    assert told.count("\n") == 1
    wait_for(lambda: not find_processes(f"MARK_OF_A_TEST={project}"))


def test_an_interrupt_of_code_that_is_made_while_it_runs_ends_it_as_any_other(
    project: Path, tmp_path: Path
) -> None:
    """As of a dataclass: CPython takes it for one that nobody caught."""
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "filelock.py").write_text("exec('raise KeyboardInterrupt(2)')")
    status, _, told = run(project, PYTHONPATH=str(modules))
    assert (status, told.count("\n")) == (130, 1)
    assert told.startswith("analysis: stopped")


def test_nothing_of_a_run_that_ends_well_outlives_it(project: Path) -> None:
    with start(project) as running:
        assert running.wait(120) == 0
        with pytest.raises(ProcessLookupError):
            os.killpg(running.pid, 0)


def test_a_file_that_changes_meanwhile_is_named_and_its_pages_are_made_anew(
    project: Path,
) -> None:
    table = project / "data" / STUDY / "published" / "events.csv"
    there_and_back = f"path = {str(table)!r}; whole = open(path, 'rb').read()\n"
    there_and_back += "open(path, 'ab').write(b'x'); open(path, 'wb').write(whole)"
    change(project, saving(TOPIC, "first"), there_and_back)
    status, _, told = run(project)
    assert status == 1
    assert f"changed while the run was at work: {table}" in told
    change(project, saving(TOPIC, "first"), f"import os; os.unlink({str(table)!r})")
    status, said, told = run(project)
    assert "2 of 2 pages made" in said, "those of the run before were of two states"
    assert (status, f"changed while the run was at work: {table}" in told) == (1, True)


@pytest.mark.parametrize(
    "reader", ["analysis.run.attacked.attack_run", "analysis.run.report.report"]
)
def test_a_file_that_changes_while_the_front_page_is_made_and_attacked_is_named(
    project: Path, reader: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project)[0] == 0
    table = project / "data" / STUDY / "published" / "events.csv"
    read: Any = pydoc.locate(reader)

    def change_and_read(*given: object) -> object:
        table.write_bytes(table.read_bytes())
        return read(*given)

    monkeypatch.setattr(reader, change_and_read)
    asked = ["run", "--data", "published", "--notebook", TOPIC, "--municipality", "all"]
    assert main(asked) == 1
    assert f"changed while the run was at work: {table}" in capsys.readouterr().err
    assert read_record(reports(project), SUMMARY).made_from == FAILED, "the next run makes it anew"


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of little room, which has more than one run needs and less than two do."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("only root may mount a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_on_a_full_disk_what_was_there_stays(project: Path, full_disk: Path) -> None:
    status, _, told = run(project, "--reports", str(full_disk))
    assert status == 0, told
    before = files(full_disk)
    (full_disk / "filler").write_bytes(b"x" * 400)
    with (full_disk / "filler").open("ab", buffering=0) as filler, suppress(OSError):
        while filler.write(b"x" * 4096):
            pass
    change(project, saving(TOPIC, "second"))
    status, _, told = run(project, "--reports", str(full_disk))
    assert status == 1
    assert f"failed: {TOPIC} · all · fi: OSError (ENOSPC) in cell 3, line " in told
    assert told.endswith("analysis: No space left on device\n")
    (full_disk / "filler").unlink()
    assert files(full_disk) == before
    assert hidden(full_disk) == []
    status, said, told = run(project, "--reports", str(full_disk))
    assert (status, "1 of 1 pages made, 1 unchanged" in said) == (0, True), told


def test_what_cannot_be_written_to_is_said_in_a_sentence(project: Path, full_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(full_disk)], check=True)
    status, _, told = run(project, "--reports", str(full_disk))
    assert status == 2
    assert told.startswith("analysis: nothing can be written to ")
    assert "Read-only file system" in told
    assert told.count("\n") == 1


def test_an_output_that_takes_nothing_is_said_in_a_sentence(project: Path) -> None:
    for arguments in (["run", "--notebook", TOPIC, "--municipality", "all"], ["check"]):
        with Path("/dev/full").open("w") as full:
            ended = subprocess.run(
                [sys.executable, "-m", "analysis.run", *arguments], cwd=project,
                stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=300,
            )  # fmt: skip
        assert ended.returncode == 1
        assert "Traceback" not in ended.stderr
        assert ended.stderr.endswith("analysis: No space left on device\n")


def test_a_long_temporary_folder_is_no_hindrance(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 25)
    folder.mkdir()
    status, _, told = run(project, TMPDIR=str(folder))
    assert status == 0, told
    assert list(folder.iterdir()) == []


def test_a_record_that_is_torn_and_a_page_without_its_notebook_stop_no_run(project: Path) -> None:
    assert run(project)[0] == 0
    place = reports(project) / "all"
    (place / f".{TOPIC}.record.json").write_bytes(b"{")
    (place / f"{OTHER}.ipynb").unlink()
    (place / "survey_change.html").write_text("<p>a page that somebody laid here", "utf-8")
    (place / "figures" / "odd.json").write_bytes(b"{")
    (reports(project) / ".links.json").write_bytes(b"[1")
    status, said, told = run(project)
    assert (status, "2 of 2 pages made" in said) == (0, True), told


def test_a_script_between_the_marks_of_a_page_does_not_stay(project: Path) -> None:
    assert run(project)[0] == 0
    page = reports(project) / "all" / f"{TOPIC}.html"
    whole = page.read_text("utf-8")
    page.write_text(whole.replace("<!--/links-->", "<script>1</script><!--/links-->"), "utf-8")
    status, said, _ = run(project)
    assert (status, "1 of 1 pages made, 1 unchanged" in said) == (0, True)
    assert "<script" not in page.read_text("utf-8")
    assert "no page had to be made" in run(project)[1]


def test_killed_at_any_moment_a_run_loses_and_tears_nothing(project: Path) -> None:
    """A few moments here, as many as are wanted by the variable KILLS."""
    assert run(project)[0] == 0
    moment = random.Random(0)
    for turn in range(int(os.environ.get("KILLS", "4"))):
        change(project, saving(TOPIC, f"turn {turn}"))
        change(project, saving(OTHER, f"turn {turn}"), topic=OTHER)
        with start(project) as running:
            time.sleep(moment.uniform(0, 8))
            os.killpg(running.pid, moment.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        ended = time.monotonic()
        wait_for(lambda: not find_processes(f"MARK_OF_A_TEST={project}"))
        assert time.monotonic() - ended < 5
        check_whole(reports(project))
        status, _, told = run(project)
        assert status == 0, told
        left = files(reports(project))
        for topic in (TOPIC, OTHER):
            assert f"turn {turn}".encode() in left[f"all/figures/{topic}_made.csv"]
        assert hidden(reports(project)) == []
        assert verify(reports(project)) == []


def check_whole(folder: Path) -> None:
    """Every file can be read, and every link of every page leads somewhere."""
    for name, content in files(folder).items():
        if name.endswith((".json", ".ipynb")):
            json.loads(content)
        if name.endswith(".html"):
            assert content.rstrip().endswith(b"</html>")
            for link in re.findall(r'href="([^"#:]+)"', content.decode()):
                assert (folder / name).parent.joinpath(link).exists(), (name, link)


def test_a_table_that_cannot_be_true_fails_the_run_and_is_named(project: Path) -> None:
    wrong = "item,attended,n,estimate\ncounted,41,40,1.025\n"
    change(project, f"TOPIC, CONTENT = {TOPIC!r}, {wrong!r}\n{SAVE}")
    status, _, told = run(project)
    said = f"all/figures/{TOPIC}_made.csv: row 2: attended, n"
    index = reports(project) / "index.html"
    assert status == 1
    assert said in told
    assert said in index.read_text(encoding="utf-8")
    change(project, saving(TOPIC, "right"))
    assert run(project)[0] == 0
    assert said not in index.read_text(encoding="utf-8")
