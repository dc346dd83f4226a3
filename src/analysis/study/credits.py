"""The section ``[publication]``: who made it, how it is cited, and where more is found."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from analysis.study.section import Section, Text, Texts


def check_address(address: str) -> str:
    """Refuse what no browser opens."""
    if not address.startswith(("https://", "http://")):
        raise PydanticCustomError("study_fault.address", "")
    return address


class Link(Section):
    """Something to be found elsewhere: its name, and its address."""

    title: Texts
    address: Annotated[str, AfterValidator(check_address)]


class Credits(Section):
    """Whom a publication names; what is left out is not told."""

    authors: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    """Who is cited, in their order, by names that are the same in every language."""
    collective: Texts = Field(default_factory=dict)
    """Who is cited after them by a name that each language has its own of."""
    made_by: Texts = Field(default_factory=dict)
    """Who carried the project out and who paid for it, in a sentence."""
    links: Mapping[str, Link] = {}
    """Where the project, its data and the code are."""
