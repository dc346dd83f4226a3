"""A worker whose start fails though its process lives: it lives no longer than it is asked."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks the system for processes"),
]

LOST = """
import sys, time
from multiprocessing import get_context
from analysis.run import template, workers

context = get_context("forkserver")
started = []


class Lost(context.Process):
    def start(self):
        super().start()
        started.append(self.pid)
        raise EOFError  # as when the template is killed before it has told the number


def lives(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    context.Process = Lost
    workers.get_context = lambda _: context
    template.END_S = float(sys.argv[1])
    failed = None
    try:
        workers._Worker(True)
    except EOFError as error:
        failed = error  # a future keeps it, and with it all that stood in the frame
    begin = time.monotonic()
    template.end_template()
    print(time.monotonic() - begin < 5)
    while lives(started[0]) and time.monotonic() - begin < 10:
        time.sleep(0.05)
    print(lives(started[0]))
"""


@pytest.mark.parametrize("end_s", ["10", "0.01"])
def test_a_process_whose_start_failed_ends_and_holds_up_nobody(tmp_path: Path, end_s: str) -> None:
    """Waited for until it has ended, and not."""
    script = tmp_path / "lost.py"
    script.write_text(LOST, encoding="utf-8")
    command = [sys.executable, str(script), end_s]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["True", "False"], done.stderr
    assert done.stderr == ""
