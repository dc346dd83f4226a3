"""Columns that are no questions: what survey tools add to an export, and who somebody is."""

import re
from collections.abc import Sequence

from analysis.inputs.draft.tables import FoundColumn
from analysis.study.spelling import normal

PERSON = re.compile(
    r"(?:koko ?|etu|suku)?nimi|(?:för|efter)?namn|(?:recipient )?(?:first |last |full |your )?name"
    r"|s(?:ähkö)?posti(?:osoite)?|e ?post(?:adress)?|(?:recipient )?e ?mail(?: address)?"
    r"|puhelin(?:numero)?|telefon(?:nummer)?|phone(?: number)?|(?:koti)?osoite|(?:hem)?adress"
    r"|(?:home )?address|syntymäaika|födelse(?:datum|tid)|date of birth|henkilötunnus|hetu"
    r"|dob(?: year)?|yob|birth ?(?:day|date|year)"
    r"|personnummer|personbeteckning|käyttäjänimi|användarnamn|user ?name|syntymävuosi|födelseår"
    r"|year of birth|postinumero|postnummer|(?:postal|post|zip) ?code"
)
"""A heading under which people write who they are."""
CONSENT = re.compile(r"\b(?:suostu\w*|samtyck\w*|consent\w*)\b")
"""A heading that asks whether somebody takes part, which all do who are in the export."""
TOOLS = re.compile(
    # LimeSurvey
    r"lastpage|last page|viimeinen sivu|sista sidan?|startlanguage|start language|aloituskieli"
    r"|startspråk|seed|siemen|frö|refurl|referrer url|ipaddr|ip ?address|ip osoite|ip adress"
    r"|datestamp|date (?:started|last action|submitted)|aloitettu|lähetetty|viimeisin toiminto"
    # Qualtrics
    r"|start date|startdate|end date|enddate|status|response type|progress|finished"
    r"|duration in seconds|recorded ?date|external ?(?:data )?reference"
    r"|location ?(?:latitude|longitude)|distribution ?channel|user ?language"
    # SurveyMonkey, Forms, Webropol
    r"|collector id|custom data 1|start time|completion time|last modified time|aloitusaika"
    r"|valmistumisaika|viimeksi muokattu|starttid|slutförandetid|senast ändrad|vastausaika|kieli"
    r"|språk|language"
    # ODK, Kobo
    r"|device ?id|simid|subscriberid|devicephonenum|submissiondate|(?:meta )?instanceid"
    r"|submitter(?:id|name)|attachments(?:present|expected)|reviewstate|edits|formversion"
    # REDCap
    r"|redcap survey identifier|redcap repeat (?:instrument|instance)|\w+(?: \w+)* timestamp"
)
"""A heading of a survey tool's own."""
RESPONSE = re.compile(r"response ?id|vastauksen (?:tunnus|id)|vastaus ?id|svarets? id|svars id")
"""A heading of a response's own number, which tells nobody apart from one survey to the next."""
FEWEST_OF_TOOLS = 2
"""Such headings of a table from which they are a tool's: one alone may be a question."""
STATES = frozenset({"0", "1", "2"})
"""How far a form of REDCap is, in its column ``..._complete``."""


def find_set_aside(columns: Sequence[FoundColumn]) -> list[FoundColumn]:
    """The columns of a table that are left out: of tools, of persons, of consent."""
    of_tools = [c for c in columns if _is_of_tool(c) or _is_joined(c, columns)]
    no_codes = [c for c in columns if RESPONSE.fullmatch(normal(c.title))]
    of_redcap = [c for c in columns if normal(c.title).startswith("redcap ")]  # its events, sites
    people = [c for c in columns if PERSON.fullmatch(normal(c.title)) or _is_consent(c)]
    is_of_tool = len({*map(id, (*of_tools, *of_redcap))}) >= FEWEST_OF_TOOLS
    return [*no_codes, *people, *(of_tools if is_of_tool else ())]


def _is_consent(column: FoundColumn) -> bool:
    is_asked = CONSENT.search(column.title.casefold())
    return bool(is_asked) and len({normal(cell) for cell in column.cells if cell}) == 1


def _is_of_tool(column: FoundColumn) -> bool:
    """Whether a heading is a tool's own; those of Kobo begin with a line."""
    is_called = column.title.startswith("_") or TOOLS.fullmatch(normal(column.title))
    return bool(is_called) or _is_state(column)


def _is_joined(column: FoundColumn, columns: Sequence[FoundColumn]) -> bool:
    """Whether it holds all answers of a question, of which each has a column as well."""
    return sum(other.title.startswith(f"{column.title}/") for other in columns) > 1


def _is_state(column: FoundColumn) -> bool:
    is_called = column.title.casefold().endswith("_complete")
    return is_called and {cell for cell in column.cells if cell} <= STATES
