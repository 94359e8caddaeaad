// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;

/**
 * One frame as read: what follows the length field on the wire. The parts are slices of the
 * received buffer and live as long as it.
 *
 * @param more whether the message's body goes on in another frame of the same id
 */
record Frame(int type, boolean more, int id, ByteBuf head, ByteBuf body) {

  static final int LENGTH_FIELD = 4;
  static final int CHUNK = 256 * 1024;
  static final int MAX_LENGTH = 1024 * 1024;

  private static final int FIXED = 10;
  private static final int MORE = 1;

  static Frame read(ByteBuf in) {
    if (in.readableBytes() < FIXED) {
      throw new CorruptedFrameException("a frame of " + in.readableBytes() + " bytes");
    }
    int type = in.readByte();
    boolean more = (in.readByte() & MORE) != 0;
    int id = in.readInt();
    int headLength = in.readInt();
    if (headLength < 0 || headLength > in.readableBytes()) {
      throw new CorruptedFrameException("a head of " + headLength + " bytes");
    }
    return new Frame(type, more, id, in.readSlice(headLength), in);
  }

  /** A whole message for the wire: one frame, or several when the body is large. */
  static ByteBuf write(
      ByteBufAllocator allocator, FrameType type, int id, byte[] head, byte[] body) {
    if (body.length <= CHUNK) {
      var out = allocator.ioBuffer(LENGTH_FIELD + FIXED + head.length + body.length);
      return header(out, type, 0, id, head, body.length).writeBytes(body);
    }
    var message = allocator.compositeBuffer(2 * (body.length / CHUNK + 1));
    for (int from = 0; from < body.length; from += CHUNK) {
      int length = Math.min(CHUNK, body.length - from);
      int flags = from + length < body.length ? MORE : 0;
      byte[] ownHead = from == 0 ? head : new byte[0];
      var out = allocator.ioBuffer(LENGTH_FIELD + FIXED + ownHead.length);
      message.addComponent(true, header(out, type, flags, id, ownHead, length));
      message.addComponent(true, Unpooled.wrappedBuffer(body, from, length));
    }
    return message;
  }

  private static ByteBuf header(
      ByteBuf out, FrameType type, int flags, int id, byte[] head, int bodyLength) {
    return out.writeInt(FIXED + head.length + bodyLength)
        .writeByte(type.code())
        .writeByte(flags)
        .writeInt(id)
        .writeInt(head.length)
        .writeBytes(head);
  }
}
