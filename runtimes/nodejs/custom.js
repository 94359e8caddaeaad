// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// The process inside an instance of a custom runtime: starts the function's own HTTP server and speaks to it as Function
// Compute does, so that to the invoker it is a runtime like any other. The conversation is in runtimes/README.md.

const { spawn } = require('child_process');
const fs = require('fs');
const http = require('http');
const net = require('net');
const path = require('path');
const { FrameReader, encode, TYPE } = require('./frames');
const { checkSize } = require('./values');

const LOOPBACK = '127.0.0.1';
const POLL_MILLIS = 10;
const LAST_WORDS_MILLIS = 50;
const WHOLE_LIMIT = 256 * 1024;
const DROPPED = ['connection', 'keep-alive', 'transfer-encoding'];

// A connection for each request: servers end idle ones, and a call that met one that ended while we were frozen would fail.
const agent = new http.Agent({ keepAlive: false });
const bodies = new Map(); // Requests to the server whose bodies are still coming, by exchange.
let assignment;
let port;

const socket = net.connect(process.argv[2]);
const send = (type, id, head, body) => {
  for (const buffer of encode(type, id, head, body)) socket.write(buffer);
};
const fail = (id, errorType, errorMessage) =>
  send(TYPE.ERROR, id, { handled: false }, Buffer.from(JSON.stringify({ errorMessage, errorType })));

socket.on('connect', () => send(TYPE.HELLO, 0, { protocol: 1, engine: 'a server of its own' }));
socket.on('error', () => process.exit(0));
socket.on('close', () => process.exit(0)); // The invoker is gone: nothing may outlive it.

const reader = new FrameReader((type, id, head, body) => {
  try {
    take(type, id, head, body);
  } catch (error) { // What HTTP cannot carry is thrown at us, and fails alone: the process has other calls.
    open.delete(id);
    bodies.delete(id);
    fail(id, 'BadRequest', `the server cannot be asked: ${error.message}`);
  }
});
socket.on('data', (chunk) => reader.push(chunk));

function take(type, id, head, body) {
  switch (type) {
    case TYPE.ASSIGN:
      return assign(id, head);
    case TYPE.INIT:
      return event(id, head, 'POST', '/initialize', Buffer.alloc(0));
    case TYPE.INVOKE:
      return event(id, head, 'POST', '/invoke', body);
    case TYPE.HTTP:
      return serve(id, head, body);
    case TYPE.BODY:
      return bodies.has(id) && (body.length > 0 ? bodies.get(id).write(body) : bodies.get(id).end());
    case TYPE.CANCEL:
      return bodies.has(id) && bodies.get(id).destroy();
    case TYPE.PRE_FREEZE:
      return event(id, head, 'GET', '/pre-freeze', Buffer.alloc(0));
    case TYPE.PRE_STOP:
      return event(id, head, 'GET', '/pre-stop', Buffer.alloc(0));
    case TYPE.PING:
      return send(TYPE.PONG, id);
    default:
      return undefined;
  }
}

