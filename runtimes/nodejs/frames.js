// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
'use strict';
// Frames on the instance's socket: length, type, flags, id, head length, head (JSON), body.

const TYPE = {
  HELLO: 1, ASSIGN: 2, INIT: 3, INVOKE: 4, RESULT: 5, ERROR: 6, LOG: 7, CANCEL: 8, PRE_STOP: 9, PING: 10, PONG: 11,
  PRE_FREEZE: 12, HTTP: 13, BODY: 14, RESPONSE: 15,
};
const HEADER = 14;
const MORE = 1;
const CHUNK = 256 * 1024;
const EMPTY = Buffer.alloc(0);

function frame(type, flags, id, head, body) {
  const buffer = Buffer.allocUnsafe(HEADER + head.length + body.length);
  buffer.writeUInt32BE(buffer.length - 4, 0);
  buffer[4] = type;
  buffer[5] = flags;
  buffer.writeUInt32BE(id, 6);
  buffer.writeUInt32BE(head.length, 10);
  head.copy(buffer, HEADER);
  body.copy(buffer, HEADER + head.length);
  return buffer;
}

/** The buffers of one message: one frame, or several with all but the last marked MORE. */
function encode(type, id, head, body = EMPTY) {
  const headBytes = head === undefined ? EMPTY : Buffer.from(JSON.stringify(head));
  if (body.length <= CHUNK) return [frame(type, 0, id, headBytes, body)];
  const frames = [];
  for (let from = 0; from < body.length; from += CHUNK) {
    const last = from + CHUNK >= body.length;
    frames.push(frame(type, last ? 0 : MORE, id, from === 0 ? headBytes : EMPTY, body.subarray(from, from + CHUNK)));
  }
  return frames;
}

/** Cuts the stream into messages; joins chunks once, when the last has come. */
class FrameReader {
  constructor(receive) {
    this.receive = receive;
    this.chunks = [];
    this.have = 0;
    this.need = 4;
    this.partial = new Map();
  }

  push(chunk) {
    this.chunks.push(chunk);
    this.have += chunk.length;
    if (this.have < this.need) return;
    let data = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks, this.have);
    let at = 0;
    this.need = 4;
    while (data.length - at >= 4) {
      const length = data.readUInt32BE(at) + 4;
      if (data.length - at < length) {
        this.need = length;
        break;
      }
      this.message(data.subarray(at, at + length));
      at += length;
    }
    data = data.subarray(at);
    this.chunks = data.length === 0 ? [] : [data];
    this.have = data.length;
  }

  message(data) {
    const type = data[4];
    const id = data.readUInt32BE(6);
    const headEnd = HEADER + data.readUInt32BE(10);
    const body = data.subarray(headEnd);
    const started = this.partial.get(id);
    if (started === undefined) {
      const head = headEnd === HEADER ? {} : JSON.parse(data.toString('utf8', HEADER, headEnd));
      if (!(data[5] & MORE)) return this.receive(type, id, head, body);
      this.partial.set(id, { head, bodies: [body] });
      return undefined;
    }
    started.bodies.push(body);
    if (data[5] & MORE) return undefined;
    this.partial.delete(id);
    return this.receive(type, id, started.head, Buffer.concat(started.bodies));
  }
}

module.exports = { TYPE, encode, frame, FrameReader };
