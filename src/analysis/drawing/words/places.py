"""Names of municipalities as sentences need them."""

from analysis.study.declaration import ALL
from analysis.study.edition import Edition
from analysis.study.wording import Wording


def place_name(edition: Edition, key: str) -> str:
    """Name of a row: a municipality's, or the whole project's."""
    return Wording(edition.language).text("whole_project") if key == ALL else edition.place(key)


def place_inside(edition: Edition) -> str:
    """Where an edition's people are: "Raahessa", or "koko hankkeessa" for the whole project."""
    return _form(edition, "inside")


def place_genitive(edition: Edition) -> str:
    """Whose an edition's numbers are: "Raahen", or "koko hankkeen"."""
    return _form(edition, "genitive")


def _form(edition: Edition, form: str) -> str:
    say = Wording(edition.language)
    if edition.is_whole_project:
        return say.text(f"place_{form}.whole_project")
    municipality = edition.study.municipalities[edition.municipality]
    declared = getattr(municipality, form).get(edition.language)
    # A name whose forms nobody declared stands uninflected, in a phrase that carries the case.
    return declared or say.text(f"place_{form}.named", place=edition.place(edition.municipality))
