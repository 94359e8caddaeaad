// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.httpapi.ErrorCode;
import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.async.CallsTopic;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class CallSenderTest {

  private static final KafkaConfig NOBODY = new KafkaConfig("127.0.0.1:1", false, 8);
  private static final int PAYLOAD = 1_000;
  private static final int ROOM_FOR_TWO = 2_500;

  @Test
  void refusesACallThatKafkaDoesNotTakeInTime() {
    try (var sender = sender(Duration.ofMillis(200))) {
      // when
      var answer = send(sender);
      // then
      assertUnavailable(answer, "Kafka did not confirm");
    }
  }

  @Test
  void refusesAtOnceWhatItHasNoRoomFor() {
    try (var sender = sender(Duration.ofSeconds(2))) {
      // given
      var first = send(sender);
      var second = send(sender);
      // when
      var third = send(sender);
      // then
      assertThat(third).isCompletedExceptionally();
      assertUnavailable(third, "too many calls wait");
      assertThat(first).isNotDone();
      assertThat(second).isNotDone();
    }
  }

  @Test
  void hasRoomAgainWhenCallsWereRefused() {
    try (var sender = sender(Duration.ofMillis(200))) {
      for (int i = 0; i < 5; i++) {
        // when
        var answer = send(sender);
        // then
        assertUnavailable(answer, "Kafka did not confirm");
      }
    }
  }

  @Test
  void refusesCallsOnceItIsClosed() {
    // given
    var sender = sender(Duration.ofSeconds(2));
    // when
    sender.close();
    // then
    assertUnavailable(send(sender), "the service is stopping");
  }

  private static CallSender sender(Duration patience) {
    var settings =
        Map.<String, Object>of(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) patience.toMillis());
    return new CallSender(
        () -> NOBODY.producer(settings), new CallsTopic(8, 1), patience, ROOM_FOR_TWO);
  }

  private static CompletableFuture<CallId> send(CallSender sender) {
    var call =
        new InvocationRequested(
            "1000",
            "service",
            "LATEST",
            "function",
            new Payload(new byte[PAYLOAD]),
            Instant.EPOCH,
            "actor",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return sender.send(call).toCompletableFuture();
  }

  private static void assertUnavailable(CompletableFuture<CallId> answer, String why) {
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            FcException.class,
            refused -> {
              assertThat(refused.error().code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
              assertThat(refused.error().message()).contains(why);
            });
  }
}
