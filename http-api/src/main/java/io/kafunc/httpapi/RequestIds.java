// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws UUIDv7s (RFC 9562): 48 bits of milliseconds, 12 bits of a counter, 62 random bits. Ids of
 * one process ascend strictly, also when the clock stands still or goes back. They are unique, not
 * secret. Safe for any thread, without locks.
 */
@Singleton
public final class RequestIds {

  private static final String ATTRIBUTE = "kafunc.request-id";
  private static final int COUNTER_BITS = 12;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

  private final Clock clock;
  private final AtomicLong tick = new AtomicLong();
  private final AtomicLong random;

  @Inject
  public RequestIds(Clock clock) {
    this(clock, new SecureRandom().nextLong());
  }

  RequestIds(Clock clock, long seed) {
    this.clock = clock;
    this.random = new AtomicLong(seed);
  }

  /** The next id in its 36 characters. */
  public String next() {
    return nextUuid().toString();
  }

  public UUID nextUuid() {
    long now = clock.millis() << COUNTER_BITS;
    long time = tick.updateAndGet(last -> Math.max(last + 1, now));
    long high = (time >>> COUNTER_BITS) << 16 | VERSION | time & 0xFFF;
    return new UUID(high, VARIANT | mix(random.getAndAdd(GOLDEN_GAMMA)) >>> 2);
  }

  /** The id of this request: drawn when it came in, or put there since by {@link #put}. */
  public static String of(HttpRequest<?> request) {
    return find(request).orElseThrow(() -> new IllegalStateException("request has no id yet"));
  }

  /** The same where a request may have failed before it got an id. */
  public static Optional<String> find(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, String.class);
  }

  /** Gives the request this id; its answer and its log lines will carry it. */
  public static void put(HttpRequest<?> request, String requestId) {
    request.setAttribute(ATTRIBUTE, requestId);
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    long b = (a ^ a >>> 27) * 0x94D0_49BB_1331_11EBL;
    return b ^ b >>> 31;
  }
}
