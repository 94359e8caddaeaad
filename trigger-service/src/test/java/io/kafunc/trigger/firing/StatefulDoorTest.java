// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.Recorded;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.metadata.AliasEvent.AliasDeleted;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigDeleted;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigPut;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionDeleted;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceDeleted;
import io.kafunc.schemas.metadata.Stamp;
import io.kafunc.schemas.metadata.VersionEvent.VersionDeleted;
import io.kafunc.trigger.catalog.StatefulFunctions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatefulDoorTest {

  private static final Stamp STAMP = new Stamp("1", 1, Instant.EPOCH, "ak", "r");

  private final StatefulFunctions functions = new StatefulFunctions();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<InvocationRequested> sent = new ArrayList<>();
  private final StatefulDoor door =
      new StatefulDoor(this::take, functions, () -> "0-" + ids.incrementAndGet());

  @Test
  void givesEachCallAnIdWhereTheConfigurationSaysStateful() {
    // given
    happens(put("LATEST", Optional.of(true)));
    // when
    send("LATEST");
    send("LATEST");
    send("PROD");
    // then
    assertThat(sent)
        .extracting(InvocationRequested::invocationId)
        .containsExactly(Optional.of("0-1"), Optional.of("0-2"), Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("ends")
  void givesNoneOnceTheConfigurationHasEnded(String qualifier, MetadataEvent end) {
    // given
    happens(put(qualifier, Optional.of(true)));
    // when
    happens(end);
    send(qualifier);
    // then
    assertThat(sent.getFirst().invocationId()).isEmpty();
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        end("LATEST", put("LATEST", Optional.of(false))),
        end("LATEST", put("LATEST", Optional.empty())),
        end("LATEST", new AsyncInvokeConfigDeleted(STAMP, "s", "f", "LATEST")),
        end("LATEST", new FunctionDeleted(STAMP, "s", "f")),
        end("PROD", new FunctionDeleted(STAMP, "s", "f")),
        end("PROD", new AliasDeleted(STAMP, "s", "PROD")),
        end("7", new VersionDeleted(STAMP, "s", 7)),
        end("PROD", new ServiceDeleted(STAMP, "s")));
  }

  private static Arguments end(String qualifier, MetadataEvent event) {
    return Arguments.of(qualifier, event);
  }

  private static MetadataEvent put(String qualifier, Optional<Boolean> stateful) {
    var config =
        new AsyncInvokeConfig(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), stateful);
    return new AsyncInvokeConfigPut(STAMP, "s", "f", qualifier, config);
  }

  private void happens(MetadataEvent event) {
    functions.apply(List.of(new Recorded<>(0, event)));
  }

  private void send(String qualifier) {
    door.send(
        new InvocationRequested(
            "1",
            "s",
            qualifier,
            "f",
            Payload.EMPTY,
            Instant.EPOCH,
            "trigger-service",
            Optional.of("t"),
            Optional.of("timer"),
            Optional.empty()));
  }

  private CompletableFuture<String> take(InvocationRequested call) {
    sent.add(call);
    return CompletableFuture.completedFuture("id");
  }
}
