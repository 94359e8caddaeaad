// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyuncs.fc.request.UpdateServiceRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each service and the broker are killed in turn under load, then all of them together and the ends
 * of all logs torn: what was accepted ends once, what was acknowledged is there.
 */
class KilledServicesIT {

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final String WORK =
      "exports.handler = (e, c, cb) => setTimeout(() => cb(null, e), 20);";

  @TempDir Path folder;
  private SeparateProcesses processes;
  private Release release;

  @BeforeEach
  void start() {
    processes = SeparateProcesses.up(folder);
    release = Release.ofNewService(processes.suite()).node("now", WORK).node("later", WORK);
    release.invoke("now", null, "warm");
    release.invoke("later", null, "warm");
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  @Test
  @Tag("soak")
  void whatWasAcceptedEndsOnceAndWhatWasAcknowledgedStays() {
    // given
    var acknowledged = new AtomicInteger();
    var enough = new AtomicBoolean();
    var writer = Thread.ofVirtual().start(() -> updateUntil(enough, acknowledged));
    Set<String> accepted;
    try (var later = Load.async(processes.suite(), release.service(), "later", 2)) {
      var all = new ArrayList<>(SeparateProcesses.SERVICES);
      all.add(SeparateProcesses.BROKER);
      // when
      for (var each : all) {
        goesOn(later, acknowledged);
        processes.kill(each);
        processes.start(each);
      }
      goesOn(later, acknowledged);
      all.forEach(processes::kill);
      tearTheLog();
      all.reversed().forEach(processes::start);
      SeparateProcesses.SERVICES.forEach(processes::awaitUp);
      goesOn(later, acknowledged);
      later.stop();
      accepted = later.answered().keySet();
    }
    enough.set(true);
    join(writer);
    // then
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(ids(ended())).doesNotHaveDuplicates().containsAll(accepted));
    await()
        .atMost(LONG)
        .untilAsserted(() -> Conservation.holdsWithAllSettledAt(processes.suite("invoker")));
    var service = processes.suite().json("/2016-08-15/services/" + release.service());
    assertThat(service.get("description").asInt()).isEqualTo(acknowledged.get());
  }

  /** Calls are accepted and changes acknowledged, as many again. */
  private static void goesOn(Load later, AtomicInteger acknowledged) {
    int calls = later.answered().size() + 100;
    int changes = acknowledged.get() + 10;
    await()
        .atMost(LONG)
        .until(() -> later.answered().size() > calls && acknowledged.get() > changes);
  }

  /** As if the machine had gone down while the broker wrote: noise behind the last records. */
  private void tearTheLog() {
    var noise = new byte[1_000];
    new Random(7).nextBytes(noise);
    try (var files = Files.walk(folder.resolve(SeparateProcesses.BROKER))) {
      for (var file : files.filter(KilledServicesIT::isOfOurTopics).toList()) {
        Files.write(file, noise, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfOurTopics(Path file) {
    return file.toString().endsWith(".log")
        && file.getParent().getFileName().toString().startsWith("kafunc.");
  }

  /** Sets ever higher numbers, each until it is acknowledged. */
  private void updateUntil(AtomicBoolean enough, AtomicInteger acknowledged) {
    var client = processes.suite().vendorClient();
    while (!enough.get()) {
      int next = acknowledged.get() + 1;
      try {
        client.updateService(
            new UpdateServiceRequest(release.service()).setDescription(Integer.toString(next)));
        acknowledged.set(next);
      } catch (RuntimeException refused) {
        Thread.onSpinWait();
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<JsonNode> ended() {
    return processes
        .suite()
        .all("/kafunc/invocations?function=later&service=" + release.service(), "invocations");
  }

  private static List<String> ids(List<JsonNode> rows) {
    return rows.stream().map(row -> row.get("requestId").asText()).toList();
  }
}
