# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
"""Frames on the instance's socket: length, type, flags, id, head length, head (JSON), body."""
import json
import struct
import threading

HELLO, ASSIGN, INIT, INVOKE, RESULT, ERROR, LOG, CANCEL, PRE_STOP, PING, PONG = range(1, 12)
PRE_FREEZE, HTTP, BODY, RESPONSE = range(12, 16)
MORE = 1
CHUNK = 256 * 1024
HEADER = struct.Struct(">IBBII")


class Frames:
    def __init__(self, connection):
        self.connection = connection
        self.reader = connection.makefile("rb", buffering=64 * 1024)
        self.sending = threading.Lock()  # The function's own threads may print.
        self.partial = {}

    def send(self, kind, call, head, body):
        with self.sending:
            if len(body) <= CHUNK:
                self.connection.sendall(self.header(kind, 0, call, head, body) + head + body)
                return
            for start in range(0, len(body), CHUNK):
                chunk = body[start : start + CHUNK]
                flags = MORE if start + CHUNK < len(body) else 0
                self.connection.sendall(self.header(kind, flags, call, head, chunk) + head + chunk)
                head = b""

    @staticmethod
    def header(kind, flags, call, head, body):
        return HEADER.pack(HEADER.size - 4 + len(head) + len(body), kind, flags, call, len(head))

    def receive(self):
        """The next whole message: kind, call, head, body."""
        while True:
            length, kind, flags, call, head_length = HEADER.unpack(self.read(HEADER.size))
            head = self.read(head_length)
            body = self.read(length + 4 - HEADER.size - head_length)
            if call not in self.partial:
                head = json.loads(head) if head else {}
                if not flags & MORE:
                    return kind, call, head, body
                self.partial[call] = (head, [body])
                continue
            self.partial[call][1].append(body)
            if not flags & MORE:
                head, bodies = self.partial.pop(call)
                return kind, call, head, b"".join(bodies)

    def read(self, size):
        data = self.reader.read(size) if size else b""
        if len(data) < size:
            raise EOFError()
        return data
