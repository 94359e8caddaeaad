// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// What the function prints: console, process.stdout and context.logger become LOG frames, one per line, in order.

const util = require('util');
const { TYPE, frame } = require('./frames');

const LINE_LIMIT = 32 * 1024;
const PENDING_LIMIT = 4 * 1024 * 1024;
const LEVELS = { log: 'verbose', info: 'info', warn: 'warn', error: 'error', debug: 'debug', trace: 'debug' };

/** Cuts a line at 32 KB and says so. */
function cut(line) {
  if (line.length * 3 <= LINE_LIMIT) return Buffer.from(line);
  const bytes = Buffer.from(line);
  if (bytes.length <= LINE_LIMIT) return bytes;
  const marker = Buffer.from(` [cut: ${LINE_LIMIT} of ${bytes.length} bytes]`);
  return Buffer.concat([bytes.subarray(0, LINE_LIMIT), marker]);
}

class Output {
  constructor(socket, tag) {
    this.socket = socket;
    this.tag = tag;
    this.dropped = 0;
    this.streams = [];
  }

  patch() {
    for (const [method, level] of Object.entries(LEVELS)) {
      console[method] = (...values) => this.log(this.tag.current(), level, values);
    }
    for (const stream of [process.stdout, process.stderr]) this.patchStream(stream);
  }

  /** Writes straight to stdout and stderr are gathered until their newline, in bounded memory. */
  patchStream(stream) {
    const open = { text: '', more: 0 };
    this.streams.push(open);
    stream.write = (chunk, encoding, callback) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      const lines = text.split('\n');
      for (let i = 0; i < lines.length; i++) {
        const room = LINE_LIMIT - open.text.length;
        open.text += lines[i].slice(0, room);
        open.more += Math.max(0, lines[i].length - room);
        if (i < lines.length - 1) this.close(open);
      }
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done) process.nextTick(done);
      return true;
    };
  }

  close(open) {
    const marker = open.more === 0 ? '' : ` [cut: ${open.text.length} of ${open.text.length + open.more} characters]`;
    const bytes = Buffer.from(open.text).subarray(0, LINE_LIMIT);
    this.send(this.tag.current(), marker === '' ? bytes : Buffer.concat([bytes, Buffer.from(marker)]));
    open.text = '';
    open.more = 0;
  }

  /** Sends what stands without a newline: a call's output is complete before its RESULT. */
  flush() {
    for (const open of this.streams) if (open.text !== '') this.close(open);
    this.admitDropped();
  }

  logger(tag, requestId) {
    const call = { id: tag.latest.id, requestId };
    const at = (level) => (...values) => this.log(call, level, values);
    return { log: at('verbose'), verbose: at('verbose'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }

  log(call, level, values) {
    const text = `${new Date().toISOString()} ${call.requestId} [${level}] ${util.format(...values)}`;
    for (const line of text.split('\n')) this.send(call, cut(line));
  }

  /** A function that prints in a loop never lets the socket drain: beyond 4 MB waiting, lines are counted, not kept. */
  send(call, bytes) {
    if (this.socket.writableLength > PENDING_LIMIT) {
      this.dropped++;
      return;
    }
    this.admitDropped();
    this.write(call, bytes);
  }

  admitDropped() {
    if (this.dropped === 0) return;
    const lines = this.dropped;
    this.dropped = 0;
    this.write(this.tag.current(), Buffer.from(`[dropped: ${lines} lines, printed faster than they can be taken]`));
  }

  write(call, bytes) {
    const head = Buffer.from(`{"time":${Date.now()}}`);
    this.socket.write(frame(TYPE.LOG, 0, call.id, head, bytes));
  }
}

module.exports = { Output };
