# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
"""What the function prints: print and logging become LOG frames, one per line, in order."""
import io
import logging
import sys
import time

from kafunc_frames import LOG

LINE_LIMIT = 32 * 1024
CALL_LIMIT = 8 * 1024 * 1024


class LineWriter(io.TextIOBase):
    """A text stream that sends whole lines; a line beyond 32 KB is cut, in bounded memory, and says so."""

    def __init__(self, output):
        self.output = output
        self.parts = []
        self.held = 0
        self.total = 0
        self.buffer = ByteWriter(self)

    encoding = "utf-8"
    errors = "replace"

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        start = 0
        while True:
            end = text.find("\n", start)
            if end < 0:
                self.hold(text, start, len(text))
                return len(text)
            self.hold(text, start, end)
            self.close_line()
            start = end + 1

    def hold(self, text, start, end):
        self.total += end - start
        room = LINE_LIMIT - self.held
        if room > 0 and end > start:
            part = text[start : min(end, start + room)]
            self.parts.append(part)
            self.held += len(part)

    def close_line(self):
        self.output.line("".join(self.parts), self.total)
        self.parts, self.held, self.total = [], 0, 0

    def flush_line(self):
        if self.total:
            self.close_line()


class ByteWriter(io.RawIOBase):
    """sys.stdout.buffer: bytes written there are text all the same."""

    def __init__(self, text):
        self.text = text

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        self.text.write(data.decode("utf-8", "replace"))
        return len(data)


class Output:
    def __init__(self, frames):
        self.frames = frames
        self.call = 0
        self.request_id = ""
        self.sent = 0
        self.dropped = 0
        self.streams = (LineWriter(self), LineWriter(self))

    def patch(self):
        sys.stdout, sys.stderr = self.streams
        handler = LogHandler(self)
        root = logging.getLogger()
        root.addHandler(handler)
        root.setLevel(logging.INFO)

    def enter(self, call, request_id):
        self.call = call
        self.request_id = request_id
        self.sent = 0

    def flush(self):
        """Before each answer: what stands without a newline, and what a flood was spared."""
        for stream in self.streams:
            stream.flush_line()
        if self.dropped:
            lines, self.dropped = self.dropped, 0
            self.send(("[dropped: %d lines beyond %d bytes of one call]" % (lines, CALL_LIMIT)).encode())

    def line(self, text, total):
        if self.sent > CALL_LIMIT:
            self.dropped += 1
            return
        data = text.encode("utf-8", "replace")
        if total > len(text) or len(data) > LINE_LIMIT:
            held = data[:LINE_LIMIT]
            data = held + (" [cut: %d of %d bytes]" % (len(held), max(total, len(data)))).encode()
        self.send(data)

    def send(self, data):
        self.sent += len(data)
        self.frames.send(LOG, self.call, b'{"time":%d}' % int(time.time() * 1000), data)


class LogHandler(logging.Handler):
    """The root logger's handler: time, request id, level, message."""

    def __init__(self, output):
        logging.Handler.__init__(self)
        self.output = output

    def emit(self, record):
        try:
            clock = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
            head = "%s.%03dZ %s [%s] " % (clock, record.msecs, self.output.request_id, record.levelname)
            for line in (head + self.format(record)).split("\n"):
                self.output.line(line, len(line))
        except Exception:
            self.handleError(record)
