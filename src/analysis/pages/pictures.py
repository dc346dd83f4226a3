"""Pictures of other pages, small enough to be held by the hundred."""

import io
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

THUMBNAIL_PX = 320
THUMBNAIL_QUALITY = 12
"""Words and lines stay readable; of a hundred and forty pictures, 0.6 MB."""


def shrink(png: str) -> str:
    """A figure in base 64, as a small picture that a page can hold by the hundred."""
    from PIL import Image

    image = _open(png)
    size = (THUMBNAIL_PX, round(image.height * THUMBNAIL_PX / image.width))
    small = image.resize(size, Image.Resampling.LANCZOS)
    held = io.BytesIO()
    small.save(held, "WEBP", method=4, quality=THUMBNAIL_QUALITY)
    return b64encode(held.getvalue()).decode("ascii")


def pixels(png: str) -> str:
    """A digest of what a picture shows, whatever else its file says."""
    return sha256(_open(png).tobytes()).hexdigest()


def _open(png: str) -> Any:
    from PIL import Image

    with Image.open(io.BytesIO(b64decode(png))) as image:
        return image.convert("RGB")
