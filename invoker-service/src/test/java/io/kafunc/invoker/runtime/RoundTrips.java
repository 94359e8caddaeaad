// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prints round trips per second of a function that does nothing, through one instance's channel, at
 * several calls in flight. Run by hand: figures, no judgement.
 */
public final class RoundTrips {

  private static final int ROUNDS = 7;
  private static final int CALLS = 60_000;

  private RoundTrips() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (var place : Place.all().toList()) {
      try (var bench = place.bench()) {
        for (int inFlight : new int[] {1, 16, 64}) {
          int concurrency = place.isNode() ? inFlight : 1;
          if (inFlight == concurrency) {
            var instance = bench.instance(place.function("nothing").concurrency(concurrency));
            print(place, inFlight, instance);
            instance.kill();
          }
        }
      }
    }
    System.exit(0);
  }

  private static void print(Place place, int inFlight, Instance instance)
      throws InterruptedException {
    round(instance, inFlight, CALLS);
    double[] rates = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rates[i] = round(instance, inFlight, CALLS);
    }
    Arrays.sort(rates);
    System.out.printf(
        "%-22s %3d in flight: %,8.0f calls/s (best %,.0f), cold start %.0f ms%n",
        place, inFlight, rates[ROUNDS / 2], rates[ROUNDS - 1], instance.coldStartMs());
  }

  private static double round(Instance instance, int inFlight, int calls)
      throws InterruptedException {
    var done = new CountDownLatch(inFlight);
    var left = new AtomicInteger(calls);
    long start = System.nanoTime();
    for (int i = 0; i < inFlight; i++) {
      next(instance, left, done);
    }
    done.await();
    return calls / ((System.nanoTime() - start) / 1e9);
  }

  private static void next(Instance instance, AtomicInteger left, CountDownLatch done) {
    if (left.getAndDecrement() <= 0) {
      done.countDown();
      return;
    }
    instance
        .run(new Call("0190f1a2-0000-7000-8000-000000000000", new byte[100], 0), LogSink.NONE)
        .thenAccept(report -> next(instance, left, done));
  }
}
