// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// What a handler of the HTTP form gets: a request whose body is a stream, and a response to send.

const { Readable } = require('stream');
const { checkSize, resultBytes } = require('./values');

/** `method`, `path`, `url`, `clientIP`, `headers` (lower case), `queries`; the body is what is read from it. */
class Request extends Readable {
  constructor(about) {
    super();
    this.method = about.method;
    this.path = about.path;
    this.url = about.requestURI;
    this.clientIP = about.clientIP;
    this.host = about.host;
    this.headers = {};
    for (const [name, values] of Object.entries(about.headersMap)) {
      this.headers[name.toLowerCase()] = values.join(name.toLowerCase() === 'cookie' ? '; ' : ', ');
    }
    this.queries = {};
    for (const [name, values] of Object.entries(about.queriesMap)) {
      this.queries[name] = values.length === 1 ? values[0] : values;
    }
  }

  _read() {}

  takeAll(body) {
    if (body.length > 0) this.push(body);
    this.push(null);
  }

  take(piece) {
    this.push(piece.length === 0 ? null : piece);
  }

  /** The client will send no more. Nobody has to listen for it: then it must not end the process. */
  abort() {
    this.emit('aborted');
    this.destroy(this.listenerCount('error') > 0 ? new Error('the client closed the request') : undefined);
  }
}

/** Sends once: text and bytes as a whole, a stream piece by piece. */
class Response {
  constructor(limit, answer) {
    this.limit = limit;
    this.answer = answer;
    this.statusCode = 200;
    this.fields = new Map();
    this.sent = false;
  }

  setStatusCode(code) {
    this.statusCode = code;
  }

  setHeader(name, value) {
    const values = (Array.isArray(value) ? value : [value]).map(String);
    this.fields.set(String(name).toLowerCase(), { name: String(name), values });
  }

  deleteHeader(name) {
    this.fields.delete(String(name).toLowerCase());
  }

  send(body) {
    if (this.sent) return;
    this.sent = true;
    if (body && typeof body.pipe === 'function') return this.stream(body);
    const bytes = resultBytes(body === null ? undefined : body);
    checkSize(bytes.length, this.limit);
    this.answer.whole(this.head(), bytes);
  }

  head() {
    const headersMap = {};
    for (const { name, values } of this.fields.values()) headersMap[name] = values;
    return { status: this.statusCode, headersMap };
  }

  stream(body) {
    let size = 0;
    this.answer.begin(this.head());
    body.on('data', (chunk) => {
      try {
        const bytes = resultBytes(chunk);
        checkSize(size += bytes.length, this.limit);
        body.pause();
        this.answer.piece(bytes, () => body.resume());
      } catch (error) {
        body.destroy();
        this.answer.failed(error);
      }
    });
    body.on('end', this.answer.end);
    body.on('error', this.answer.failed);
    // A stream that is destroyed says neither of the two.
    body.on('close', () => body.readableEnded || this.answer.failed(new Error('the response body was closed before its end')));
  }
}

module.exports = { Request, Response };
