// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// The whole of a stream, as functions for Function Compute are used to read a request's body: `getRawBody(req, callback)`,
// `getRawBody(req, options, callback)` or a promise without a callback. Options: `encoding`, `length`, `limit`.

const UNITS = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

function bytesOf(limit) {
  if (typeof limit === 'number' || limit === undefined || limit === null) return limit;
  const [, number, unit] = /^(\d+(?:\.\d+)?) *(b|kb|mb|gb)?$/i.exec(limit) || [];
  return number === undefined ? null : Math.floor(number * UNITS[(unit || 'b').toLowerCase()]);
}

function refusal(status, type, message) {
  return Object.assign(new Error(message), { status, statusCode: status, type });
}

function read(stream, options, done) {
  const limit = bytesOf(options.limit);
  const length = options.length === undefined || options.length === null ? null : Number(options.length);
  const encoding = options.encoding === true ? 'utf-8' : options.encoding;
  const chunks = [];
  let size = 0;
  const finish = (error, body) => {
    for (const [event, listener] of Object.entries(listeners)) stream.removeListener(event, listener);
    if (error) stream.pause();
    done(error, body);
  };
  const tooLarge = () => finish(refusal(413, 'entity.too.large', 'request entity too large'));
  const listeners = {
    data(chunk) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      size += bytes.length;
      chunks.push(bytes);
      if (typeof limit === 'number' && size > limit) tooLarge();
    },
    end() {
      if (length !== null && size !== length) {
        finish(refusal(400, 'request.size.invalid', 'request size did not match content length'));
      } else {
        const body = Buffer.concat(chunks);
        finish(null, encoding ? body.toString(encoding) : body);
      }
    },
    error: finish,
    aborted: () => finish(refusal(400, 'request.aborted', 'request aborted')),
  };
  if (typeof limit === 'number' && length !== null && length > limit) {
    process.nextTick(tooLarge);
    return;
  }
  for (const [event, listener] of Object.entries(listeners)) stream.on(event, listener);
}

module.exports = function getRawBody(stream, options, callback) {
  const done = typeof options === 'function' ? options : callback;
  const chosen = typeof options === 'string' || options === true ? { encoding: options } : options;
  const settings = chosen && typeof chosen === 'object' ? chosen : {};
  if (done) return read(stream, settings, done);
  return new Promise((resolve, reject) =>
    read(stream, settings, (error, body) => (error ? reject(error) : resolve(body))));
};
