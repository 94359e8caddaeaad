// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// The functions that RuntimeContractIT calls in every runtime.

const { spawn, spawnSync, execFileSync } = require('child_process');
const fs = require('fs');
const net = require('net');

let initialized = 0;

exports.initialize = (context, callback) => {
  initialized++;
  console.log('initializing');
  callback(null);
};
exports.initializeFails = () => {
  throw new TypeError('no database');
};
exports.initializeSpins = () => {
  for (;;);
};
exports.count = (event, context, callback) => callback(null, String(initialized));
exports.echo = (event, context, callback) => callback(null, event);
exports.json = (event, context, callback) => callback(null, { answer: 42 });
exports.nothing = (event, context, callback) => callback();
exports.fail = () => {
  throw new RangeError('boom');
};
exports.handledFail = (event, context, callback) => callback(new RangeError('boom'));
exports.handledText = (event, context, callback) => callback('just words');
exports.asynchronous = async (event) => {
  await new Promise((resolve) => setImmediate(resolve));
  return event.toString() + ' later';
};
exports.rejects = async () => {
  throw new RangeError('boom');
};
exports.unhandled = () => {
  Promise.reject(new RangeError('nobody caught this'));
};
exports.uncaught = () => {
  setImmediate(() => {
    throw new RangeError('nobody caught this');
  });
};
exports.sleep = (event, context, callback) => setTimeout(() => callback(null, 'slept'), Number(event.toString()));
exports.spin = () => {
  for (;;);
};
exports.logs = (event, context, callback) => {
  context.logger.info('one %s', event.toString());
  console.log('two');
  process.stdout.write('three\n');
  setTimeout(() => {
    context.logger.warn('four');
    callback(null);
  }, 20);
};
exports.flood = (event, context, callback) => {
  process.stdout.write('x'.repeat(Number(event.toString())));
  callback(null, 'done');
};
exports.lines = (event, context, callback) => {
  const line = 'y'.repeat(1000);
  for (let i = Number(event.toString()); i > 0; i--) process.stdout.write(line + '\n');
  callback(null, 'done');
};
exports.context = (event, context, callback) => callback(null, context);
exports.environment = (event, context, callback) => callback(null, process.env);
exports.exit = () => process.exit(3);
exports.big = (event, context, callback) => callback(null, Buffer.alloc(Number(event.toString()), 'z'));
exports.leave = (event, context, callback) => {
  const child = spawn('sleep', [event.toString()], { detached: true, stdio: 'ignore' });
  child.unref();
  callback(null, 'left');
};
exports.raw = (event, context, callback) => setTimeout(() => {
  execFileSync('sh', ['-c', 'echo from a child; echo and its errors >&2'], { stdio: 'inherit' });
  setTimeout(() => callback(null, 'done'), 50);
}, Number(event.toString()));
exports.files = (event, context, callback) => {
  const attempt = (path) => {
    try {
      fs.writeFileSync(path, 'x');
      return 'written';
    } catch (error) {
      return 'refused';
    }
  };
  callback(null, { code: attempt(process.env.FC_FUNC_CODE_PATH + '/new'), root: attempt('/new'), tmp: attempt('/tmp/new') });
};
exports.shell = (event, context, callback) => {
  const ran = spawnSync('sh', ['-c', event.toString()], { encoding: 'utf8' });
  callback(null, `${ran.stdout}${ran.stderr}exit ${ran.status}`);
};
exports.user = (event, context, callback) => callback(null, String(process.getuid()));
exports.connect = (event, context, callback) => {
  const socket = net.connect(Number(event.toString()), '127.0.0.1');
  socket.on('connect', () => callback(null, 'connected'));
  socket.on('error', () => callback(null, 'refused'));
};
exports.sleepOrExit = (event, context, callback) =>
  event.toString() === 'exit' ? process.exit(4) : exports.sleep(event, context, callback);
exports.processes = (event, context, callback) =>
  callback(null, fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).join(' '));
const eaten = [];
exports.eat = (event, context, callback) => {
  for (let i = Number(event.toString()); i > 0; i--) eaten.push(Buffer.alloc(1024 * 1024, i));
  setTimeout(() => callback(null, 'eaten'), 5000);
};
exports.openFiles = (event, context, callback) => {
  const open = [];
  try {
    for (;;) open.push(fs.openSync('/dev/null'));
  } catch (error) {
    open.forEach((file) => fs.closeSync(file));
    callback(null, `${open.length} ${error.code}`);
  }
};
let lastTick;
let longestPause = 0;
const tick = () => {
  const now = Date.now();
  longestPause = Math.max(longestPause, now - (lastTick || now));
  lastTick = now;
};
exports.ticks = (event, context, callback) => {
  if (lastTick === undefined) setInterval(tick, 10);
  tick();
  callback(null, String(longestPause));
};
exports.hook = (context, callback) => {
  context.logger.info('hook of %s', context.function.name);
  process.stdout.write('its last words');
  setImmediate(callback, null);
};
exports.hookFails = () => {
  throw new RangeError('hook broken');
};
exports.hookSpins = exports.spin;

exports.httpAbout = (req, resp, context) => {
  resp.setStatusCode(201);
  resp.setHeader('Content-Type', 'application/json');
  resp.setHeader('Set-Cookie', ['a=1', 'b=2']);
  resp.setHeader('X-Gone', 'x');
  resp.deleteHeader('x-gone');
  const { method, path, url, clientIP, queries, headers } = req;
  resp.send(JSON.stringify({
    method, path, url, clientIP, queries, agent: headers['user-agent'], functionName: context.function.name,
  }));
};
exports.httpEcho = async (req, resp) => {
  const pieces = [];
  for await (const piece of req) pieces.push(piece);
  resp.send(Buffer.concat(pieces));
};
exports.httpParrot = (req, resp) => resp.send(req);
exports.httpFail = () => {
  throw new RangeError('boom');
};
exports.httpBreaksOff = (req, resp) => {
  const { Readable } = require('stream');
  const body = new Readable({ read() {} });
  resp.send(body);
  body.push('half');
  setTimeout(() => body.destroy(new RangeError('boom')), 20);
};
exports.httpBig = (req, resp) => resp.send(Buffer.alloc(Number(req.queries.bytes), 'z'));
exports.httpRaw = (req, resp) => {
  require('raw-body')(req, (error, body) => resp.send(error ? error.message : `${body.length} raw`));
};
exports.httpDeaf = (req, resp) => resp.send('not listening');
