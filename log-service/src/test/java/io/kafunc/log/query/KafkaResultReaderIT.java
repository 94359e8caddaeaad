// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.httpapi.FcException;
import io.kafunc.log.Given;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.invocation.InvocationResult;
import io.kafunc.schemas.invocation.ResultPlace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results too large for a record, in chunks among those of others. */
class KafkaResultReaderIT {

  @TempDir Path folder;

  @Test
  void joinsTheChunksOfOneCall() throws Exception {
    try (var broker = new TestBroker(folder);
        var producer = broker.config().producer(Map.of())) {
      // given
      new TopicSetup(broker.config()).ensure(Topics.all(1));
      var record = Given.call(1, Given.NOON);
      var mine = record.requestId().getBytes(StandardCharsets.US_ASCII);
      var others = "another".getBytes(StandardCharsets.US_ASCII);
      producer.send(new ProducerRecord<>(Topics.RESULTS, 0, others, "x".getBytes())).get();
      long first =
          producer
              .send(new ProducerRecord<>(Topics.RESULTS, 0, mine, "one ".getBytes()))
              .get()
              .offset();
      producer.send(new ProducerRecord<>(Topics.RESULTS, 0, others, "y".getBytes())).get();
      producer.send(new ProducerRecord<>(Topics.RESULTS, 0, mine, "two".getBytes())).get();
      var reader = new KafkaResultReader(broker.config());
      // when
      var read = reader.read(record.with(at(new ResultPlace(0, first, 2))));
      // then
      assertThat(new String(read, StandardCharsets.US_ASCII)).isEqualTo("one two");
      assertThatThrownBy(() -> reader.read(record))
          .isInstanceOf(FcException.class)
          .hasMessageContaining("InvocationNotFound");
    }
  }

  private static InvocationResult at(ResultPlace place) {
    return new InvocationResult(7, Optional.empty(), Optional.of(place));
  }
}
