"""Which places the whole project's numbers rest on, as far as a reader may know."""

from collections.abc import Collection
from html import escape

from analysis.drawing.words.labels import place_name
from analysis.inputs.own_files import reads_own_files
from analysis.report.html import Output
from analysis.study.edition import Edition

TOLD = {"responses": "rests.responses", "costs": "rests.costs",
        "registrations": "rests.registrations"}  # fmt: skip
OTHERS = {"responses": "rests.responses_others", "costs": "rests.costs_others",
          "registrations": "rests.registrations_others"}  # fmt: skip


def show_places(edition: Edition, shown: Collection[str] | None, table: str) -> Output | None:
    """Of how many places something is told, and which the others are; nothing of one place.

    Of people it is not said of which places there are too few and of which none: it could
    give an answer away.

    Parameters
    ----------
    edition : Edition
    shown : collection of str, or None
        Keys of the places that are told of; of people, by coarse numbers. None where no number
        is of a place.
    table : str
        ``"responses"``, ``"costs"`` or ``"registrations"``.
    """
    is_own = edition.is_whole_project and reads_own_files(edition.study, edition.data)
    if shown is None or not is_own or not edition.study.has_places:
        return None
    say, places = edition.say, list(edition.study.municipalities)
    unasked = [p for p in edition.study.survey.not_surveyed if table == "responses"]
    others = [p for p in places if p not in shown and p not in unasked]
    count, total = (say.number(len(keys)) for keys in ([p for p in places if p in shown], places))
    parts = [say.text(TOLD[table], count=count, total=total)]
    for keys, key in ((others, OTHERS[table]), (unasked, "rests.not_surveyed")):
        if keys:
            named = say.listing([place_name(edition, place) for place in keys])
            parts.append(say.text(key, places=named))
    note = " ".join(parts)
    return Output(f"<p>{escape(note)}</p>", note, {"kind": "note", "text": note})
