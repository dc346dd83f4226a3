"""The wings of `analysis`: each module imports from wings below its own only, none in a circle."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "analysis"
WINGS = (
    "study",
    "statistics",
    "inputs",
    "release",
    "drawing",
    "topics",
    "report",
    "example",
    "run",
)
"""From the ground up: each imports from those before it."""
MODULES = sorted(SOURCE.rglob("*.py"))
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {dotted(path): path for path in MODULES}


def imported(path: Path) -> set[str]:
    """Modules of ours that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in NAMES:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {each if each in NAMES else node.module for each in inside}
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in NAMES}
    return found - {dotted(path)}


def wing(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def test_the_folder_list_is_the_list_of_wings() -> None:
    shown = {p.name for p in SOURCE.iterdir() if p.name != "__pycache__"}
    assert shown == {*WINGS, "__init__.py"}


@each_module
def test_a_module_imports_only_from_wings_below(path: Path) -> None:
    own = wing(dotted(path))
    for name in imported(path):
        if wing(name) not in ("", own):
            assert WINGS.index(wing(name)) < WINGS.index(own), f"{dotted(path)} imports {name}"


@each_module
def test_topics_do_not_import_each_other(path: Path) -> None:
    own = dotted(path).split(".")[1:3]
    if len(own) == 2 and own[0] == "topics" and own[1] != "catalogue":
        others = {name.split(".")[2] for name in imported(path) if name.count(".") > 1
                  and wing(name) == "topics"}  # fmt: skip
        assert others <= {own[1]}


def test_no_import_runs_in_a_circle() -> None:
    arrows = {name: imported(path) for name, path in NAMES.items()}
    for name, targets in arrows.items():
        # A package's own face may list what is inside it.
        targets -= {outer for outer in targets if name.startswith(f"{outer}.")}
    TopologicalSorter(arrows).prepare()


@each_module
def test_only_inputs_reads_a_studys_data(path: Path) -> None:
    reads = {"read_csv", "read_excel", "Resource", "open_text", "CalamineWorkbook"}
    called = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert wing(dotted(path)) == "inputs" or not called & reads


@each_module
def test_what_draws_touches_no_global_style_and_saves_nothing(path: Path) -> None:
    if wing(dotted(path)) != "topics":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(tree)}
    assert not used & {"rcParams", "rc_context", "savefig", "pyplot"}


@each_module
def test_no_estimate_is_made_above_the_topics(path: Path) -> None:
    above = wing(dotted(path)) in ("drawing", "report", "run")
    classes = {"analysis.statistics.forensics.grim", "analysis.statistics.inference.estimate"}
    used = {name for name in imported(path) if wing(name) == "statistics"} - classes
    assert not above or not used
