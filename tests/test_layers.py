"""The floors of `analysis`: each module imports from floors below its own only."""

import ast
from pathlib import Path

import pytest

FLOORS = {
    "codebook": 0, "lean_jsonschema": 0, "origin": 0, "wording": 0,
    "study": 1,
    "edition": 2, "faults": 2, "numbers": 2, "page_files": 2,
    "inputs": 3,
    "inference": 4, "forensics": 4,
    "survey_change": 5, "cost_breakdown": 5, "training_attendance": 5, "project_monitoring": 5,
    "publication_audit": 5,
    "disclosure": 6, "example": 6, "typeface": 6,
    "findings": 7, "style": 7,
    "charts": 8,
    "publish": 9,
    "pages": 10, "provenance": 10, "exhibits": 10, "warm_kernel": 10,
    "publication": 11, "explore": 11, "execution": 11, "fingerprints": 11,
    "units": 12,
    "batch": 13,
    "cluster": 14, "summary": 14,
    "cli": 15,
    "__main__": 16,
}  # fmt: skip
SOURCE = Path(__file__).resolve().parents[1] / "src" / "analysis"
MODULES = sorted(SOURCE.rglob("*.py"))


def floor_name(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Floors that a module imports from, its own package apart."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis"):
            inner = (node.module or "").split(".")[1:2]
            names |= set(inner) if inner else {alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            names |= {a.name.split(".")[1] for a in node.names if a.name.startswith("analysis.")}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_imports_only_from_floors_below(path: Path) -> None:
    own = floor_name(path)
    if own == "__init__":
        return
    for name in imported(path) - {own}:
        assert FLOORS[name] < FLOORS[own], f"{own} (floor {FLOORS[own]}) imports {name}"


def test_every_module_has_a_floor() -> None:
    assert {floor_name(path) for path in MODULES} - {"__init__"} == set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_inputs_reads_a_studys_data(path: Path) -> None:
    reads = {"read_csv", "read_excel", "Resource", "open_text", "CalamineWorkbook"}
    called = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert floor_name(path) == "inputs" or not called & reads


@pytest.mark.parametrize("path", sorted((SOURCE / "charts").glob("*.py")), ids=lambda p: p.name)
def test_charts_touch_no_global_style_and_save_nothing(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(tree)}
    assert not used & {"rcParams", "rc_context", "savefig", "pyplot"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_estimate_is_made_above_the_door(path: Path) -> None:
    above = FLOORS.get(floor_name(path), 0) > FLOORS["disclosure"]
    assert not above or not imported(path) & {"inference", "forensics"}
