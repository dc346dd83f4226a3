"""pyproject.toml, environment.yml and both locks say the same."""

import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import MatchSpec

CARD = {"jupyterlab", "pandas", "matplotlib", "seaborn", "statsmodels", "papermill", "nbval"}
NOT_ON_CONDA = {
    "axe-playwright-python",
    "font-source-sans-pro",
    "griffe2md",
    "griffelib",
    "playwright",
    "pypdfium2",
    "typst",
}
LOWEST = {"pandas": "3.0", "matplotlib": "3.11", "papermill": "2.7"}


@pytest.fixture(scope="module")
def declared(root: Path) -> dict[str, Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    parts = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    return {canonicalize_name(r.name): r for r in map(Requirement, parts)}


RUNS, TESTS = "requirements.lock", "requirements-dev.lock"
"""What `make` installs, and what `make test` installs besides."""
each_lock = pytest.mark.parametrize("lock", [RUNS, TESTS])


def read_lock(path: Path) -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    text = path.read_text("utf-8")
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, re.M):
        found.setdefault(canonicalize_name(name), []).append(Version(version))
    return found


@pytest.fixture(scope="module")
def locked(root: Path) -> dict[str, list[Version]]:
    return read_lock(root / TESTS)


@pytest.fixture(scope="module")
def conda(root: Path) -> dict[str, str]:
    """Package and lowest version, as conda and pip parts of environment.yml give them."""
    parts = yaml.safe_load((root / "environment.yml").read_text("utf-8"))["dependencies"]
    specs = [MatchSpec(part) for part in parts if isinstance(part, str)]
    found = {s.name.normalized: str(s.version or "") for s in specs if s.name is not None}
    for requirement in map(Requirement, next(p["pip"] for p in parts if isinstance(p, dict))):
        found[canonicalize_name(requirement.name)] = str(requirement.specifier)
    return found


def test_the_card_is_there(declared: dict[str, Requirement]) -> None:
    assert set(declared) >= CARD
    for name, version in LOWEST.items():
        bound = next(iter(declared[name].specifier)).version
        assert Version(bound) >= Version(version), name


def test_every_dependency_has_a_lower_bound(declared: dict[str, Requirement]) -> None:
    for requirement in declared.values():
        assert [s.operator for s in requirement.specifier] == [">="], str(requirement)


def test_the_lock_satisfies_what_is_declared(
    declared: dict[str, Requirement], locked: dict[str, list[Version]]
) -> None:
    for name, requirement in declared.items():
        assert locked[name], name
        assert all(requirement.specifier.contains(v) for v in locked[name]), name


def test_running_needs_no_tools_of_tests(root: Path, locked: dict[str, list[Version]]) -> None:
    """Both locks have the same versions, so that tests are of what runs."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    runs = read_lock(root / RUNS)
    needed = {canonicalize_name(Requirement(part).name) for part in project["dependencies"]}
    assert needed <= set(runs)
    assert all(locked[name] == versions for name, versions in runs.items())
    tools = {"mypy", "ruff", "playwright", "hypothesis", "py-rattler", "distributed", "python-docx"}
    assert not tools & set(runs)


@each_lock
def test_the_lock_is_hashed_and_names_no_host(root: Path, lock: str) -> None:
    text = (root / lock).read_text("utf-8")
    pins = len(re.findall(r"^[A-Za-z0-9._-]+==", text, re.M))
    assert len(re.findall(r"^[A-Za-z0-9._-]+==[^\n]*\\\n    --hash=sha256:", text, re.M)) == pins
    assert "://" not in text


def test_nothing_need_be_built_to_install_what_is_locked(root: Path) -> None:
    """A version has one source at most: of two hashes one is of a wheel."""
    text = (root / "requirements.lock").read_text("utf-8")
    pinned = re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.M)[1:]
    assert [pin.split()[0] for pin in pinned if pin.count("--hash=") < 2] == []
    assert "--only-binary :all:" in (root / "Makefile").read_text("utf-8")


ANSWERS = {
    "weak": ('{"dependencies": [{"name": "jinja2", "vulns": [{"id": "CVE"}]}]}', 0),
    "none": ('{"dependencies": [{"name": "jinja2", "vulns": []}]}', 2),
    "skipped": ('{"dependencies": [{"name": "jinja2", "skip_reason": "not found"}]}', 2),
    "no network": ("", 2),
}


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the program")
@pytest.mark.parametrize("answer", ANSWERS)
def test_an_audit_without_advisories_is_none(root: Path, tmp_path: Path, answer: str) -> None:
    program, (told, status) = tmp_path / "pip-audit", ANSWERS[answer]
    program.write_text(f"#!/bin/sh\ncat <<'E'\n{told}\nE\n", encoding="utf-8")
    program.chmod(0o700)
    command = [sys.executable, str(root / "benchmarks/dependencies.py"), str(program)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == status
    assert ("no advisory could be had" in ended.stderr) == (status == 2)


def test_conda_gets_the_same(declared: dict[str, Requirement], conda: dict[str, str]) -> None:
    wanted = {name: str(r.specifier) for name, r in declared.items()}
    assert conda.pop("python") == ">=3.11"
    assert conda.pop("pip") == ""
    assert conda == wanted


def test_only_what_conda_lacks_comes_from_pip(root: Path) -> None:
    parts = yaml.safe_load((root / "environment.yml").read_text("utf-8"))["dependencies"]
    from_pip = next(p["pip"] for p in parts if isinstance(p, dict))
    assert {Requirement(r).name for r in from_pip} == NOT_ON_CONDA
