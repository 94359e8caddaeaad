# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
"""The functions that RuntimeContractIT calls in every runtime."""
import errno
import logging
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from json import dumps

initialized = 0


def initialize(context):
    global initialized
    initialized += 1
    print("initializing")


def initializeFails(context):
    raise TypeError("no database")


def initializeSpins(context):
    while True:
        pass


def count(event, context):
    return str(initialized)


def echo(event, context):
    return event


def json(event, context):
    return {"answer": 42}


def nothing(event, context):
    return None


def fail(event, context):
    raise ValueError("boom")


def sleep(event, context):
    time.sleep(int(event) / 1000.0)
    return "slept"


def spin(event, context):
    while True:
        pass


def logs(event, context):
    context.logger.info("one %s", event.decode())
    print("two")
    sys.stdout.write("three\n")
    logging.getLogger().warning("four")


def flood(event, context):
    sys.stdout.write("x" * int(event))
    return "done"


def lines(event, context):
    line = "y" * 1000
    for _ in range(int(event)):
        print(line)
    return "done"


def context(event, context):
    return {
        "requestId": context.request_id,
        "credentials": {
            "accessKeyId": context.credentials.access_key_id,
            "accessKeySecret": context.credentials.access_key_secret,
            "securityToken": context.credentials.security_token,
        },
        "function": {
            "name": context.function.name,
            "handler": context.function.handler,
            "memory": context.function.memory,
            "timeout": context.function.timeout,
            "initializer": context.function.initializer,
            "initializationTimeout": context.function.initialization_timeout,
        },
        "service": {
            "name": context.service.name,
            "logProject": context.service.log_project,
            "logStore": context.service.log_store,
            "qualifier": context.service.qualifier,
            "versionId": context.service.version_id,
        },
        "region": context.region,
        "accountId": context.account_id,
        "retryCount": context.retry_count,
        "tracing": {
            "openTracingSpanContext": context.tracing.open_tracing_span_context,
            "openTracingSpanBaggages": context.tracing.open_tracing_span_baggages,
            "jaegerEndpoint": context.tracing.jaeger_endpoint,
        },
    }


def environment(event, context):
    return dict(os.environ)


def exit(event, context):
    sys.exit(3)


def big(event, context):
    return b"z" * int(event)


def leave(event, context):
    subprocess.Popen(["sleep", event.decode()], start_new_session=True)
    return "left"


def raw(event, context):
    subprocess.call(["sh", "-c", "echo from a child; echo and its errors >&2"])
    time.sleep(0.05)
    return "done"


def attempt(path):
    try:
        with open(path, "w") as file:
            file.write("x")
        return "written"
    except OSError:
        return "refused"


def files(event, context):
    code = os.environ["FC_FUNC_CODE_PATH"] + "/new"
    return {"code": attempt(code), "root": attempt("/new"), "tmp": attempt("/tmp/new")}


def shell(event, context):
    ran = subprocess.run(["sh", "-c", event.decode()], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return "%s%sexit %d" % (ran.stdout.decode(), ran.stderr.decode(), ran.returncode)


def user(event, context):
    return str(os.getuid())


def connect(event, context):
    try:
        socket.create_connection(("127.0.0.1", int(event)), 2).close()
        return "connected"
    except OSError:
        return "refused"


def processes(event, context):
    return " ".join(name for name in os.listdir("/proc") if name.isdigit())


def eat(event, context):
    eaten = [b"x" * 1024 * 1024 for _ in range(int(event))]
    time.sleep(5)
    return str(len(eaten))


def openFiles(event, context):
    files = []
    try:
        while True:
            files.append(open("/dev/null"))
    except OSError as error:
        code = errno.errorcode[error.errno]
    for file in files:
        file.close()
    return "%d %s" % (len(files), code)


last_tick = None
longest_pause = 0.0


def tick():
    global last_tick, longest_pause
    now = time.time()
    longest_pause = max(longest_pause, now - (last_tick or now))
    last_tick = now


def tick_for_ever():
    while True:
        time.sleep(0.01)
        tick()


def ticks(event, context):
    if last_tick is None:
        threading.Thread(target=tick_for_ever, daemon=True).start()
    tick()
    return str(int(longest_pause * 1000))


def hook(context):
    context.logger.info("hook of %s", context.function.name)
    sys.stdout.write("its last words")


def hookFails(context):
    raise ValueError("hook broken")


def hookSpins(context):
    while True:
        pass


def first(values):
    return values[0] if len(values) == 1 else values


def httpAbout(environ, start_response):
    start_response("201 Created", [("Content-Type", "application/json"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    queries = urllib.parse.parse_qs(environ["QUERY_STRING"], keep_blank_values=True)
    about = {
        "method": environ["REQUEST_METHOD"],
        "path": environ["PATH_INFO"].encode("latin-1").decode("utf-8"),
        "url": environ["fc.request_uri"],
        "clientIP": environ["REMOTE_ADDR"],
        "queries": {name: first(values) for name, values in queries.items()},
        "agent": environ.get("HTTP_USER_AGENT"),
        "functionName": environ["fc.context"].function.name,
    }
    return [dumps(about).encode()]


def httpEcho(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [])
    return [body]


def httpParrot(environ, start_response):
    start_response("200 OK", [])
    return iter(lambda: environ["wsgi.input"].read1(65536), b"")


def httpFail(environ, start_response):
    raise ValueError("boom")


def httpBreaksOff(environ, start_response):
    start_response("200 OK", [])
    yield b"half"
    time.sleep(0.02)
    raise ValueError("boom")


def httpBig(environ, start_response):
    start_response("200 OK", [])
    return b"z" * int(urllib.parse.parse_qs(environ["QUERY_STRING"])["bytes"][0])


def httpDeaf(environ, start_response):
    start_response("200 OK", [])
    return ["not listening"]
