// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.decode;

import static io.kafunc.log.Given.NOON;
import static io.kafunc.log.Given.micros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.log.Given;
import io.kafunc.log.store.InvocationRow;
import io.kafunc.log.store.OutputRow;
import io.kafunc.schemas.Examples;
import io.kafunc.schemas.Fence;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.UndecodableException;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallEvent;
import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallStarted;
import io.kafunc.schemas.invocation.InvocationEvent;
import io.kafunc.schemas.invocation.InvocationEvent.InvocationCompleted;
import io.kafunc.schemas.invocation.InvocationEvent.RecordsDropped;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.OutputWritten;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** Reading without objects says the same as the codec of the contract. */
class ReadersTest {

  private final EventCodec<InvocationEvent> invocations =
      Schemas.codec(Schemas.INVOCATION, WriterSchemas.NONE);
  private final EventCodec<CallEvent> calls = Schemas.codec(Schemas.CALL_EVENT, WriterSchemas.NONE);
  private final EventCodec<OutputWritten> output =
      Schemas.codec(Schemas.OUTPUT, WriterSchemas.NONE);

  @Test
  void readsARecordWithAndWithoutWhatMayBeAbsent() {
    var reader = new InvocationReader(WriterSchemas.NONE);

    for (InvocationRecord record :
        List.of(
            Examples.full(InvocationRecord.class),
            Examples.bare(InvocationRecord.class),
            Given.call(3, NOON))) {
      byte[] event = invocations.encode(new InvocationCompleted(record));

      InvocationRow row = reader.read(event);

      assertThat(row.requestId).hasToString(record.requestId());
      assertThat(row.accountId).hasToString(record.accountId());
      assertThat(row.serviceName).hasToString(record.serviceName());
      assertThat(row.functionName).hasToString(record.functionName());
      assertThat(row.qualifier).hasToString(record.qualifier());
      assertThat(row.version).hasToString(record.externalServiceVersion());
      assertThat(row.endTime).isEqualTo(micros(record.endTime()));
      assertThat(row.attempt).isEqualTo(record.attempt());
      assertThat(row.status).isEqualTo(record.status());
      assertThat(row.ran).isEqualTo(record.startTime().isPresent());
      assertThat(row.coldStart).isEqualTo(record.coldStartMs() > 0);
      assertThat(row.duration).isEqualTo(Math.round(record.durationMs() * 1000));
      assertThat(row.terminal).isTrue();
      assertThat(row.event.bytes()).isEqualTo(event);
    }
  }

  @Test
  void findsNoRecordInEventsThatHaveNone() {
    assertThat(
            new InvocationReader(WriterSchemas.NONE)
                .read(invocations.encode(Examples.full(RecordsDropped.class))))
        .isNull();
    var reader = new CallEventReader(WriterSchemas.NONE);
    assertThat(reader.read(calls.encode(Examples.full(CallStarted.class)))).isNull();
    assertThat(reader.read(calls.encode(new CallDone(1, 2, Optional.empty())))).isNull();
  }

  @Test
  void knowsAnAttemptThatAnotherFollowsFromTheLast() {
    var reader = new CallEventReader(WriterSchemas.NONE);
    var record = Optional.of(Given.call(3, NOON));

    assertThat(reader.read(calls.encode(new CallDone(1, 17, record))).terminal).isTrue();
    assertThat(reader.epoch()).isEqualTo(17);
    assertThat(reader.read(calls.encode(new CallDelayed(1, 17, 2, NOON, record, 0))).terminal)
        .isFalse();
  }

  @Test
  void takesEachLineOutOfItsEvent() {
    var written = Examples.full(OutputWritten.class);
    var lines = new ArrayList<OutputWritten>();

    new OutputReader(WriterSchemas.NONE)
        .read(output.encode(written), row -> lines.add(output.decode(copyOfEvent(row))));

    assertThat(lines).hasSize(2);
    assertThat(lines.stream().flatMap(one -> one.lines().stream())).isEqualTo(written.lines());
    assertThat(lines.getFirst().requestId()).isEqualTo(written.requestId());
  }

