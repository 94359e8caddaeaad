# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
"""The process inside a Python instance: dials the invoker's socket, loads the function's code, serves its calls.

One call at a time, on the main thread. The conversation is specified in runtimes/README.md.
"""
import json
import os
import select
import socket
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from kafunc_context import Context
from kafunc_frames import ASSIGN, ERROR, HELLO, HTTP, INIT, INVOKE, PING, PONG, PRE_FREEZE, PRE_STOP, RESULT, Frames
from kafunc_http import Body, Response, environ
from kafunc_load import exported, load
from kafunc_output import Output
from kafunc_values import RUNTIME, check_size, error_body, result_bytes

REHEARSAL_SECONDS = 0.1


class Instance:
    def __init__(self, frames, output):
        self.frames = frames
        self.output = output
        self.assignment = None
        self.code = None

    def assign(self, call, head):
        self.assignment = head
        os.environ.update(head["environment"])
        if hasattr(time, "tzset"):
            time.tzset()
        os.chdir(head["codePath"])
        sys.path[0] = head["codePath"]
        self.code = load(head)
        return b"", b""

    def invoke(self, call, head, body):
        return b"", result_bytes(self.code.handler(body, Context(head, self.assignment["context"])))

    def answer(self, call, head, body):
        """A request for a handler of the WSGI form."""
        context = Context(head, self.assignment["context"])
        request = Body(self.frames, call, None if head.get("streamed") else body)
        response = Response(self.frames, call, self.assignment["maxResponseBytes"])
        return response.of(self.code.handler(environ(head["http"], request.stream(), context), response.start))

    def initialize(self, call, head):
        return b"", result_bytes(self.code.initializer(Context(head, self.assignment["context"])))

    def hook(self, call, head, name):
        """Looked up when it is due: a hook that does not exist fails no call."""
        shared = self.assignment["context"]
        exported(self.assignment["codePath"], shared["function"][name])(Context(head, shared))
        return b"", b""

    def serve(self, call, head, work):
        self.output.enter(call, head.get("requestId", ""))
        try:
            answer_head, body = work()
            check_size(len(body), self.assignment["maxResponseBytes"])
        except SystemExit:
            self.output.flush()
            raise
        except BaseException:
            answer = error_body(sys.exc_info())
            self.output.flush()
            self.frames.send(ERROR, call, b'{"handled":false}', answer)
        else:
            self.output.flush()
            self.frames.send(RESULT, call, answer_head, body)

    def run(self):
        while True:
            kind, call, head, body = self.frames.receive()
            if kind == INVOKE:
                self.serve(call, head, lambda: self.invoke(call, head, body))
            elif kind == HTTP:
                self.serve(call, head, lambda: self.answer(call, head, body))
            elif kind == ASSIGN:
                self.serve(call, head, lambda: self.assign(call, head))
            elif kind == INIT:
                self.serve(call, head, lambda: self.initialize(call, head))
            elif kind == PRE_STOP:
                self.serve(call, head, lambda: self.hook(call, head, "preStop"))
            elif kind == PRE_FREEZE:
                self.serve(call, head, lambda: self.hook(call, head, "preFreeze"))
            elif kind == PING:
                self.frames.send(PONG, call, b"", b"")


class Nobody:
    """Takes what a rehearsal answers."""

    def send(self, kind, call, head, body):
        pass


def rehearse(output):
    """Loads and runs a function of our own once: what Python does for the first time takes it several times as long."""
    folder = os.getcwd()
    instance = Instance(Nobody(), output)
    context = {
        "function": {"handler": "rehearsal.handler"},
        "service": dict.fromkeys(("name", "logProject", "logStore", "qualifier", "versionId"), ""),
        "credentials": {},
        "tracing": {},
        "region": "",
        "accountId": "",
    }
    head = {"codePath": RUNTIME, "environment": {}, "maxResponseBytes": 1024, "context": context}
    head = json.loads(json.dumps(head))
    call = {"requestId": ""}
    instance.serve(0, call, lambda: instance.assign(0, head))
    instance.serve(0, call, lambda: instance.invoke(0, call, b"{}"))
    del sys.modules["rehearsal"]
    os.chdir(folder)


def main():
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(sys.argv[1])
    frames = Frames(connection)
    output = Output(frames)
    frames.send(HELLO, 0, ('{"protocol":1,"engine":"Python %d.%d.%d"}' % sys.version_info[:3]).encode(), b"")
    output.patch()
    waits = not select.select([connection], [], [], REHEARSAL_SECONDS)[0]
    if waits:
        rehearse(output)
    try:
        Instance(frames, output).run()
    except (EOFError, OSError):
        os._exit(0)  # The invoker is gone: nothing may outlive it.


if __name__ == "__main__":
    main()
