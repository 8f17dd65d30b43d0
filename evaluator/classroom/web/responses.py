"""Answer requests of a class: redirects after a form, pages sent only when they changed, 404, and padded pages.

Encryption hides what a page says and not how long it is. A page with a pupil's own answers is therefore compressed
here and filled up to whole blocks: in a field of the gzip header that every reader skips (RFC 1952, FEXTRA), or with
spaces at the end for a browser that takes no gzip.
"""

import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TypeVar

from flask import Response, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from evaluator.classroom.errors import NoClass
from evaluator.web.context import language

Thing = TypeVar("Thing")


def go(address: str) -> AnyResponse:
    """Lead to a page after a form, so that loading it again sends nothing twice."""
    return redirect(address, 303)


def unless_seen(tag: object, make: Callable[[str], str]) -> Response:
    """Return a page under a name made of what it shows; 304 without making it when the browser has it already."""
    name = blake2b(repr((language().code, tag)).encode(), digest_size=12).hexdigest()
    response = Response(status=304) if request.if_none_match.contains_weak(name) else make_response(make(name))
    response.set_etag(name, weak=True)  # a strong one would change when it is compressed
    return response


def found(thing: Thing | None) -> Thing:
    """Return the thing. Raises NoClass when there is none: answers of a class are in no address."""
    if thing is None:
        raise NoClass
    return thing


BLOCK_BYTES = 4096
LARGE_BLOCK_BYTES = 8192  # for pages with all answers of a seat, whose length varies most
PLAIN = 2  # times as much for who takes no compression: plain pages are longer, and differ more
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
        response.set_data(page + b" " * (-len(page) % (PLAIN * block)))
    return response


def gzip_in_blocks(data: bytes, block: int = BLOCK_BYTES) -> bytes:
    """Compress to a whole number of blocks."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    trailer = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    filler = -(len(HEADER) + 2 + 4 + len(packed) + len(trailer)) % block
    extra = FIELD + struct.pack("<H", filler) + bytes(filler)
    return HEADER + struct.pack("<H", len(extra)) + extra + packed + trailer
