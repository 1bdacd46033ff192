"""Compression of answers that are made for one reader."""

import gzip
from http import HTTPStatus

from flask import Response, request

_WORTH_PACKING = 1_000
_LEVEL = 6


def pack(response: Response) -> Response:
    """Pack a whole answer where the reader can unpack it; its tag, if it has one, becomes a weak one."""
    body = response.get_data()
    if response.status_code != HTTPStatus.OK or len(body) <= _WORTH_PACKING or not request.accept_encodings["gzip"]:
        return response
    response.set_data(gzip.compress(body, compresslevel=_LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    tag, _weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # packed, it is the same in other bytes
    return response
