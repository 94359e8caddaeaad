// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/** A release from its first call to its rollback, told on real input. */
public final class Story {

  private static final String FUNCTION = "price";
  private static final double CANARY = 0.2;
  private static final int IN_FLIGHT = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FcApi api;
  private final Example example;
  private final Terminal terminal;
  private final Clock clock;
  private final String runtime;
  private final int rounds;

  private String service;
  private Instant begin;

  /**
   * @param runtime FC's name of the runtime the example is run on
   * @param rounds how often each of the example's events is sent at full speed
   */
  public Story(
      FcApi api, Example example, Terminal terminal, Clock clock, String runtime, int rounds) {
    this.api = api;
    this.example = example;
    this.terminal = terminal;
    this.clock = clock;
    this.runtime = runtime;
    this.rounds = rounds;
  }

  /**
   * Tells it; the answer is the service it made.
   *
   * @throws IllegalStateException when something in it does not go as told; the message says what
   */
  public String tell() {
    begin = clock.instant();
    var events = example.events();
    createAndCall(events.getFirst());
    publishBehindAnAlias();
    releaseACanary();
    fireByTimer(events.getFirst());
    callAtFullSpeed(events);
    var failed = compareVersions();
    failed.ifPresent(this::explainOneFailure);
    rollBack(events);
    showHistory();
    terminal.say("");
    terminal.say("All of it was " + (1 + endedCalls()) + " calls; each left its record.");
    return service;
  }

  private void createAndCall(byte[] event) {
    terminal.chapter("A service and a function");
    service = freeName();
    api.post(
        "/services",
        Map.of(
            "serviceName",
            service,
            "description",
            "A tea shop",
            "logConfig",
            Map.of("project", service, "logstore", "output")));
    api.post(
        "/services/" + service + "/functions",
        Map.of(
            "functionName",
            FUNCTION,
            "runtime",
            runtime,
            "handler",
            "index.handler",
            "timeout",
            10,
            "code",
            Map.of("zipFile", example.zip("v1"))));
    terminal.say(
        "Created service " + service + " with function " + FUNCTION + " (" + runtime + ").");
    var answer = api.call(service, FUNCTION, event);
    var said = body(answer.getBody().orElseThrow());
    if (answer.code() != 200 || answer.header("X-Fc-Error-Type") != null) {
      throw new IllegalStateException("the first call failed: " + said);
    }
    terminal.say("Called it with the first order: " + said);
  }

  private void publishBehindAnAlias() {
    terminal.chapter("A version and an alias");
    var version = publish("prices every order");
    api.post(
        "/services/" + service + "/aliases", Map.of("aliasName", "PROD", "versionId", version));
    terminal.say("Published version " + version + ": it never changes again. PROD points at it.");
    api.put(
        "/services/" + service + ".PROD/functions/" + FUNCTION + "/async-invoke-config",
        Map.of("maxAsyncRetryAttempts", 0));
    terminal.say("What fails through PROD is not tried again: an order is priced now or never.");
  }

  private void releaseACanary() {
    terminal.chapter("A new version, carefully");
    api.put(
        "/services/" + service + "/functions/" + FUNCTION,
        Map.of("code", Map.of("zipFile", example.zip("v2"))));
    var version = publish("coupons in lower case, free shipping from 100");
    moveProd(Map.of("additionalVersionWeight", Map.of(version, CANARY)));
    terminal.say(
        "Published version %s. PROD now sends %.0f %% of its calls there."
            .formatted(version, 100 * CANARY));
  }

  private void fireByTimer(byte[] event) {
    terminal.chapter("A timer");
    var triggers = "/services/" + service + "/functions/" + FUNCTION + "/triggers";
    api.post(
        triggers,
        Map.of(
            "triggerName", "every-second",
            "triggerType", "timer",
            "qualifier", "PROD",
            "triggerConfig",
                Map.of("cronExpression", "@every 1s", "enable", true, "payload", body(event))));
    awaitUntil("the timer fires", () -> rows("&limit=1000").stream().anyMatch(Story::byTimer));
    var fired = rows("&limit=1000").stream().filter(Story::byTimer).findFirst().orElseThrow();
    api.delete(triggers + "/every-second");
    terminal.say(
        "every-second fired; its call ran version "
            + fired.get("externalServiceVersion").asText()
            + " and took "
            + millis(fired.get("durationMs"))
            + ".");
  }

  private void callAtFullSpeed(List<byte[]> events) {
    int total = events.size() * rounds;
    terminal.chapter(total + " asynchronous calls at full speed");
    long before = endedCalls();
    long start = System.nanoTime();
    acceptAll(events, total);
    double acceptSeconds = (System.nanoTime() - start) / 1e9;
    awaitEnded(before, total);
    double seconds = (System.nanoTime() - start) / 1e9;
    terminal.say(
        "Accepted at %.0f a second, all run and recorded %.1f s after the first."
            .formatted(total / acceptSeconds, seconds));
  }

  /** Patient as long as calls end. */
  private void awaitEnded(long before, int total) {
    long ended = 0;
    while (ended < total) {
      long seen = ended;
      awaitUntil("another call ends", () -> endedCalls() - before > seen);
      ended = endedCalls() - before;
      terminal.progress("ended", Math.min(ended, total), total);
    }
  }

