"""The places of a drafted ``study.toml``, with their codes where the files have them."""

from collections.abc import Sequence

from analysis.inputs.draft.found import Found
from analysis.inputs.draft.hints import ELSEWHERE as CALLED_ELSEWHERE
from analysis.inputs.draft.hints import SITES_OF_REDCAP, find_unit_word, is_place_code
from analysis.inputs.draft.page import Page
from analysis.inputs.draft.people import FEWEST, Answers, People, find_answers
from analysis.inputs.draft.tables import FoundColumn
from analysis.inputs.draft.toml_text import make_key
from analysis.study.codebook import ELSEWHERE
from analysis.study.declaration import ALL, REGION
from analysis.study.spelling import normal


def write_places(found: Found, page: Page) -> list[str]:
    """Write the places; returns how those who are from elsewhere are marked."""
    columns = _place_columns(found)
    if not columns:
        _write_no_place(found, page)
        return []
    title = columns[0][0].title
    if not title or normal(title) == SITES_OF_REDCAP:  # nobody chose what a place is called
        title = page.say.text("draft.place_title")
    if word := find_unit_word(title):
        page.section("unit_word")
        page.comment(page.say.text("draft.unit_word"))
        page.text_entry(word)
    places, elsewhere = _find_places(columns)
    known = _known_codes(found)
    if any(normal(text) not in known for text in places.texts):
        page.blank()
        page.decide("codes", page.say.text("draft.decide_codes"))
    keys = [ALL, REGION, ELSEWHERE]
    told = {code: name for column, *_ in columns for code, name in column.told.values.items()}
    for text in places.texts:
        keys.append(make_key(text, keys))
        page.section("municipalities", keys[-1])
        is_code = text.isdecimal()
        code = text if is_code else known.get(normal(text), "")
        page.entry("code", code, "" if code else page.again("codes"))
        name = told.get(text, "" if is_code else text)
        page.label("name", name, "" if name else page.again("codes"))
    if places.rare:
        page.section("municipalities", "decide")
        rare = page.say.number(places.rare)
        page.decide("rare places", page.say.text("draft.decide_rare_places", count=rare))
        page.entry("code", "", page.again("rare places"))
    return elsewhere


def _write_no_place(found: Found, page: Page) -> None:
    """Ask for the places where no column was recognised as theirs."""
    traits = found.survey.background if found.survey else ()
    questions = found.survey.questions if found.survey else ()
    titles = [q.title for q in (*traits, *questions) if q.kind == "choice"]
    shown = "; ".join(titles) or "\N{EN DASH}"
    page.section("municipalities", "decide")
    page.decide("place", page.say.text("draft.decide_place", columns=shown))
    page.entry("code", "", page.again("place"))
    page.label("name", "", page.again("place"))


def _place_columns(found: Found) -> list[tuple[FoundColumn, People, int]]:
    """Columns of places, whose their rows are, and how many it takes for a place to be copied."""
    columns = [
        (each.columns["municipality"], each.people, each.fewest)
        for each in found.entries
        if "municipality" in each.columns
    ]
    survey = found.survey
    if survey and "municipality" in survey.roles:
        columns.insert(0, (survey.roles["municipality"], survey.people, FEWEST))
    return columns


def _known_codes(found: Found) -> dict[str, str]:
    """Codes that stand beside the places in a column of their own."""
    known: dict[str, set[str]] = {}
    for kind, table in found.tables.items():
        of = {each.kind: each.columns for each in found.entries}.get(kind) or (
            found.survey.roles if found.survey else {}
        )
        codes = [column for column in table.columns if is_place_code(column.title)]
        if not codes or "municipality" not in of:
            continue
        for place, code in zip(of["municipality"].cells, codes[0].cells, strict=True):
            if code.isdigit():
                known.setdefault(normal(place), set()).add(code.zfill(3))
    return {place: min(codes) for place, codes in known.items() if len(codes) == 1}


def _find_places(columns: Sequence[tuple[FoundColumn, People, int]]) -> tuple[Answers, list[str]]:
    """Places of all tables, and how those who are from elsewhere are marked."""
    found = [find_answers([column.cells], people, fewest=n) for column, people, n in columns]
    texts = {normal(text): text for answers in found for text in answers.texts}
    places = [text for key, text in texts.items() if key not in CALLED_ELSEWHERE]
    cells = {normal(cell) for column, *_ in columns for cell in column.cells if cell}
    return Answers(places, len(cells - texts.keys())), [
        text for key, text in texts.items() if key in CALLED_ELSEWHERE
    ]
