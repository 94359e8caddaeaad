// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the first call of a function takes, from request to answer over HTTP, on the strongest rung
 * of isolation there is: with processes waiting, with none, with no sandbox either, and fifty
 * functions within one second. The suite has served calls of one function for a while, as a suite
 * has that somebody uses. Argument: calls of each kind (default 40).
 */
public final class ColdStarts {

  private static final int BURST = 50;
  private static final int REST_MILLIS = 300;
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  /** A runtime by the file that its functions are made of. */
  private record Language(String name, String file, String source, String comment) {}

  private static final List<Language> LANGUAGES =
      List.of(
          new Language(
              "node",
              "index.js",
              "exports.handler = (event, context, callback) => callback(null, event);\n",
              "// "),
          new Language(
              "python", "index.py", "def handler(event, context):\n    return event\n", "# "));

  private final SuiteProcess suite;

  private ColdStarts(SuiteProcess suite) {
    this.suite = suite;
  }

  public static void main(String[] args) throws Exception {
    int calls = args.length > 0 ? Integer.parseInt(args[0]) : 40;
    try (var suite = SuiteProcess.up(Map.of())) {
      var cold = new ColdStarts(suite);
      cold.warmUp();
      for (var language : LANGUAGES) {
        print(language.name + ", a process waits", cold.oneByOne(language, calls));
      }
      cold.printMemory();
      for (var language : LANGUAGES) {
        print(language.name + ", 50 spread over 1 s", cold.burst(language, "spread", 1000 / BURST));
        Thread.sleep(10 * REST_MILLIS);
        print(language.name + ", 50 at once", cold.burst(language, "once", 0));
        Thread.sleep(10 * REST_MILLIS);
      }
    }
    boot("no process waits", Map.of("KAFUNC_SPARES_PER_RUNTIME", "0"), calls);
    boot(
        "nothing is prepared",
        Map.of("KAFUNC_SPARES_PER_RUNTIME", "0", "KAFUNC_SPARES_SANDBOXES", "0"),
        calls);
    System.exit(0);
  }

  private static void boot(String what, Map<String, String> settings, int calls) throws Exception {
    try (var suite = SuiteProcess.up(settings)) {
      var cold = new ColdStarts(suite);
      cold.warmUp();
      for (var language : LANGUAGES) {
        var bare = BareBoot.of(language.name).times(calls);
        var took = cold.oneByOne(language, calls);
        print(language.name + ", bare boot", bare);
        print(language.name + ", " + what, took);
        System.out.printf(
            Locale.ROOT,
            "%s: %s - bare boot %.2f ms (medians), %.2f ms (minima)%n",
            language.name,
            what,
            at(took, 0.5) - at(bare, 0.5),
            at(took, 0) - at(bare, 0));
      }
    }
  }

  private void warmUp() {
    String service = create(LANGUAGES.getFirst(), "warm", 1);
    byte[] request = suite.requests().invoke(service, "f0", new byte[0]);
    HttpLoad.run(suite.address(), 1, WARM_UP, _ -> request);
  }

  /** The first of them is not counted: before it the runtime is not in use. */
  private double[] oneByOne(Language language, int calls) throws Exception {
    String service = create(language, "one-by-one", calls + 1);
    try (var caller = new HttpCaller(suite.address())) {
      caller.call(suite.requests().invoke(service, "f0", new byte[0]));
      var took = new double[calls];
      for (int i = 0; i < calls; i++) {
        Thread.sleep(REST_MILLIS);
        took[i] = caller.call(suite.requests().invoke(service, "f" + (i + 1), new byte[0]));
      }
      return took;
    }
  }

  private double[] burst(Language language, String name, int everyMillis) throws Exception {
    String service = create(language, name, BURST);
    var callers = new ArrayList<HttpCaller>();
    for (int i = 0; i < BURST; i++) {
      callers.add(new HttpCaller(suite.address()));
      callers.get(i).call(suite.requests().get("/services"));
    }
    var results = new ArrayList<Future<Double>>();
    var took = new double[BURST];
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begun = System.nanoTime();
      for (int i = 0; i < BURST; i++) {
        var caller = callers.get(i);
        byte[] request = suite.requests().invoke(service, "f" + i, new byte[0]);
        long due = begun + i * everyMillis * 1_000_000L;
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        results.add(threads.submit(() -> caller.call(request)));
      }
      for (int i = 0; i < BURST; i++) {
        took[i] = results.get(i).get();
        callers.get(i).close();
      }
    }
    return took;
  }

  /** Every function has code of its own, as it would have. */
  private String create(Language language, String name, int count) {
    String service = language.name + "-" + name;
    suite.expect(suite.requests().post("/services", "{\"serviceName\":\"" + service + "\"}"));
    for (int i = 0; i < count; i++) {
      String source = language.source + language.comment + service + i;
      suite.addFunction(service, "f" + i, 1, language.file, source);
    }
    return service;
  }

  /** Memory that goes when a process goes: instances and those that wait, with their sandboxes. */
  private void printMemory() {
    var processes = ProcessHandle.of(suite.pid()).orElseThrow().descendants().toList();
    for (var language : LANGUAGES) {
      var runtimes = processes.stream().filter(it -> command(it).contains(language.name)).toList();
      double runtime = runtimes.stream().mapToDouble(it -> privateMB(it.pid())).average().orElse(0);
      System.out.printf(
          Locale.ROOT, "%s: %d processes, %.1f MB each%n", language.name, runtimes.size(), runtime);
    }
    var sandboxes = processes.stream().filter(it -> command(it).endsWith("bwrap")).toList();
    System.out.printf(
        Locale.ROOT,
        "bubblewrap: %d processes, %.2f MB each, two for an instance%n",
        sandboxes.size(),
        sandboxes.stream().mapToDouble(it -> privateMB(it.pid())).average().orElse(0));
  }

  private static String command(ProcessHandle process) {
    return process.info().command().orElse("");
  }

  private static double privateMB(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
              .filter(line -> line.startsWith("Private_"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .sum()
          / 1024.0;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static void print(String what, double[] millis) {
    System.out.printf(
        Locale.ROOT,
        "%s: n=%d min %.2f p50 %.2f p90 %.2f p99 %.2f max %.2f ms%n",
        what,
        millis.length,
        at(millis, 0),
        at(millis, 0.5),
        at(millis, 0.9),
        at(millis, 0.99),
        at(millis, 1));
  }

  private static double at(double[] millis, double share) {
    var sorted = Arrays.stream(millis).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}
