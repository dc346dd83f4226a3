"""The word for a place in the forms that sentences need: a municipality, or what a study says."""

from analysis.study.wording import Wording

OWN = {
    "unit": "unit.one",
    "units": "unit.many",
    "unit_the": "unit.the_one",
    "units_the": "unit.the_many",
    "unit_of": "unit.of_one",
    "units_of": "unit.of_many",
    "unit_counted": "unit.counted",
    "units_some": "unit.some",
    "unit_by": "unit.by",
    "unit_in": "unit.in_one",
    "units_in": "unit.in_many",
}
"""Key of each form by its placeholder; any text may have these."""
OTHER = {
    "units": "unit_other.many",
    "unit_the": "unit_other.the_one",
    "units_the": "unit_other.the_many",
    "unit_of": "unit_other.of_one",
    "units_of": "unit_other.of_many",
    "unit_counted": "unit_other.counted",
    "units_some": "unit_other.some",
    "unit_by": "unit_other.by",
    "unit_in": "unit_other.in_one",
    "units_in": "unit_other.in_many",
}
"""Of a word of which no more than the one form is known, what serves in place of the others."""
UNIT_NAMES = (*OWN, *(name.capitalize() for name in OWN))


def name_unit(say: Wording, word: str) -> dict[str, str]:
    """Each form by its placeholder, and with a capital by the placeholder with a capital.

    Parameters
    ----------
    say : Wording
        With the study's terms: it may say forms of its own under ``terms.unit``.
    word : str
        What the study calls a place; empty for a municipality.
    """
    forms = {name: say.text(key) for name, key in OWN.items()}
    if word:
        told = say.terms.get("unit", {})
        forms |= {name: say.text(key, unit=word) for name, key in OTHER.items()
                  if OWN[name].removeprefix("unit.") not in told}  # fmt: skip
        forms["unit"] = word
    capital = {name.capitalize(): form[:1].upper() + form[1:] for name, form in forms.items()}
    return forms | capital
