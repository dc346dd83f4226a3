"""A made-up study of any size, for benchmarks."""

import json
import re
from pathlib import Path

from analysis.example.folder import write_example
from analysis.study.declaration import StudyError
from analysis.study.study import Study
from analysis.study.study_file import read_study_file

TOPICS = ("training_attendance", "survey_change", "cost_breakdown")
FIRST_CODE = 9001
SECTION = re.compile(r"^\[(?:municipalities|compared_with)\.[^\]]*\]\n(?:(?!\[).*\n)*", re.M)


def write_study(study: Study, folder: Path, *, municipalities: int, forms: int, seed: int) -> None:
    """Write a study folder with so many made-up municipalities and filled-in forms.

    The study's instrument, labels and published figures are the pattern. The folder's name
    becomes the study's; a StudyError if it is there already.
    """
    if folder.exists():
        raise StudyError(f"{folder}: is there already; name a new folder")
    folder.mkdir(parents=True)
    pattern = (study.folder / "study.toml").read_text(encoding="utf-8")
    declared = _declare(pattern, folder.name, municipalities)
    (folder / "study.toml").write_text(declared, encoding="utf-8")
    package = {"name": folder.name, "title": "SYNTHETIC study", "resources": []}
    (folder / "datapackage.json").write_text(json.dumps(package, indent=2), encoding="utf-8")
    made_up = read_study_file(folder)
    write_example(made_up, folder / "example", like=study, forms=forms, seed=seed)


def _declare(pattern: str, key: str, municipalities: int) -> str:
    """The pattern's ``study.toml`` with other municipalities and nothing published."""
    text = SECTION.sub("", pattern)
    text = re.sub(r'^id = ".*"', f'id = "{key}"', text, count=1, flags=re.M)
    quoted = ", ".join(f'"{topic}"' for topic in TOPICS)
    text = re.sub(r"^topics = \[.*\]", f"topics = [{quoted}]", text, count=1, flags=re.M)
    blocks = "".join(_municipality(k) for k in range(municipalities))
    return f"# SYNTHETIC: made by `analysis example`.\n{text}\n[compared_with]\n{blocks}"


def _municipality(number: int) -> str:
    name = f"Esimerkkikunta {number + 1}"
    names = ", ".join(f'{language} = "{name}"' for language in ("fi", "sv", "en"))
    return (
        f"[municipalities.kunta_{number + 1:03d}]\n"
        f'code = "{FIRST_CODE + number}"\nname = {{ {names} }}\n'
    )
