// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// What a handler gives back, as bytes: results and errors in Function Compute's shapes.

const OWN = ['bootstrap', 'frames', 'http', 'load', 'output', 'rehearsal', 'tag', 'values'].map((name) => `${__dirname}/${name}.js`);

/** Buffers and strings as they are, everything else as JSON text. */
function resultBytes(value) {
  if (value === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === 'string') return Buffer.from(value);
  const text = JSON.stringify(value);
  return Buffer.from(text === undefined ? '' : text);
}

function checkSize(size, limit) {
  if (size <= limit) return;
  const error = new Error(`response size ${size} exceeds maximum allowed size (${limit} bytes)`);
  error.name = 'ResponseSizeTooLarge';
  throw error;
}

/** An Error becomes message, type and stack; a string only a message. */
function errorBody(error) {
  if (error instanceof Error || (error && typeof error.message === 'string')) {
    return Buffer.from(JSON.stringify({
      errorMessage: String(error.message),
      errorType: String(error.name || 'Error'),
      stackTrace: String(error.stack || '').split('\n').map((line) => line.trim())
        .filter((line) => line !== '' && !OWN.some((file) => line.includes(file))),
    }));
  }
  let message = error;
  if (typeof error !== 'string') {
    try {
      message = JSON.stringify(error);
    } catch (cycle) {
      message = String(error);
    }
  }
  return Buffer.from(JSON.stringify({ errorMessage: String(message) }));
}

module.exports = { checkSize, resultBytes, errorBody };
