"""What a notebook may change in its process, given back when it ends."""

import os
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def clean_state() -> Iterator[None]:
    """Let a notebook run in a process that others ran in, or will.

    It finds chance of its own, and leaves behind no environment, folder, path of imports,
    filter of warnings, figure, or setting of matplotlib, pandas and numpy. Variables are
    its shell's. What it does to the inside of a module stays: where forking is safe,
    each notebook has a process of its own.
    """
    import matplotlib as mpl
    import numpy as np
    import pandas as pd

    environment, folder, path = dict(os.environ), Path.cwd(), list(sys.path)
    random.seed()
    np.random.seed()
    try:
        with warnings.catch_warnings(), mpl.rc_context(), np.printoptions():
            yield
    finally:
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.path[:] = path
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close("all")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some options warn that they are old
            pd.reset_option("all")
