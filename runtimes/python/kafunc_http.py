# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
"""HTTP requests for handlers of the WSGI form: handler(environ, start_response)."""
import io
import json
import sys

from kafunc_frames import BODY, CANCEL, PING, PONG, RESPONSE
from kafunc_values import check_size, result_bytes


def environ(about, body, context):
    """PEP 3333's variables, and Function Compute's: fc.context, fc.request_uri."""
    headers = {name.lower(): values for name, values in about["headersMap"].items()}
    host, _, port = about["host"].partition(":")
    variables = {
        "REQUEST_METHOD": about["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": about["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": about["requestURI"].partition("?")[2],
        "CONTENT_TYPE": ",".join(headers.get("content-type", [])),
        "CONTENT_LENGTH": ",".join(headers.get("content-length", [])),
        "SERVER_NAME": host,
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": about["clientIP"],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "fc.context": context,
        "fc.request_uri": about["requestURI"],
    }
    for name, values in headers.items():
        if name not in ("content-type", "content-length"):
            glue = "; " if name == "cookie" else ","
            variables["HTTP_" + name.upper().replace("-", "_")] = glue.join(values)
    return variables


class Body(io.RawIOBase):
    """The request's body: what came with the request, or what comes while the client sends it."""

    def __init__(self, frames, call, whole):
        self.frames = frames
        self.call = call
        self.piece = whole or b""
        self.ended = whole is not None

    def stream(self):
        return io.BytesIO(self.piece) if self.ended else io.BufferedReader(self)

    def readable(self):
        return True

    def readinto(self, buffer):
        while not self.piece and not self.ended:
            self.await_piece()
        count = min(len(buffer), len(self.piece))
        buffer[:count] = self.piece[:count]
        self.piece = self.piece[count:]
        return count

    def await_piece(self):
        kind, call, _, body = self.frames.receive()
        if kind == PING:
            self.frames.send(PONG, call, b"", b"")
        elif kind == BODY and call == self.call:
            self.piece, self.ended = body, not body
        elif kind == CANCEL and call == self.call:
            self.ended = True
            raise OSError("the client closed the request")


class Response:
    """What start_response is told, and what follows it: as a whole where it is one, else piece by piece."""

    def __init__(self, frames, call, limit):
        self.frames = frames
        self.call = call
        self.limit = limit
        self.size = 0
        self.head = None
        self.begun = False

    def start(self, status, headers, exc_info=None):
        if self.begun and exc_info:
            raise exc_info[1].with_traceback(exc_info[2])
        if self.head is not None and not exc_info:
            raise AssertionError("start_response was called twice")
        fields = {}
        for name, value in headers:
            fields.setdefault(name, []).append(value)
        self.head = json.dumps({"status": int(str(status).split(" ")[0]), "headersMap": fields}).encode()
        return self.write

    def write(self, piece):
        piece = result_bytes(piece)
        if not piece:
            return
        self.size += len(piece)
        check_size(self.size, self.limit)
        if not self.begun:
            self.frames.send(RESPONSE, self.call, self.started(), b"")
            self.begun = True
        self.frames.send(BODY, self.call, b"", piece)

    def started(self):
        if self.head is None:
            raise AssertionError("start_response was not called")
        return self.head

    def of(self, result):
        """The head and body of the RESULT; both are empty when they have gone out already."""
        if isinstance(result, (bytes, bytearray, str)):
            result = [result]
        try:
            if isinstance(result, (list, tuple)) and not self.begun:
                return self.started(), b"".join(result_bytes(piece) for piece in result)
            for piece in () if result is None else result:
                self.write(piece)
        finally:
            if hasattr(result, "close"):
                result.close()
        return (b"", b"") if self.begun else (self.started(), b"")
