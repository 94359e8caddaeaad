# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
"""What a handler gives back, as bytes: results and errors in Function Compute's shapes."""
import json
import os
import traceback

RUNTIME = os.path.dirname(os.path.abspath(__file__))


class ResponseSizeTooLarge(Exception):
    def __init__(self, size, limit):
        Exception.__init__(self, "response size %d exceeds maximum allowed size (%d bytes)" % (size, limit))


def check_size(size, limit):
    if size > limit:
        raise ResponseSizeTooLarge(size, limit)


def result_bytes(value):
    """Bytes and strings as they are, nothing as nothing, everything else as JSON text."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return b"" if value is None else json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def error_body(failure):
    """Message, type and the function's own part of the stack."""
    kind, error, trace = failure
    own = [entry for entry in traceback.extract_tb(trace) if os.path.dirname(entry[0]) != RUNTIME]
    lines = [part for block in traceback.format_list(own) for part in block.rstrip("\n").split("\n")]
    try:
        message = str(error)
    except Exception:
        message = kind.__name__
    body = {"errorMessage": message, "errorType": kind.__name__, "stackTrace": lines}
    return json.dumps(body).encode()
