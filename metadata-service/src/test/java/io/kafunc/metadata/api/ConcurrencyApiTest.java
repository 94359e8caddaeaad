// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.metadata.api.MetadataServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty-four callers at once. */
class ConcurrencyApiTest {

  private static final int CALLERS = 64;
  private static final int UPDATES = 5;

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void losesNoUpdateOfOneServiceAndShowsNoneByHalf() throws Exception {
    server.post("/services", "{\"serviceName\":\"s\",\"description\":\"x\",\"role\":\"x\"}");
    var answered = new ConcurrentLinkedQueue<Answer>();
    var seen = new ConcurrentLinkedQueue<Answer>();
    var writing = new AtomicBoolean(true);

    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        readers.submit(
            () -> {
              while (writing.get()) {
                seen.add(server.get("/services/s"));
              }
            });
      }
      all(
          caller -> {
            for (int i = 0; i < UPDATES; i++) {
              var text = caller + "-" + i;
              answered.add(
                  server.put(
                      "/services/s",
                      "{\"description\":\"%s\",\"role\":\"%s\"}".formatted(text, text)));
            }
            return null;
          });
      writing.set(false);
    }

    var byRevision = new TreeMap<Long, Answer>();
    answered.forEach(answer -> byRevision.put(Long.parseLong(answer.header("Etag")), answer));
    assertThat(byRevision).as("ETags differ").hasSize(CALLERS * UPDATES);
    var texts = new HashSet<String>();
    byRevision.values().forEach(answer -> texts.add(answer.json().get("role").asText()));
    assertThat(texts).as("nothing is lost").hasSize(CALLERS * UPDATES);
    assertThat(server.get("/services/s").text())
        .isEqualTo(byRevision.lastEntry().getValue().text());
    assertThat(byRevision.values())
        .extracting(answer -> answer.json().get("lastModifiedTime").asText())
        .isSorted();
    assertThat(seen).isNotEmpty();
    for (var read : seen) {
      assertThat(read.json().get("description")).isEqualTo(read.json().get("role"));
      var written = byRevision.get(Long.parseLong(read.header("Etag")));
      if (written != null) {
        assertThat(read.text()).isEqualTo(written.text());
      }
    }
    assertStory(byRevision);
  }

  /** The story names every update once, in the order of its ETags, and time never goes back. */
  private static void assertStory(TreeMap<Long, Answer> byRevision) {
    var revisions = new ArrayList<Long>();
    var times = new ArrayList<Instant>();
    server
        .get("/kafunc/history/services/s?limit=1000")
        .json()
        .get("events")
        .forEach(
            event -> {
              revisions.add(event.get("revision").asLong());
              times.add(Instant.parse(event.get("time").asText()));
            });
    assertThat(revisions.subList(1, revisions.size()))
        .containsExactlyElementsOf(byRevision.keySet());
    assertThat(times).isSorted();
  }

  @Test
  void letsOneOfManyWithTheSameEtagSucceed() throws Exception {
    var etag = server.post("/services", "{\"serviceName\":\"race\"}").header("Etag");

    var statuses =
        all(
            caller ->
                server
                    .send(
                        "PUT",
                        "/services/race",
                        "{\"description\":\"%d\"}".formatted(caller),
                        "If-Match",
                        etag)
                    .status());

    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses).filteredOn(status -> status == 412).hasSize(CALLERS - 1);
  }

  @Test
  void keepsWhatAllOfThemAddToOneService() throws Exception {
    server.post("/services", "{\"serviceName\":\"many\"}");
    server.post("/services/many/versions", null);

    all(
        caller ->
            switch (caller % 4) {
              case 0 ->
                  server.post(
                      "/tag",
                      "{\"resourceArn\":\"services/many\",\"tags\":{\"k%d\":\"v\"}}"
                          .formatted(caller / 4));
              case 1 ->
                  server.post(
                      "/services/many/binding", "{\"vpcId\":\"vpc-%d\"}".formatted(caller / 4));
              case 2 ->
                  server.post(
                      "/services/many/aliases",
                      "{\"aliasName\":\"a%d\",\"versionId\":\"1\"}".formatted(caller));
              default ->
                  server.post(
                      "/services/many/functions", MetadataServer.function("f" + caller, ""));
            });

    assertThat(server.get("/services/many").json().get("tags").size()).isEqualTo(CALLERS / 4);
    assertThat(server.get("/services/many/bindings").json().get("vpcIds").size())
        .isEqualTo(CALLERS / 4);
    assertThat(server.get("/services/many/aliases?limit=100").json().get("aliases").size())
        .isEqualTo(CALLERS / 4);
    assertThat(server.get("/services/many/functions?limit=100").json().get("functions").size())
        .isEqualTo(CALLERS / 4);
  }

  @Test
  void createsOneServiceOfManyWithTheSameName() throws Exception {
    var statuses = all(_ -> server.post("/services", "{\"serviceName\":\"once\"}").status());

    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(CALLERS - 1);
  }

  private interface Caller<T> {
    T call(int number) throws Exception;
  }

  /** What each caller got. */
  private static <T> List<T> all(Caller<T> caller) throws InterruptedException, ExecutionException {
    var results = new ArrayList<T>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> calls =
          IntStream.range(0, CALLERS)
              .<Callable<T>>mapToObj(number -> () -> caller.call(number))
              .toList();
      for (Future<T> call : callers.invokeAll(calls)) {
        results.add(call.get());
      }
    }
    return results;
  }
}
