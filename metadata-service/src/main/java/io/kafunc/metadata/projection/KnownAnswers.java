// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Answers about services and what is in them that were read lately, in the bytes that go out: most
 * reads are of few things that seldom change. The rows stay what answers are made of.
 *
 * <p>Whatever is known of a service goes when the rows of an event of it are committed, and before
 * anybody is told of that event. What was being read meanwhile may be of before or after it: it
 * carries the mark that its service had when the reading began, and with the mark it goes.
 * Thread-safe, without locks.
 */
@Singleton
public final class KnownAnswers {

  private static final long BYTES = 16L * 1024 * 1024;
  private static final long SERVICES = 10_000;

  private record Service(String accountId, String name) {}

  private record Asked(Service service, String what) {}

  private record Known(Object mark, Answer answer) {}

  private final Cache<Service, Object> marks = Caffeine.newBuilder().maximumSize(SERVICES).build();
  private final Cache<Asked, Known> answers =
      Caffeine.newBuilder()
          .maximumWeight(BYTES)
          .weigher((Asked asked, Known known) -> known.answer.body().length)
          .build();
  private final Executor blocking;

  KnownAnswers(@Named(TaskExecutors.BLOCKING) Executor blocking) {
    this.blocking = blocking;
  }

  /** A body and its revision; nobody changes the bytes. */
  public record Answer(byte[] body, long revision) {

    public static Answer of(String body, long revision) {
      return new Answer(body.getBytes(UTF_8), revision);
    }
  }

  /**
   * The answer, at once when it is known; may be called on event loops.
   *
   * @param what tells it from all other answers about this service
   * @param rows reads it, on a thread that may block; what it throws is not kept
   */
  public CompletionStage<Answer> get(
      String accountId, String serviceName, String what, Supplier<Answer> rows) {
    var service = new Service(accountId, serviceName);
    var asked = new Asked(service, what);
    var known = answers.getIfPresent(asked);
    if (known != null && known.mark == marks.getIfPresent(service)) {
      return CompletableFuture.completedStage(known.answer);
    }
    return CompletableFuture.supplyAsync(() -> read(asked, rows), blocking);
  }

  private Answer read(Asked asked, Supplier<Answer> rows) {
    var mark = marks.get(asked.service, _ -> new Object());
    var answer = rows.get();
    answers.put(asked, new Known(mark, answer));
    return answer;
  }

  /** Rows of this service have changed. */
  void forget(String accountId, String serviceName) {
    marks.invalidate(new Service(accountId, serviceName));
  }

  /** Rows have gone altogether. */
  void forgetAll() {
    marks.invalidateAll();
  }
}