  @Test
  void readsWhatANewerWriterWrote() {
    String json =
        Schemas.OUTPUT
            .json()
            .replace(
                "{\"name\":\"lines\"",
                "{\"name\":\"extra\",\"type\":[\"null\",\"string\"]},{\"name\":\"lines\"");
    Schema newer = new Schema.Parser().parse(json);
    long fingerprint = SchemaNormalization.parsingFingerprint64(newer);
    assertThat(newer.getField("extra")).isNotNull();
    byte[] ours = output.encode(Given.line(1, NOON, 7, "hello"));
    byte[] theirs = withExtra(ours, fingerprint);
    var rows = new ArrayList<String>();

    new OutputReader(fp -> fp == fingerprint ? Optional.of(json) : Optional.empty())
        .read(theirs, row -> rows.add(row.requestId + " " + row.sequence + " " + row.message));

    assertThat(rows).containsExactly(Given.id(1) + " 7 hello");
  }

  @Test
  void refusesWhatIsTornForeignOrUnknown() {
    var reader = new InvocationReader(WriterSchemas.NONE);
    byte[] event = invocations.encode(new InvocationCompleted(Given.call(1, NOON)));
    byte[] fence =
        Schemas.codec(Schemas.FENCE, WriterSchemas.NONE).encode(Examples.full(Fence.class));

    for (int length = 0; length < event.length; length++) {
      byte[] torn = Arrays.copyOf(event, length);
      assertThatThrownBy(() -> reader.read(torn)).isInstanceOf(UndecodableException.class);
    }
    assertThatThrownBy(() -> reader.read(Arrays.copyOf(event, event.length + 1)))
        .hasMessageContaining("after the end");
    assertThatThrownBy(() -> reader.read(fence)).hasMessageContaining("unknown schema");
    assertThatThrownBy(
            () -> new InvocationReader(fp -> Optional.of(Schemas.FENCE.json())).read(fence))
        .hasMessageContaining("another contract");
    assertThatThrownBy(() -> reader.read(null)).isInstanceOf(UndecodableException.class);
  }

  @Test
  void survivesAnyBytes() {
    var reader = new InvocationReader(WriterSchemas.NONE);
    byte[] event = invocations.encode(new InvocationCompleted(Given.call(1, NOON)));
    for (int at = 10; at < event.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bent = event.clone();
        bent[at] ^= (byte) (1 << bit);
        assertThatCode(() -> readOrRefuse(reader, bent)).doesNotThrowAnyException();
      }
    }
  }

  private static void readOrRefuse(InvocationReader reader, byte[] event) {
    try {
      reader.read(event);
    } catch (UndecodableException _) {
      // as it should
    }
  }

  private static byte[] copyOfEvent(OutputRow row) {
    return Arrays.copyOfRange(
        row.event.bytes(), row.event.offset(), row.event.offset() + row.event.length());
  }

  /** Puts an absent {@code extra} before the lines, of which our event has one of known length. */
  private byte[] withExtra(byte[] ours, long fingerprint) {
    byte[] without = output.encode(withoutLines());
    int head = without.length - 1;
    var theirs = new byte[ours.length + 1];
    System.arraycopy(ours, 0, theirs, 0, head);
    theirs[head] = 0;
    System.arraycopy(ours, head, theirs, head + 1, ours.length - head);
    for (int i = 0; i < 8; i++) {
      theirs[2 + i] = (byte) (fingerprint >>> 8 * i);
    }
    return theirs;
  }

  private static OutputWritten withoutLines() {
    OutputWritten one = Given.line(1, NOON, 7, "hello");
    return new OutputWritten(
        one.accountId(),
        one.project(),
        one.logstore(),
        one.serviceName(),
        one.functionName(),
        one.qualifier(),
        one.versionId(),
        one.requestId(),
        one.instanceId(),
        List.of());
  }
}
