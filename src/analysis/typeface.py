"""The typeface of the figures: its files, and a folder that holds just these."""

import hashlib
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

import matplotlib

FAMILIES = ("Source Sans Pro", "DejaVu Sans")
"""The typeface, and one for letters that it lacks."""
WEIGHTS = ("Regular", "Semibold", "It")


def find_files() -> list[Path]:
    """Files of the typeface, one a weight."""
    folder = files("font_source_sans_pro").joinpath("files")
    return [Path(str(folder.joinpath(f"SourceSansPro-{weight}.ttf"))) for weight in WEIGHTS]


def gather() -> Path:
    """A folder of the typeface's files and of one for the letters that it lacks.

    typst takes folders only, and of the same weight in two formats, as the
    package has them, the one that the disk names first.
    It lies in Matplotlib's cache; processes that make it at the same time make the same one.
    Each process looks for itself: where no home can be written to, the cache is a folder that
    the first process to end takes along.
    """
    wanted = [*find_files(), Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in wanted)).hexdigest()
    cached = Path(matplotlib.get_cachedir())
    folder = cached / f"typeface-{digest[:16]}"
    if not all((folder / path.name).exists() for path in wanted):
        shutil.rmtree(folder, ignore_errors=True)  # a cleaner of caches has been there
        with tempfile.TemporaryDirectory(dir=cached) as aside:
            unfinished = Path(aside, folder.name)
            unfinished.mkdir()
            for path in wanted:
                shutil.copyfile(path, unfinished / path.name)
            try:
                unfinished.replace(folder)
            except OSError:  # another process was faster
                if not folder.exists():
                    raise
    return folder
