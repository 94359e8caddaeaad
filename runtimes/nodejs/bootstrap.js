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
const { errorBody, resultBytes } = require('./values');

const exit = process.exit.bind(process);
const tag = new Tag();
let assignment;
let functionCode;

const socket = net.connect(process.argv[2]);
const send = (type, id, head, body) => {
  for (const buffer of encode(type, id, head, body)) socket.write(buffer);
};
const output = new Output(socket, tag);

socket.on('connect', () => {
  send(TYPE.HELLO, 0, { protocol: 1, engine: `Node.js ${process.versions.node}` });
  output.patch();
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
    case TYPE.PRE_STOP:
      return hook(id, head, assignment.context.function.preStop);
    case TYPE.PRE_FREEZE:
      return hook(id, head, assignment.context.function.preFreeze);
    case TYPE.PING:
      return send(TYPE.PONG, id);
    default: // CANCEL: JavaScript cannot be interrupted; the invoker ends the process instead.
  }
});
socket.on('data', (chunk) => reader.push(chunk));

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

function serve(id, head, work) {
  tag.run(id, head.requestId, () => {
    let settled = false;
    const settle = (finish) => {
      if (settled) return;
      settled = true;
      finish();
      tag.leave(id);
    };
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

function succeed(id, value) {
  let body;
  try {
    body = resultBytes(value);
    if (body.length > assignment.maxResponseBytes) {
      const error = new Error(
        `response size ${body.length} exceeds maximum allowed size (${assignment.maxResponseBytes} bytes)`);
      error.name = 'ResponseSizeTooLarge';
      throw error;
    }
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
