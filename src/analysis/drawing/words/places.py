"""Names of municipalities as sentences need them."""

from analysis.study.edition import Edition


def place_inside(edition: Edition) -> str:
    """Where an edition's people are: "Raahessa", or "koko hankkeessa" for the whole project."""
    if edition.is_whole_project:
        return edition.say.text("place_inside.whole_project")
    municipality = edition.study.municipalities[edition.municipality]
    # A name whose forms nobody declared stands uninflected, in a phrase that carries the case.
    return municipality.inside.get(edition.language) or edition.say.text(
        "place_inside.named", place=edition.place(edition.municipality)
    )
