"""Words by which headings and answers are recognised in a draft; every find is shown as one."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from analysis.study.spelling import forms, normal

PATH = re.compile(r"(?:[a-z_][\w.-]*/)+")
"""The groups of questions that ODK and Kobo put before a heading: ``household/which_centre``."""
LONGEST_NAME = 4
"""Words of a heading that names a column; of more words, it asks a question."""

PLACE_CODE = r"kommunkod|kommunnummer|kuntakoodi|kuntanumero|kuntanro"
CODE = (
    r"\w*kod|\w*koodi|\w*tunnus|\w*tunniste|id|pid|code|token|subject|respondent|participant"
    r"|patient|person|vastaaja|osallistuja|deltagare|\w+n(?:umme)?r|\w+(?:nro|numero)"
)
NUMBER = re.compile(r"#|(?:(?!yes )\w+ )?(?:number|no|nr|nro|nummer|numero)")
"""A heading that is a number of people or of rows; "number of" asks for something else."""
MUNICIPALITY = r"\w*kommun|\w*kunta(?:si)?|municipality"
UNIT = (
    r"site|centre|center|school|skola|koulu|clinic|hospital|enhet|yksikkö|träffpunkt|toimipaikka"
    r"|kohtaamispaikka|centrum|keskus|daghem|päiväkoti|library|bibliotek|kirjasto|village|kylä"
    r"|district|town|stadsdel|kaupunginosa|ort|plats|place|paikka|kaupunki|stad|city|område|alue"
    r"|location|kerho|klubb|club|avdelning|osasto|ward|nuorisotila|ungdomsgård|paikkakunta|hemby"
    r"|hemort|bostadsort|toimipiste|fritidsgård|fritidshem|förskola|vårdcentral|terveysasema|lukio"
    r"|nuorisotalo|nursery|preschool|kindergarten|neighbourhood|parish|församling|seurakunta"
)
ENDING = re.compile(r"(\w+?)(?:ssa|ssä|lla|llä|n|si)")
"""A Finnish word with the ending that a question gives it: "Missä koulussa", "Asuinkuntasi"."""
GRADES = {"nna": "nta", "ngi": "nki", "ika": "ikka", "odi": "oti", "kö": "kkö", "ee": "e",
          "kse": "s"}  # fmt: skip
"""How stems of words for places end before such an ending, and without one."""
VILLAGE = re.compile(r"by|(?:.* )?vilken by(?: .*)?")
"""A heading that is a Swedish village; "by" in other headings is more likely English."""
SITES_OF_REDCAP = "redcap data access group"
GROUP = (
    r"grupp|ryhmä|group|arm|behandling|treatment|condition|interventio\w*|klass|årskurs|class|grade"
    r"|luokka|luokkaaste|\w+ryhmä|\w+grupp|allocation|randomi[sz]ation|haara"
)
"""Words of a heading that says which group somebody is in, where no codes show that it stays."""
WHICH = r"which|where|vilken|vilket|var|mikä|minkä|missä"
PLACE = rf"{MUNICIPALITY}|(?:{UNIT})(?:si)?"
DAY = r"datum|päivä|päiväys|pvm|päivämäärä|date|day|tidsstämpel|aikaleima|timestamp|submitdate"

RESPONSES = {
    "respondent_id": CODE,
    "municipality": PLACE,
    "wave": r"\w*tillfälle|mittauskerta|ajankohta|tidpunkt|wave|time|timepoint|occasion|\w*omgång"
    r"|mätning|mittaus|\w*kierros|\w*runda|round|visit|vaihe|skede|phase|fas|event",
    "age_group": r"ålder\w*|ikä\w*|age|vanha|old|gammal",
    "gender": r"kön|sukupuol\w*|gender|sex",
    "date": DAY,
}
REGISTRATIONS = {
    "registrant_id": CODE,
    "municipality": PLACE,
    "date": DAY,
    "attended": r"närvar\w*|deltog|deltagit|deltagande|paikalla|osallistui|osallistunut|saapui"
    r"|saapunut|mukana|läsnä\w*|attended|attendance|present|kom|tuli|came",
    "registered": r"anmäl\w*|ilmoittau\w*|registered",
    "theme": r"tema|teema|theme|topic|ämne|aihe",
    "organisation": r"organisa\w*|employer|arbetsgivare|työnantaja|taustayhteisö",
    "training": r"träff|utbildning|valmennus|koulutus|tapaaminen|tilaisuus|tapahtuma|training"
    r"|event|meeting|kurs|kurssi|course|evenemang|session|workshop|verkstad|työpaja|pass|activity"
    r"|aktivitet",
}
COSTS = {
    "municipality": PLACE,
    "date": DAY,
    "pilot": r"försök|kokeilu|pilot|pilotti|åtgärd|activity|aktivitet|insats|toiminta|toimenpide",
    "cost_kind": r"kostnadsslag|kategori|luokka|category|laji|kululaji|kustannuslaji|kind"
    r"|item|expense|utgift|kulu|meno",
    "job_title": r"\w*nimike|yrkesbenämning|befattning|job",
    "hourly_pay_eur": r"timlön|tuntipalkka|hourly",
    "monthly_pay_eur": r"månadslön|kuukausipalkka|monthly",
    "on_cost_pct": r"\w*bikostnader|\w*sivukulut|on",
    "unit_price_eur": r"\w*pris|\w*hinta|price|belopp|summa|amount",
    "quantity": r"antal|määrä|quantity",
    "participants": r"deltagare|osallistuj\w*|participants",
    "meetings": r"träffar|tapaamis\w*|meetings",
    "hours": r"\w*timmar|\w*tunnit|tunteja|hours",
    "cost_part": r"fast|kiinteä|fixed",
}
FREE_TEXT = (
    r"anything else|other comments?|comments?|remarks?|tell us|please specify|feedback|kommentit"
    r"|palaute|vapaa(?: sana)?|muuta\b|terveiset|risut|övrigt|övriga|kommentar(?:er)?|kommentti"
    r"|hälsningar|fritt ord|något annat|in your own words|omin sanoin|egna ord"
)
"""Words of a heading that asks for words of one's own, and never for one of several answers."""
HINTS: Mapping[str, Mapping[str, str]] = {
    "responses": RESPONSES,
    "registrations": REGISTRATIONS,
    "costs": COSTS,
}
"""``HINTS[table][column]``: a pattern of a word in the column's heading, the surest first."""

