// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final byte[] HEAD = "{\"a\":1}".getBytes();

  @Test
  void writesWhatTheReadmeSays() {
    var bytes = Frame.write(ByteBufAllocator.DEFAULT, FrameType.INVOKE, 7, HEAD, new byte[] {9, 8});

    assertThat(ByteBufUtil.hexDump(bytes))
        .isEqualTo("00000013" + "04" + "00" + "00000007" + "00000007" + "7b2261223a317d" + "0908");
  }

  @Test
  void readsWhatItWrote() {
    var bytes = Frame.write(ByteBufAllocator.DEFAULT, FrameType.ERROR, -2, HEAD, new byte[] {1});

    var frame = Frame.read(bytes.skipBytes(Frame.LENGTH_FIELD));

    assertThat(FrameType.of(frame.type())).contains(FrameType.ERROR);
    assertThat(frame.id()).isEqualTo(-2);
    assertThat(frame.more()).isFalse();
    assertThat(ByteBufUtil.getBytes(frame.head())).isEqualTo(HEAD);
    assertThat(ByteBufUtil.getBytes(frame.body())).containsExactly(1);
  }

  @Test
  void cutsALargeBodyIntoFramesOfOneMessage() {
    byte[] body = new byte[2 * Frame.CHUNK + 1];
    new Random(1).nextBytes(body);
    var wire = Frame.write(ByteBufAllocator.DEFAULT, FrameType.INVOKE, 3, HEAD, body);

    var joined = Unpooled.buffer();
    int frames = 0;
    for (boolean more = true; more; frames++) {
      var frame = Frame.read(wire.readSlice(wire.readInt()));
      more = frame.more();
      assertThat(frame.id()).isEqualTo(3);
      assertThat(frame.head().readableBytes()).isEqualTo(frames == 0 ? HEAD.length : 0);
      joined.writeBytes(frame.body());
    }

    assertThat(frames).isEqualTo(3);
    assertThat(wire.isReadable()).isFalse();
    assertThat(ByteBufUtil.getBytes(joined)).isEqualTo(body);
  }

  @Test
  void refusesAHeadBeyondItsFrame() {
    var frame = Unpooled.buffer().writeByte(5).writeByte(0).writeInt(1).writeInt(100).writeByte(1);

    assertThatThrownBy(() -> Frame.read(frame)).isInstanceOf(CorruptedFrameException.class);
    assertThatThrownBy(() -> Frame.read(Unpooled.buffer().writeByte(5)))
        .isInstanceOf(CorruptedFrameException.class);
  }

  @Test
  void ignoresTypesOfANewerProtocol() {
    assertThat(FrameType.of(FrameType.values().length + 1)).isEmpty();
    assertThat(FrameType.of(0)).isEmpty();
    assertThat(FrameType.of(-1)).isEmpty();
  }
}
