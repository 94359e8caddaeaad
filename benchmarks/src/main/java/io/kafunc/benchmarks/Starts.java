// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * From the command {@code ./kafunc up} to UP, seen from outside: on an empty folder, on one with a
 * thousand services of five functions each in its log, and on the same after kill -9; and the
 * memory of the suite when it is ready and has nothing to do.
 */
public final class Starts {

  private static final int ROUNDS = 5;
  static final int SERVICES = 1_000;
  static final int FUNCTIONS = 5;
  private static final String SOURCE = "def handler(event, context): pass";
  private static final int WRITERS = 64;
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Starts() {}

  public static void main(String[] args) throws Exception {
    List<Double> memory = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      try (var suite = SuiteProcess.up(Map.of())) {
        empty.add(seconds(suite.startedIn()));
        Thread.sleep(SETTLED);
        memory.add(suite.residentMB());
      }
    }
    print("start on an empty folder", "s", empty, "<= 4, aim 2");
    print("resident memory, ready and idle", "MB", memory, "<= 550, aim 400");
    onData();
    System.exit(0);
  }

  private static void onData() throws Exception {
    try (var suite = SuiteProcess.up(Map.of())) {
      fill(suite);
      List<Double> stopped = new ArrayList<>();
      List<Double> killed = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        suite.stop();
        stopped.add(seconds(suite.start()));
        suite.kill();
        killed.add(seconds(suite.start()));
      }
      print("start with 1,000 services and 5,000 functions", "s", stopped, "<= 8, aim 4");
      print("the same after kill -9", "s", killed, "<= 10, aim 6");
      print("resident memory with them", "MB", List.of(suite.residentMB()), "none");
    }
  }

  static void fill(SuiteProcess suite) {
    writeAll(suite, SERVICES, i -> suite.requests().post("/services", service(i)));
    writeAll(
        suite,
        SERVICES * FUNCTIONS,
        i ->
            suite
                .requests()
                .post(
                    "/services/s" + i / FUNCTIONS + "/functions",
                    SuiteProcess.function("f" + i % FUNCTIONS, 1, "index.py", SOURCE)));
  }

  private static String service(int number) {
    return "{\"serviceName\":\"s" + number + "\"}";
  }

  private static void writeAll(SuiteProcess suite, int count, IntFunction<byte[]> request) {
    var next = new AtomicInteger();
    var result =
        HttpLoad.run(
            suite.address(),
            WRITERS,
            PATIENCE,
            _ -> {
              int i = next.getAndIncrement();
              return i < count ? request.apply(i) : null;
            });
    if (result.refused() > 0) {
      throw new IllegalStateException(result.refused() + " writes were refused");
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static void print(String figure, String unit, List<Double> values, String bar) {
    var sorted = values.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%-58s %6.2f %s (%.2f to %.2f)  bar %s%n",
        figure,
        SideBySide.median(values),
        unit,
        sorted.getFirst(),
        sorted.getLast(),
        bar);
  }
}
