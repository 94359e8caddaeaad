// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// The process inside a Node.js instance: dials the invoker's socket, loads the function's code, serves its calls.
// The conversation is specified in runtimes/README.md.

const net = require('net');
const { FrameReader, encode, TYPE } = require('./frames');
const { Output } = require('./output');
const { Tag } = require('./tag');
const { exported, load } = require('./load');
const { Request, Response } = require('./http');
const { checkSize, errorBody, resultBytes } = require('./values');

const exit = process.exit.bind(process);
const tag = new Tag();
const requests = new Map(); // Whose bodies are still coming, by exchange.
const REHEARSAL_MILLIS = 100;
let assignment;
let functionCode;
let rehearsing = false;

const socket = net.connect(process.argv[2]);
const send = (type, id, head, body) => {
  if (rehearsing) return;
  for (const buffer of encode(type, id, head, body)) socket.write(buffer);
};
const output = new Output(socket, tag);

socket.on('connect', () => {
  send(TYPE.HELLO, 0, { protocol: 1, engine: `Node.js ${process.versions.node}` });
  output.patch();
  setTimeout(rehearse, REHEARSAL_MILLIS);
});
socket.on('error', () => exit(0));
socket.on('close', () => exit(0)); // The invoker is gone: nothing may outlive it.

const reader = new FrameReader((type, id, head, body) => {
  switch (type) {
    case TYPE.ASSIGN:
      return assign(id, head);
    case TYPE.INIT:
      return serve(id, head, (context, callback) => functionCode.initializer(context, callback));
    case TYPE.INVOKE:
      return serve(id, head, (context, callback) => functionCode.handler(body, context, callback));
    case TYPE.HTTP:
      return serveHttp(id, head, body);
    case TYPE.BODY:
      return requests.has(id) && tag.resume(id, () => requests.get(id).take(body));
    case TYPE.CANCEL: // JavaScript cannot be interrupted: only the request's body ends.
      return requests.has(id) && tag.resume(id, () => requests.get(id).abort());
    case TYPE.PRE_STOP:
      return hook(id, head, assignment.context.function.preStop);
    case TYPE.PRE_FREEZE:
      return hook(id, head, assignment.context.function.preFreeze);
    case TYPE.PING:
      return send(TYPE.PONG, id);
    default:
  }
});
socket.on('data', (chunk) => reader.push(chunk));

/**
 * Loads and runs a function of our own once, for nobody: what Node.js does for the first time takes it ten times as long.
 * Only while nobody is waiting. Waits for nothing outside, so that no frame is read meanwhile.
 */
async function rehearse() {
  if (assignment !== undefined) return;
  const folder = process.cwd();
  rehearsing = true;
  try {
    const context = JSON.parse('{"function":{"handler":"rehearsal.handler"},"service":{},"credentials":{},"tracing":{}}');
    await assign(0, { requestId: '', codePath: __dirname, environment: {}, concurrency: 1, maxResponseBytes: 1024, context });
    reader.push(Buffer.concat(encode(TYPE.INVOKE, 0, { requestId: '' }, Buffer.from('{}'))));
  } finally {
    delete require.cache[require.resolve('./rehearsal')];
    process.chdir(folder);
    assignment = undefined;
    functionCode = undefined;
    rehearsing = false;
  }
}

async function assign(id, head) {
  assignment = head;
  Object.assign(process.env, head.environment);
  tag.enter(id, head.requestId);
  if (head.concurrency > 1) tag.followAsync();
  try {
    process.chdir(head.codePath);
    functionCode = await load(head);
    output.flush();
    send(TYPE.RESULT, id);
  } catch (error) {
    fail(id, error, false);
  }
}

/** Runs the first of several endings of an exchange, and no other. */
function once(id) {
  let settled = false;
  return (finish) => {
    if (settled) return;
    settled = true;
    requests.delete(id);
    finish();
    tag.leave(id);
  };
}

function serve(id, head, work) {
  tag.run(id, head.requestId, () => {
    const settle = once(id);
    const failed = (handled) => (error) => settle(() => fail(id, error, handled));
    const succeeded = (value) => settle(() => succeed(id, value));
    try {
      const context = contextOf(head);
      const returned = work(context, (error, value) =>
        error === undefined || error === null ? succeeded(value) : failed(true)(error));
      if (returned && typeof returned.then === 'function') returned.then(succeeded, failed(false));
    } catch (error) {
      failed(false)(error);
    }
  });
}

// Looked up when it is due: a hook that does not exist fails no call.
function hook(id, head, name) {
  serve(id, head, async (context) => {
    const run = await exported(assignment.codePath, name);
    return new Promise((resolve, reject) => {
      const returned = run(context, (error) => (error === undefined || error === null ? resolve() : reject(error)));
      if (returned && typeof returned.then === 'function') returned.then(() => resolve(), reject);
    });
  });
}

/** The handler's HTTP form: it ends by `resp.send` or by an error, whatever it returns. */
function serveHttp(id, head, body) {
  tag.run(id, head.requestId, () => {
    const settle = once(id);
    const failed = (error) => settle(() => fail(id, error, false));
    const request = new Request(head.http);
    if (head.streamed) requests.set(id, request);
    else request.takeAll(body);
    const response = new Response(assignment.maxResponseBytes, {
      whole: (about, bytes) => settle(() => {
        output.flush();
        send(TYPE.RESULT, id, about, bytes);
      }),
      begin: (about) => send(TYPE.RESPONSE, id, about),
      piece: (bytes, more) => {
        send(TYPE.BODY, id, undefined, bytes);
        if (socket.writableNeedDrain) socket.once('drain', more);
        else more();
      },
      end: () => settle(() => {
        output.flush();
        send(TYPE.RESULT, id);
      }),
      failed,
    });
    try {
      const returned = functionCode.handler(request, response, contextOf(head));
      if (returned && typeof returned.then === 'function') returned.then(undefined, failed);
    } catch (error) {
      failed(error);
    }
  });
}

function succeed(id, value) {
  let body;
  try {
    body = resultBytes(value);
    checkSize(body.length, assignment.maxResponseBytes);
  } catch (error) {
    return fail(id, error, false);
  }
  output.flush();
  send(TYPE.RESULT, id, undefined, body);
}

function fail(id, error, handled) {
  output.flush();
  send(TYPE.ERROR, id, { handled }, errorBody(error));
}

function contextOf(head) {
  const shared = assignment.context;
  return {
    requestId: head.requestId,
    credentials: head.credentials || shared.credentials,
    function: shared.function,
    service: shared.service,
    region: shared.region,
    accountId: shared.accountId,
    retryCount: head.retryCount || 0,
    tracing: head.tracing || shared.tracing,
    logger: output.logger(tag, head.requestId),
  };
}

// An error nobody caught leaves the process in an unknown state: every open call gets it, then the process ends.
function die(error) {
  for (const id of tag.open()) {
    output.flush();
    send(TYPE.ERROR, id, { handled: false, fatal: true }, errorBody(error));
  }
  output.flush();
  socket.end(() => exit(1));
}
process.on('uncaughtException', die);
process.on('unhandledRejection', die);
