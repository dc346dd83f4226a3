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
    """Of how many places something is told, and which the others are; of one, that it is one.

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
    if shown is None or not is_own:
        return None
    if not edition.study.has_places:
        return _show_only_place(edition)
    say, places = edition.say, list(edition.study.municipalities)
    unasked = [p for p in edition.study.survey.not_surveyed if table == "responses"]
    others = [p for p in places if p not in shown and p not in unasked]
    count, total = (say.number(len(keys)) for keys in ([p for p in places if p in shown], places))
    parts = [say.text(TOLD[table], count=count, total=total)]
    for keys, key in ((others, OTHERS[table]), (unasked, "rests.not_surveyed")):
        if keys:
            named = say.listing([place_name(edition, place) for place in keys])
            parts.append(say.text(key, places=named))
    return _note(" ".join(parts))


def _show_only_place(edition: Edition) -> Output | None:
    """That the study has one place, which has no page of its own; nothing of no place."""
    for place in edition.study.municipalities:
        return _note(edition.say.text("rests.one_place", place=place_name(edition, place)))
    return None


def _note(text: str) -> Output:
    return Output(f"<p>{escape(text)}</p>", text, {"kind": "note", "text": text})
