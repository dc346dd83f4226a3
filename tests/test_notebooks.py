"""The shape of the notebooks; nbval holds their committed outputs to a fresh run."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from papermill.cli import papermill

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
DESK = ("explore", "workbench")  # no topics of a run
NOTEBOOKS = sorted(p for p in FOLDER.glob("*.ipynb") if p.stem not in DESK)
LONGEST_CELL = 15


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.stem)
def notebook(request: pytest.FixtureRequest) -> NotebookNode:
    read: NotebookNode = nbformat.read(request.param, as_version=4)
    return read


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_it_opens_with_its_question_and_its_parameters(notebook: NotebookNode) -> None:
    first, second, third = notebook.cells[:3]
    assert first.source.startswith("# ")
    assert "?" in first.source.splitlines()[0]
    assert second.metadata.tags == ["parameters"]
    assert "import " in third.source
    assert sum("parameters" in c.metadata.get("tags", []) for c in notebook.cells) == 1


def test_parameters_are_typed_commented_and_ascii(notebook: NotebookNode) -> None:
    for line in notebook.cells[1].source.splitlines():
        assert isinstance(ast.parse(line).body[0], ast.AnnAssign)
        assert "# " in line
        assert line.isascii()


def test_cells_are_short_and_hold_no_logic(notebook: NotebookNode) -> None:
    barred = (ast.FunctionDef, ast.ClassDef, ast.Try, ast.For, ast.While, ast.If, ast.Lambda)
    for cell in code(notebook):
        assert 0 < len(cell.source.splitlines()) <= LONGEST_CELL, cell.id
        assert not [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, barred)], cell.id


def test_it_ends_with_its_limits_and_saving(notebook: NotebookNode) -> None:
    limits, save = notebook.cells[-2:]
    assert limits.source.startswith("## Limits")
    assert save.source == "exhibits.save()"


def test_committed_outputs_are_those_of_one_run_from_the_top(notebook: NotebookNode) -> None:
    counts = [cell.execution_count for cell in code(notebook)]
    assert counts == list(range(1, len(counts) + 1))
    outputs = [output for cell in code(notebook) for output in cell.outputs]
    assert outputs
    assert {output.output_type for output in outputs} <= {"display_data", "execute_result"}


def test_every_figure_reaches_a_reader_with_its_alt_text(notebook: NotebookNode) -> None:
    shown = [o.data["text/html"] for c in code(notebook) for o in c.outputs]
    figures = [html for html in shown if "<figure>" in html]
    cells = sum("exhibits.show" in cell.source for cell in code(notebook))
    assert len(figures) >= min(cells, 3)  # what is two or three numbers is told in words
    assert all('alt=""' not in html and ' alt="' in html for html in figures)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_papermill_explains_the_parameters(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        papermill(["--help-notebook", str(path)])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert 'municipality: str (default "all")' in told
    assert 'code or name ("678", "raahe"), or "all"' in told


@pytest.mark.parametrize("name", DESK)
def test_a_researchers_notebooks_hold_no_logic_either(name: str) -> None:
    read: NotebookNode = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    test_parameters_are_typed_commented_and_ascii(read)
    test_cells_are_short_and_hold_no_logic(read)
    assert "?" in read.cells[0].source.splitlines()[0]