YES = forms((
    "Ja", "Kyllä", "Yes", "X", "1", "True", "Tosi", "Sant", "Y", "J", "K",
    "Checked", "Selected", "Valittu", "Vald", "✓", "✔", "👍",
    *(f"{code} {word}" for code in "12" for word in ("Ja", "Kyllä", "Yes")),
))  # fmt: skip
NO = forms((
    "Nej", "Ei", "No", "0", "False", "Epätosi", "Falskt", "N", "E",
    "Unchecked", "Not selected", "Ei valittu", "Inte vald", "Ej vald", "👎",
    *(f"{code} {word}" for code in "012" for word in ("Nej", "Ei", "No")),
))  # fmt: skip
"""How tools and people write yes and no; spreadsheets write true and false in their language."""
ELSEWHERE = forms(
    ("Annan kommun", "Annan ort", "Annan", "Muu kunta", "Muu", "Muualta", "Other", "Elsewhere")
)
NOT_AN_ANSWER = forms((
    "99", "999", "9999", "-1", "-8", "-9", "-88", "-99", "-999",
    "NA", "N/A", "NaN", "NULL", "-", ".", "Vet inte", "Vet ej", "Kan inte säga", "Inget svar",
    "Vill inte svara", "En osaa sanoa", "EOS", "Ei vastausta", "En halua vastata",
    "Do not know", "Don't know", "Cannot say", "No answer", "Prefer not to say",
    "En tiedä", "Ei koske minua", "Ei koske", "Ei sovellu", "Ei sovi minuun", "Jag vet inte",
    "Ej aktuellt", "Inte aktuellt", "Gäller inte mig", "Berör inte mig", "Vill ej svara",
    "I do not know", "I don't know", "Not sure", "Not applicable", "Does not apply",
    "Does not apply to me", "Prefer not to answer", "Refused", "?", "--", "..", "Saknas", "Ej svar",
    "Ei vastannut", "Puuttuu", "Missing", "No response", "Not answered", "Skipped", "Blank",
))  # fmt: skip
"""Spellings that may be no answer; only a person knows whether they are."""


