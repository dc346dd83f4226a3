"""jsonschema without a grammar that takes a second to read; import this before it is imported.

JupyterLab brings along a check of international addresses (format "iri"), for which each
process would read the grammar. No schema of a notebook or of our data asks for that check.
"""

import sys
from importlib import import_module

GRAMMAR = "rfc3987_syntax"

if GRAMMAR not in sys.modules:
    sys.modules[GRAMMAR] = None  # type: ignore[assignment] # importing it now raises ImportError
    import_module("jsonschema")  # which does without

    del sys.modules[GRAMMAR]