/** Starts the server; the answer waits until it listens. */
async function assign(id, head) {
  assignment = head;
  const { command, args, port: wanted, startSeconds } = head.server;
  const program = command.length > 0 ? command : [path.join(head.codePath, 'bootstrap')];
  const own = path.resolve(head.codePath, program[0]);
  if (command.length === 0 && !fs.existsSync(own)) {
    return fail(id, 'CAFileNotFound', `the code has no file 'bootstrap'`);
  }
  try {
    if (fs.existsSync(own)) fs.accessSync(own, fs.constants.X_OK);
  } catch (error) {
    return fail(id, 'CAFilePermission', `'${program[0]}' is not executable`);
  }
  port = ownsTheNetwork() ? wanted : await freePort();
  const env = { ...process.env, ...head.environment, FC_SERVER_PORT: String(port), FC_CUSTOM_LISTEN_PORT: String(port) };
  const named = fs.existsSync(own) ? own : program[0];
  const server = spawn(named, [...program.slice(1), ...args], { cwd: head.codePath, env, stdio: ['ignore', 'inherit', 'inherit'] });
  process.on('exit', () => server.kill('SIGKILL'));
  let ended;
  let started = false;
  server.on('error', (error) => (ended = error.message));
  server.on('exit', (code, signal) => {
    ended = `it exited with ${signal || `status ${code}`}`;
    if (started) process.exit(1); // The closed connection tells.
  });
  const until = Date.now() + startSeconds * 1000;
  while (!(await listens())) {
    if (ended) return fail(id, 'CAExited', `the server did not start: ${ended}`);
    if (Date.now() > until) return fail(id, 'CAExited', `the server does not listen on port ${port} after ${startSeconds} seconds`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
  started = true;
  return send(TYPE.RESULT, id);
}

/** Without a network of its own an instance must not take a port that others know. */
function ownsTheNetwork() {
  const devices = fs.readFileSync('/proc/net/dev', 'utf8').split('\n').slice(2).filter((line) => line.includes(':'));
  return devices.every((line) => line.trim().startsWith('lo:'));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, LOOPBACK, () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}

function listens() {
  return new Promise((resolve) => {
    const probe = net.connect(port, LOOPBACK);
    probe.once('connect', () => probe.destroy() && resolve(true));
    probe.once('error', () => resolve(false));
  });
}

/** What Function Compute says of every call. */
function common(head, controlPath) {
  const { function: f, service, region, accountId, credentials, tracing } = assignment.context;
  const lent = head.credentials || credentials;
  const traced = head.tracing || tracing;
  return {
    'x-fc-request-id': head.requestId,
    'x-fc-access-key-id': lent.accessKeyId,
    'x-fc-access-key-secret': lent.accessKeySecret,
    'x-fc-security-token': lent.securityToken,
    'x-fc-function-name': f.name,
    'x-fc-function-handler': f.handler,
    'x-fc-function-memory': f.memory,
    'x-fc-function-timeout': f.timeout,
    'x-fc-function-initializer': f.initializer,
    'x-fc-initialization-timeout': f.initializationTimeout,
    'x-fc-region': region,
    'x-fc-account-id': accountId,
    'x-fc-qualifier': service.qualifier,
    'x-fc-version-id': service.versionId,
    'x-fc-service-name': service.name,
    'x-fc-service-logproject': service.logProject,
    'x-fc-service-logstore': service.logStore,
    'x-fc-retry-count': head.retryCount || 0,
    'x-fc-tracing-opentracing-span-context': traced.openTracingSpanContext,
    'x-fc-tracing-jaeger-endpoint': traced.jaegerEndpoint,
    'x-fc-control-path': controlPath,
  };
}

function ask(id, method, target, headers) {
  const request = http.request({ host: LOOPBACK, port, method, path: target, headers, agent, setHost: false });
  const none = (error) => settle(id, () => fail(id, 'BadResponse', `the server gave no answer: ${error.message}`));
  request.on('error', (error) => setTimeout(none, LAST_WORDS_MILLIS, error)); // Its end, if it is one, says more.
  open.add(id);
  return request;
}

const open = new Set();

/** Each exchange ends once. */
function settle(id, finish) {
  bodies.delete(id);
  if (open.delete(id)) finish();
}

/** An event or a hook: status 200 is the result, anything else the function's error, its body as it is. */
function event(id, head, method, target, body) {
  const headers = { ...common(head, target), host: `${LOOPBACK}:${port}`, 'content-length': body.length };
  if (method === 'POST') headers['content-type'] = 'application/octet-stream';
  const request = ask(id, method, target, headers);
  request.on('response', (response) =>
    collect(id, response, (answer) => {
      const good = response.statusCode === 200 && response.headers['x-fc-status'] !== '404';
      if (good) send(TYPE.RESULT, id, undefined, answer);
      else send(TYPE.ERROR, id, { handled: false }, answer);
    }));
  request.end(body);
}

function collect(id, response, done) {
  const chunks = [];
  let size = 0;
  response.on('data', (chunk) => {
    size += chunk.length;
    if (size <= assignment.maxResponseBytes) chunks.push(chunk);
  });
  response.on('error', (error) => settle(id, () => fail(id, 'BadResponse', error.message)));
  response.on('end', () => settle(id, () => {
    try {
      checkSize(size, assignment.maxResponseBytes);
      done(Buffer.concat(chunks));
    } catch (error) {
      fail(id, error.name, error.message);
    }
  }));
}

/** A request to an HTTP trigger goes to the server as it came. */
function serve(id, head, body) {
  const { method, requestURI, path: rest, headersMap, host } = head.http;
  const headers = { ...headersMap, ...common(head, '/http-invoke'), host };
  const [plain] = requestURI.split('?');
  const proxied = /^\/2016-08-15\/proxy\/[^/]+\/[^/]+/.exec(plain);
  if (proxied && rest !== plain) headers['x-fc-base-path'] = `${proxied[0]}/`;
  const request = ask(id, method, requestURI, headers);
  request.on('response', (response) => answer(id, response));
  if (head.streamed) {
    bodies.set(id, request);
    request.flushHeaders();
  } else {
    request.end(body);
  }
}

function answer(id, response) {
  const headersMap = {};
  for (let i = 0; i < response.rawHeaders.length; i += 2) {
    const name = response.rawHeaders[i];
    if (!DROPPED.includes(name.toLowerCase())) (headersMap[name] = headersMap[name] || []).push(response.rawHeaders[i + 1]);
  }
  const about = { status: response.statusCode, headersMap };
  const length = Number(response.headers['content-length']);
  if (length <= WHOLE_LIMIT) return collect(id, response, (whole) => send(TYPE.RESULT, id, about, whole));
  let size = 0;
  send(TYPE.RESPONSE, id, about);
  response.on('data', (chunk) => {
    size += chunk.length;
    if (size > assignment.maxResponseBytes) {
      settle(id, () => fail(id, 'ResponseSizeTooLarge', `response size exceeds maximum allowed size (${assignment.maxResponseBytes} bytes)`));
      response.destroy();
    } else {
      send(TYPE.BODY, id, undefined, chunk);
    }
    if (socket.writableNeedDrain) {
      response.pause();
      socket.once('drain', () => response.resume());
    }
  });
  response.on('end', () => settle(id, () => send(TYPE.RESULT, id)));
  response.on('error', (error) => settle(id, () => fail(id, 'BadResponse', error.message)));
  return undefined;
}
