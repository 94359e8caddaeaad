// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.metadata.api.MetadataServer;
import io.kafunc.metadata.badinput.Wire.Answer;
import io.kafunc.metadata.write.AccountHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty thousand requests that nobody should send, over real sockets. None is a 5xx, none hangs,
 * each refusal is FC's; every event in the log has its accepted request; and what no request may
 * name is as it was, byte for byte.
 */
class FuzzTest {

  private static final long SEED = 20_201_022;
  private static final int REQUESTS = 20_000;
  private static final int CALLERS = 8;
  private static final int LARGEST_REFUSAL = 16 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicLong asked = new AtomicLong();
  private final Set<Long> written = new ConcurrentSkipListSet<>();

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void nothingIsBrokenByWhatNobodyShouldSend() throws Exception {
    try (var server = MetadataServer.inMemory(data)) {
      // given
      Operations.furnish(server, "s");
      Operations.furnish(server, "keep");
      Operations.furnish(server);
      var before = kept(server);
      long end = position(server);
      // when
      try (var callers = Executors.newFixedThreadPool(CALLERS)) {
        for (int i = 0; i < CALLERS; i++) {
          var random = new Random(SEED + i);
          callers.submit(() -> fuzz(server.uri("/").getPort(), random));
        }
      }
      // then
      assertThat(faults).isEmpty();
      assertThat(asked.get()).isGreaterThanOrEqualTo(REQUESTS);
      assertThat(written).isEqualTo(positions(end, position(server)));
      assertThat(kept(server)).isEqualTo(before);
      assertThat(server.get("/health").status()).isLessThan(500);
    }
  }

  private void fuzz(int port, Random random) {
    var requests = new FuzzedRequests(random);
    var wire = new Wire(port);
    while (asked.get() < REQUESTS && faults.size() < 60) {
      var request = requests.next();
      asked.incrementAndGet();
      try {
        wire.exchange(request).ifPresent(answer -> judge(request, answer));
      } catch (IOException | RuntimeException fault) {
        fault(request, fault.toString());
      }
    }
    wire.close();
  }

  private void judge(FuzzedRequests.Request request, Answer answer) {
    if (answer.headers().containsKey("x-kafunc-position")) {
      written.add(Long.valueOf(answer.headers().get("x-kafunc-position")));
    }
    if (answer.status() >= 500) {
      fault(request, answer.toString());
    } else if (answer.headers().getOrDefault("x-fc-request-id", "").length() != 36) {
      fault(request, "no request id: " + answer);
    } else if (answer.body().length > LARGEST_REFUSAL && answer.status() >= 400) {
      fault(request, "an answer of " + answer.body().length + " bytes");
    } else if (answer.status() >= 400 && !request.isHead() && !isWellFormed(answer)) {
      fault(request, "no refusal: " + answer);
    }
  }

  private static boolean isWellFormed(Answer answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      return body.size() == 2
          && !body.path("ErrorCode").asText().isEmpty()
          && !body.path("ErrorMessage").asText().isEmpty()
          && answer.headers().getOrDefault("content-type", "").startsWith("application/json");
    } catch (IOException _) {
      return false;
    }
  }

  private void fault(FuzzedRequests.Request request, String what) {
    var text = new String(request.bytes(), UTF_8);
    faults.add(what + " <- " + text.substring(0, Math.min(2_000, text.length())));
  }

  private static List<String> kept(MetadataServer server) {
    return Stream.of(
            "",
            "/functions",
            "/functions/f/triggers",
            "/versions",
            "/aliases",
            "/bindings",
            ".1/functions",
            "/functions/f/on-demand-config",
            "/functions/f/async-invoke-config")
        .map(path -> server.get("/services/keep" + path).text())
        .toList();
  }

  private static Set<Long> positions(long from, long to) {
    return LongStream.range(from, to).boxed().collect(Collectors.toSet());
  }

  private static long position(MetadataServer server) {
    return server.bean(AccountHandler.class).tail().position();
  }
}
