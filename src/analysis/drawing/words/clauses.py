"""Items that are sentences: "I sleep well" reads in another sentence in quotation marks alone."""

import re
from collections.abc import Mapping
from itertools import takewhile

VERBS: Mapping[str, str] = {
    "fi": "on ovat oli olivat olen olet olin olemme olisi olisin ei en enkä eivät emme et minä"
    " minut minua minulla minulle minusta meillä meitä me saan saamme voin voimme koen tunnen"
    " pystyn osaan pidän haluan luotan tiedän teen käyn jaksan uskallan viihdyn nukun elän kaipaan"
    " tarvitsen pärjään kuulun uskon ymmärrän pääsen löydän autan huolehdin harrastan liikun syön"
    " luen pelaan urheilen tapaan opin odotan iloitsen hallitsen selviän",
    "sv": "jag vi mig är var har hade kan får fick vill vågar orkar hinner känner trivs mår sover"
    " tycker tror vet finns deltar räknar",
    "en": "i i'm i've my we am is are was were has have had can feel feels do does did it's",
}
"""Words of each language that only a sentence has: verbs in a person, and who does something."""
SUBORDINATE: Mapping[str, str] = {
    "fi": "kun jos että joka jotka jossa joissa jota joita jonka mitä miten silloin",
    "sv": "när om att som där hur",
    "en": "when if that who which where how while",
}
"""Words behind which a verb makes no sentence of what stands before them."""
NONE: Mapping[str, str] = {
    "fi": "ei en kukaan mikään missään",
    "sv": "ingen inget inga ingenting ingenstans inte nej",
    "en": "none no nobody nothing nowhere neither never not",
}
"""Words with which an answer begins that denies all others."""
WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)?")


def is_clause(label: str, language: str) -> bool:
    """Whether an item's words are a sentence of their own.

    Examples
    --------
    >>> is_clause("I sleep well", "en"), is_clause("Sleep and rest", "en")
    (True, False)
    >>> is_clause("Getting help when it is needed", "en"), is_clause("I know who can help", "en")
    (False, True)
    >>> is_clause("oli koulussa on kivaa", "fi"), is_clause("Avun ja palvelujen saanti", "fi")
    (True, False)
    """
    words = WORD.findall(label.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    ends = {*SUBORDINATE[language].split()}
    main = takewhile(lambda word: word not in ends, words)
    return len(words) > 1 and not {*VERBS[language].split()}.isdisjoint(main)


def says_none(label: str, language: str) -> bool:
    """Whether an answer denies all others, so that bare inside a sentence it would deny that.

    Examples
    --------
    >>> says_none("None of these", "en"), says_none("Noise", "en"), says_none("Ei kukaan", "fi")
    (True, False, True)
    """
    first = WORD.match(label.casefold())
    return first is not None and first[0] in NONE[language].split()