  private void acceptAll(List<byte[]> events, int total) {
    var inFlight = new Semaphore(IN_FLIGHT);
    var accepted = new AtomicInteger();
    var refused = new AtomicReference<Throwable>();
    for (int i = 0; i < total; i++) {
      inFlight.acquireUninterruptibly();
      api.callAsync(service + ".PROD", FUNCTION, events.get(i % events.size()))
          .whenComplete(
              (id, failure) -> {
                if (failure == null) {
                  accepted.incrementAndGet();
                } else {
                  refused.compareAndSet(null, failure);
                }
                inFlight.release();
              });
      if (i % 50 == 0) {
        terminal.progress("accepted", i, total);
      }
    }
    inFlight.acquireUninterruptibly(IN_FLIGHT);
    terminal.progress("accepted", accepted.get(), total);
    if (accepted.get() < total) {
      throw new IllegalStateException(
          "%d calls were not accepted: %s".formatted(total - accepted.get(), refused.get()));
    }
  }

  /** The table of the release; the answer is a call that failed, if one did. */
  private Optional<JsonNode> compareVersions() {
    terminal.chapter("Which version served which call");
    var release = api.get("/kafunc/releases/" + service + "/PROD?" + since());
    var lines = new ArrayList<List<String>>();
    for (var version : release.get("versions")) {
      lines.add(
          List.of(
              version.get("versionId").asText(),
              version.get("calls").asText(),
              percent(version.get("share")),
              percent(version.get("configuredWeight")),
              version.get("errors").asText(),
              millis(version.get("p50Ms")),
              millis(version.get("p99Ms")),
              version.get("coldStarts").asText()));
    }
    terminal.table(
        List.of("version", "calls", "share", "weight", "errors", "p50", "p99", "cold starts"),
        lines);
    return rows("&status=Failed&limit=1").stream().findFirst();
  }

  private void explainOneFailure(JsonNode call) {
    terminal.say("");
    terminal.say("The canary is worse. One of its calls, by its request id:");
    terminal.say(
        "%s  version %s, dark launch %s, %s after %s"
            .formatted(
                call.get("requestId").asText(),
                call.get("externalServiceVersion").asText(),
                call.get("isDarkLaunch").asText(),
                call.get("errorType").asText(),
                millis(call.get("durationMs"))));
    var logs = api.get("/kafunc/logs?requestId=" + call.get("requestId").asText() + "&limit=100");
    StreamSupport.stream(logs.get("logs").spliterator(), false)
        .map(line -> line.get("message").asText())
        .filter(line -> line.contains("Error") && !line.startsWith("FC "))
        .findFirst()
        .ifPresent(line -> terminal.say("Its log says: " + line.strip()));
  }

  private void rollBack(List<byte[]> events) {
    terminal.chapter("Back to the version that works");
    moveProd(Map.of("additionalVersionWeight", Map.of()));
    long before = endedCalls();
    int good = 0;
    for (var event : events.subList(0, 50)) {
      var answer = api.call(service + ".PROD", FUNCTION, event);
      good += answer.header("X-Fc-Error-Type") == null ? 1 : 0;
    }
    awaitUntil("the calls are recorded", () -> endedCalls() >= before + 50);
    terminal.say("PROD sends everything to version 1 again: " + good + " of 50 calls succeeded.");
  }

  private void showHistory() {
    terminal.chapter("What happened to PROD");
    var lines = new ArrayList<List<String>>();
    for (var event :
        api.get("/kafunc/history/services/" + service + "/aliases/PROD").get("events")) {
      var after = event.path("after");
      lines.add(
          List.of(
              event.get("time").asText(),
              event.get("type").asText(),
              after.path("versionId").asText(),
              weights(after.path("additionalVersionWeight")),
              event.get("actor").asText()));
    }
    terminal.table(List.of("time", "event", "version", "weights", "by"), lines);
  }

  private String freeName() {
    int number = 1;
    while (api.exists("/services/tea-shop-" + number)) {
      number++;
    }
    return "tea-shop-" + number;
  }

  private String publish(String description) {
    return api.post("/services/" + service + "/versions", Map.of("description", description))
        .get("versionId")
        .asText();
  }

  private void moveProd(Map<String, ?> change) {
    api.put("/services/" + service + "/aliases/PROD", change);
  }

  private List<JsonNode> rows(String filter) {
    var page = api.get("/kafunc/invocations?service=" + service + "&" + since() + filter);
    return StreamSupport.stream(page.get("invocations").spliterator(), false).toList();
  }

  private long endedCalls() {
    var release = api.get("/kafunc/releases/" + service + "/PROD?" + since());
    return StreamSupport.stream(release.get("versions").spliterator(), false)
        .mapToLong(version -> version.get("calls").asLong())
        .sum();
  }

  private String since() {
    return "from=" + begin;
  }

  private static boolean byTimer(JsonNode row) {
    return "timer".equals(row.path("triggerType").asText());
  }

  private static void awaitUntil(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "waited %d s in vain until %s".formatted(PATIENCE.toSeconds(), what));
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static String body(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
  }

  private static String weights(JsonNode weights) {
    return weights.isEmpty() ? "-" : weights.toString();
  }

  private static String percent(JsonNode share) {
    return share.isNull() || share.isMissingNode()
        ? "-"
        : "%.1f %%".formatted(100 * share.asDouble());
  }

  private static String millis(JsonNode millis) {
    return millis.isNull() || millis.isMissingNode() ? "-" : "%.1f ms".formatted(millis.asDouble());
  }
}