def recognise(title: str, table: str, taken: Mapping[str, int] | None = None) -> str:
    """The column of a table that a heading names; empty if none, or if it is taken.

    Examples
    --------
    >>> recognise("Hemkommun", "responses"), recognise("Anmälningskod", "registrations")
    ('municipality', 'registrant_id')
    """
    title = PATH.sub("", title)
    words = normal(title).split()
    if not words or len(words) > LONGEST_NAME or is_place_code(title):
        return ""
    for column, pattern in HINTS[table].items():
        is_named = _is_whole(column, normal(title)) or bool(_find_word(title, pattern))
        if column not in (taken or {}) and is_named:
            return column
    return ""


def _is_whole(column: str, heading: str) -> bool:
    """Whether a whole heading names a column, where its words alone would not."""
    if column == "municipality":
        return heading == SITES_OF_REDCAP or VILLAGE.fullmatch(heading) is not None
    return column.endswith("_id") and NUMBER.fullmatch(heading) is not None


def is_code_name(title: str) -> bool:
    """Whether a heading is the name of a variable, which tells readers nothing.

    Examples
    --------
    >>> is_code_name("swb1"), is_code_name("v5_onko"), is_code_name("Trust"), is_code_name("0-10")
    (True, True, False, False)
    """
    return re.fullmatch(r"[^\W\d_][\w/]*[\d_/]\w*", title) is not None


def names_group(title: str) -> bool:
    """Whether a short heading says which group somebody is in.

    Examples
    --------
    >>> names_group("Grupp"), names_group("Which group do you like the best?")
    (True, False)
    """
    is_short = len(normal(title).split()) <= LONGEST_NAME
    return is_short and bool(_find_word(title, GROUP))


def asks_for_words(title: str) -> bool:
    """Whether a heading asks for words of one's own.

    Examples
    --------
    >>> asks_for_words("Anything else you want to say?"), asks_for_words("Your school")
    (True, False)
    """
    return re.search(rf"\b(?:{FREE_TEXT})\b", normal(title)) is not None


def asks_for_place(title: str) -> bool:
    """Whether a heading of any length asks which place it is.

    Examples
    --------
    >>> asks_for_place("Which centre do you attend?"), asks_for_place("Do you like the centre?")
    (True, False)
    """
    if is_place_code(title) or not _find_word(title, WHICH):
        return False
    return bool(VILLAGE.fullmatch(normal(title)) or _find_place(title))


def find_unit_word(title: str) -> str:
    """What a heading calls a place that is no municipality; else empty.

    Examples
    --------
    >>> find_unit_word("Which centre do you attend?"), find_unit_word("Hemkommun")
    ('centre', '')
    """
    if VILLAGE.fullmatch(normal(title)):
        return "by"
    found = _find_place(title)
    return "" if re.fullmatch(MUNICIPALITY, found) else found


def _find_place(title: str) -> str:
    """The word for a place in a heading, without the ending of a Finnish question."""
    for word in normal(title).split():
        for bare in (word, *_without_ending(word)):
            if re.fullmatch(rf"{MUNICIPALITY}|{UNIT}", bare):
                return bare
    return ""


def _without_ending(word: str) -> list[str]:
    if not (found := ENDING.fullmatch(word)):
        return []
    stem = found[1]
    graded = (stem.removesuffix(end) + base for end, base in GRADES.items() if stem.endswith(end))
    return [stem, *graded]


def _find_word(title: str, pattern: str) -> str:
    """The first word that fits a pattern; names of variables often lack the dots of letters."""
    words = normal(title).split()
    found = (w for w in words if re.fullmatch(pattern, w) or re.fullmatch(plain(pattern), w))
    return next(found, "")


@cache
def plain(text: str) -> str:
    """A text without the dots and rings of its letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def is_place_code(title: str) -> bool:
    """Whether a heading names the code of a municipality."""
    words = normal(title).split()
    return any(re.fullmatch(PLACE_CODE, word) for word in words) or {"municipality", "code"} <= {
        *words
    }
