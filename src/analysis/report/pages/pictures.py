"""Pictures of other pages, small enough to be held by the hundred."""

import io
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256

from PIL import Image, WebPImagePlugin  # noqa: F401 - else saving imports all forms of PIL

WIDTH_PX = 320
QUALITY = 12
"""Words and lines stay readable; of a hundred and forty pictures, 0.6 MB."""
LARGE_PX = 720
LARGE_QUALITY = 30
"""Of the few pictures that answer a question: sharp on a phone's screen."""
EFFORT = 2
"""Of six: a twentieth larger than by four, in two fifths of the time."""
SIGNATURE_BYTES = 8
SHAPE = (b"IHDR", b"PLTE", b"tRNS")
"""Chunks of a PNG file that tell, with its pixels, what it shows; others tell words and origin."""


def shrink(png: str) -> str:
    """A figure in base 64, as a small picture that a page can hold by the hundred."""
    with Image.open(io.BytesIO(b64decode(png))) as image:
        return _pack(image, WIDTH_PX, QUALITY)


def crop(png: str, body: Sequence[float]) -> str:
    """The drawing of a figure between two heights, in widths; words about it stand beside it."""
    with Image.open(io.BytesIO(b64decode(png))) as image:
        top, foot = (round(height * image.width) for height in body)
        return _pack(image.crop((0, top, image.width, foot)), LARGE_PX, LARGE_QUALITY)


def _pack(image: Image.Image, width: int, quality: int) -> str:
    size = (width, round(image.height * width / image.width))
    # The gap lets whole pixels be averaged first: four times as fast.
    small = image.convert("RGB").resize(size, Image.Resampling.LANCZOS, reducing_gap=1.0)
    held = io.BytesIO()
    small.save(held, "WEBP", method=EFFORT, quality=quality)
    return b64encode(held.getvalue()).decode("ascii")


def pixels(png: str) -> str:
    """A digest of what a picture shows, whatever else its file says."""
    chunks = list(_chunks(b64decode(png)))
    shape = b"".join(data for kind, data in chunks if kind in SHAPE)
    # Not as it was compressed: that may differ from machine to machine.
    return _digest(shape, b"".join(data for kind, data in chunks if kind == b"IDAT"))


@lru_cache(maxsize=32)  # a figure's pictures of all places come together, and half are the same
def _digest(shape: bytes, packed: bytes) -> str:
    return sha256(shape + zlib.decompress(packed)).hexdigest()


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and data of each chunk of a PNG file."""
    start = SIGNATURE_BYTES
    while start < len(png):
        length = int.from_bytes(png[start : start + 4], "big")
        yield png[start + 4 : start + 8], png[start + 8 : start + 8 + length]
        start += length + 12  # length, kind, data, checksum
