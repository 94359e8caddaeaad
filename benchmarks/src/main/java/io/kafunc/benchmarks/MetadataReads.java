// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.benchmarks.HttpLoad.Requests;
import io.kafunc.benchmarks.HttpLoad.Result;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads of metadata: GetFunction against a Micronaut server that answers the same bytes from
 * memory, unsigned; and the walk over 10,000 services, a hundred a page.
 */
public final class MetadataReads {

  private static final int CONNECTIONS = 16;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final int ROUNDS = 5;
  private static final int SERVICES = 10_000;
  private static final int PAGE = 100;

  private MetadataReads() {}

  public static void main(String[] args) throws Exception {
    try (var suite = SuiteProcess.up(Map.of())) {
      suite.deploy("bench", "f", 1, "index.py", "def handler(event, context): pass");
      getFunction(suite);
      walk(suite);
    }
    System.exit(0);
  }

  private static void getFunction(SuiteProcess suite) throws Exception {
    var body = suite.read("/2016-08-15/services/bench/functions/f");
    var request = suite.requests().get("/services/bench/functions/f");
    try (var echo = EchoServer.start(body)) {
      var plain = "GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes();
      rate(suite.address(), request, WARM_UP);
      rate(echo.address(), plain, WARM_UP);
      SideBySide.print(
          "GetFunction/s and a Micronaut echo, 16 connections",
          SideBySide.of(
              ROUNDS,
              () -> rate(suite.address(), request, ROUND).perSecond(),
              () -> rate(echo.address(), plain, ROUND).perSecond()),
          "a second",
          ">= 0.4, aim 0.7");
    }
  }

  private static Result rate(InetSocketAddress server, byte[] request, Duration time) {
    var result = HttpLoad.run(server, CONNECTIONS, time, Requests.always(request));
    if (result.refused() > 0) {
      throw new IllegalStateException(result.refused() + " reads were refused");
    }
    return result;
  }

  private static void walk(SuiteProcess suite) {
    var next = new AtomicInteger();
    HttpLoad.run(
        suite.address(),
        64,
        Duration.ofMinutes(5),
        _ -> {
          int i = next.getAndIncrement();
          return i < SERVICES - 1
              ? suite.requests().post("/services", "{\"serviceName\":\"s%05d\"}".formatted(i))
              : null;
        });
    pages(suite);
    List<Double> times = pages(suite);
    System.out.printf(
        Locale.ROOT,
        "%-58s %.1f ms in all; a page: first ten %.2f ms, last ten %.2f ms (medians)%n",
        "list of 10,000 services, a hundred a page",
        times.stream().mapToDouble(Double::doubleValue).sum(),
        SideBySide.median(times.subList(0, 10)),
        SideBySide.median(times.subList(times.size() - 10, times.size())));
  }

  private static List<Double> pages(SuiteProcess suite) {
    List<Double> times = new ArrayList<>();
    for (int first = -1; first < SERVICES - 1; first += PAGE) {
      var token = first < 0 ? "bench" : "s%05d".formatted(first);
      var request = suite.requests().get("/services?limit=" + PAGE + "&nextToken=" + token);
      int[] left = {1};
      var result =
          HttpLoad.run(
              suite.address(), 1, Duration.ofMinutes(1), _ -> left[0]-- > 0 ? request : null);
      if (result.refused() > 0) {
        throw new IllegalStateException("a page was refused");
      }
      times.add(result.p50Micros() / 1e3);
    }
    return times;
  }
}
