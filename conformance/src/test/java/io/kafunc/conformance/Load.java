// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Callers of one function, each with one call after the other until it is told to stop or nobody is
 * there. What they were answered is known: success with what it said, all else in words.
 */
final class Load implements AutoCloseable {

  /** Of a caller who was refused before he calls again. */
  private static final long PATIENCE = Duration.ofMillis(20).toNanos();

  private final Suite suite;
  private final String path;
  private final String type;
  private final Map<String, Answer> answered = new ConcurrentHashMap<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final List<Thread> callers;
  private volatile boolean stopped;

  /**
   * What a call was answered with success.
   *
   * @param version the header that names the version that ran
   * @param time of the answer by {@code System.nanoTime}
   */
  record Answer(String version, String body, long time) {}

  private Load(Suite suite, String path, String type, int callers) {
    this.suite = suite;
    this.path = path;
    this.type = type;
    this.callers =
        IntStream.range(0, callers)
            .mapToObj(_ -> Thread.ofPlatform().unstarted(this::call))
            .toList();
  }

  /**
   * Callers that wait for what the function answers.
   *
   * @param service with its qualifier, if it has one
   */
  static Load sync(Suite suite, String service, String function, int callers) {
    return of(suite, service, function, "Sync", callers);
  }

  /** Callers that wait for no more than the 202. */
  static Load async(Suite suite, String service, String function, int callers) {
    return of(suite, service, function, "Async", callers);
  }

  private static Load of(Suite suite, String service, String function, String type, int callers) {
    var path = "/2016-08-15/services/%s/functions/%s/invocations".formatted(service, function);
    var load = new Load(suite, path, type, callers);
    load.callers.forEach(Thread::start);
    return load;
  }

  private void call() {
    while (!stopped) {
      try {
        book(
            suite.send(
                suite
                    .request(path)
                    .header("X-Fc-Invocation-Type", type)
                    .POST(BodyPublishers.ofString(Integer.toString(count.incrementAndGet())))));
      } catch (UncheckedIOException gone) {
        refused.add("nobody answers: " + gone.getMessage());
        return;
      }
    }
  }

  private void book(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 == 2) {
      answered.put(
          answer.headers().firstValue("X-Fc-Request-Id").orElseThrow(),
          new Answer(
              answer.headers().firstValue("X-Fc-Invocation-Service-Version").orElse(""),
              answer.body(),
              System.nanoTime()));
    } else {
      refused.add(answer.statusCode() + " " + answer.body());
      LockSupport.parkNanos(PATIENCE);
    }
  }

  /** Calls that were answered with success, by request id. */
  Map<String, Answer> answered() {
    return answered;
  }

  /** Everything else that callers were told. */
  Queue<String> refused() {
    return refused;
  }

  @Override
  public void close() {
    stop();
  }

  /** Returns when the last call is answered. */
  void stop() {
    stopped = true;
    for (var caller : callers) {
      try {
        caller.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
