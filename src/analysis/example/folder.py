"""The example's files."""

from decimal import Decimal
from pathlib import Path
from random import Random

from analysis.example.costs import Entry, make_costs
from analysis.example.export import Shape, write_entries, write_responses
from analysis.example.registrations import make_registrations
from analysis.example.responses import FIRST_SIZES, make_forms
from analysis.inputs.printed.headcounts import estimate_headcounts
from analysis.inputs.printed.published import read_published
from analysis.study.declaration import StudyError
from analysis.study.study import Study
from analysis.topics.cost_breakdown.per_participant import estimate_per_participant

SEED = 20230930
FORMS = sum(map(sum, FIRST_SIZES.values()))
HEADING = len("# SYNTHETIC example data")
README = """# SYNTHETIC example data

Everything in this folder is made up: no answer, cost or registration is of a real person, and
nothing here is a result. The numbers are drawn so that they lead to the figures that the study
`{study}` has published, as far as whole numbers of people can. Made by `analysis example`.

| file | shape |
|---|---|
| `kysely.xlsx` | survey, as Webropol exports it: Finnish titles and answer texts, both waves |
| `kustannukset.csv` | cost sheet: semicolons, decimal commas, UTF-8 with BOM |
| `ilmoittautumiset.csv` | registrations to the trainings, the same |
"""


def write_example(
    study: Study, folder: Path, *, like: Study | None = None, forms: int = FORMS, seed: int = SEED
) -> None:
    """Write made-up responses, costs and registrations of all a study's municipalities.

    Parameters
    ----------
    study : Study
        Its municipalities are given data.
    like : Study, optional
        Whose published tables are met where whole numbers can meet them; the
        same study unless another is named.
    folder : Path
        Made if it is not there; only files of an earlier example are replaced.
    forms : int
        Filled-in forms, both waves together.
    seed : int
        The same seed, the same bytes.

    Raises
    ------
    StudyError
        If the study reads no exports, or the folder holds what is no example.
    """
    if study.costing is None or not study.codebook.tables:
        raise StudyError(f"{study.folder / 'study.toml'} declares no tables or no costing")
    _claim(folder)
    chance = Random(seed)  # noqa: S311 - no secret: example data
    columns = study.codebook.tables["responses"]
    pattern = like or study
    printed = read_published(pattern, "survey_change")
    answers = make_forms(columns, printed, list(study.municipalities), forms, chance)
    write_responses(answers, study, folder, Shape())
    sheet = Shape(form="csv")
    costs = make_costs(_pilots(study, chance), study.costing, chance)
    write_entries(costs, "costs", study, folder / "kustannukset.csv", sheet)
    registrations = _registrations(pattern, list(study.municipalities), chance)
    write_entries(registrations, "registrations", study, folder / "ilmoittautumiset.csv", sheet)
    readme = README.format(study=pattern.key)
    (folder / "README.md").write_text(readme, encoding="utf-8", newline="\n")


def _claim(folder: Path) -> None:
    """Make a folder; refuse one whose files are no example: they may be the real ones."""
    folder.mkdir(parents=True, exist_ok=True)
    readme = folder / "README.md"
    is_example = readme.is_file() and readme.read_text("utf-8").startswith(README[:HEADING])
    if any(folder.iterdir()) and not is_example:
        raise StudyError(f"{folder}: holds files that are no example data; name an empty folder")


def _pilots(study: Study, chance: Random) -> dict[str, tuple[str, int, Decimal]]:
    """Name, participants and cost per participant: as published, else made up."""
    printed = read_published(study, "cost_breakdown")
    costs = estimate_per_participant(printed).set_index("municipality")["estimate_eur"]
    heads = estimate_headcounts(printed).set_index("municipality")["n"]
    names = read_published(study, "pilots").set_index("municipality")["activity_fi"]
    return {
        key: (
            names.get(key, "Kokeilu"),
            int(heads.get(key, 5 + int(chance.random() * 40))),
            Decimal(str(costs.get(key, round(15 + chance.random() * 300, 2)))),
        )
        for key in study.municipalities
    }


def _registrations(study: Study, municipalities: list[str], chance: Random) -> list[Entry]:
    printed = read_published(study, "training_attendance")
    of = {q: rows.set_index("item")["value"] for q, rows in printed.groupby("question")}
    labels = study.labels["theme"]
    themes = {
        theme: (labels[theme]["fi"], int(registered), int(of["attended"][theme]))
        for theme, registered in of["registered"].items()
    }
    events = read_published(study, "events")
    trainings = events[events["kind"] == "training"]
    days = dict(zip(trainings["item"], trainings["date"].dt.date, strict=True))
    groups = dict(of["participant_group"])
    return make_registrations(themes, days, groups, municipalities, chance)
