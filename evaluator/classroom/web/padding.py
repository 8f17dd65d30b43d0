"""Pad pages of a seat, so that the size of what travels tells nothing of what was answered.

Encryption hides what a page says and not how long it is. A page with a pupil's own answers is therefore compressed
here and filled up to whole blocks: in a field of the gzip header that every reader skips (RFC 1952, FEXTRA), or with
spaces at the end for a browser that takes no gzip.
"""

import struct
import zlib
from datetime import UTC, datetime

from flask import Response, request

BLOCK_BYTES = 4096
LARGE_BLOCK_BYTES = 8192  # for pages with all answers of a seat, whose length varies most
LEVEL = 6
HEADER = b"\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff"  # gzip, deflate, with an extra field, no time, no system
FIELD = b"FQ"


def pad(response: Response, block: int = BLOCK_BYTES) -> Response:
    """Fill a page up to whole blocks, after compression where the browser takes it."""
    response.vary.add("Accept-Encoding")
    page = response.get_data()
    if not page:
        return response
    if request.accept_encodings["gzip"] > 0:
        response.set_data(gzip_in_blocks(page, block))
        response.headers["Content-Encoding"] = "gzip"
        response.date = datetime.now(UTC)
    else:
        response.set_data(page + b" " * (-len(page) % block))
    return response


def gzip_in_blocks(data: bytes, block: int = BLOCK_BYTES) -> bytes:
    """Compress to a whole number of blocks."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    trailer = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    filler = -(len(HEADER) + 2 + 4 + len(packed) + len(trailer)) % block
    extra = FIELD + struct.pack("<H", filler) + bytes(filler)
    return HEADER + struct.pack("<H", len(extra)) + extra + packed + trailer
