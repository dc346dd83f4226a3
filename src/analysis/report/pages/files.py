"""What a page's files are called, and where in a page its links stand.

It draws nothing, so that a run that finds nothing to do imports nothing that draws.
"""

from analysis.study.study import Study

LINKS_BEGIN, LINKS_END = "<!--links-->", "<!--/links-->"
"""Between them stand the links to other pages; page.html.j2 leaves it empty. No escaped text
can hold them."""


def page_stem(study: Study, topic: str, language: str) -> str:
    """Name of a page's files without an ending; the study's own language goes unsaid."""
    return topic if language == study.language else f"{topic}_{language}"


def fill_links(page: str, links: str = "") -> str:
    """A page with these links and no others; text that is no page stays as it is."""
    before, begin, rest = page.partition(LINKS_BEGIN)
    _, end, after = rest.partition(LINKS_END)
    return f"{before}{begin}{links}{end}{after}" if end else page
