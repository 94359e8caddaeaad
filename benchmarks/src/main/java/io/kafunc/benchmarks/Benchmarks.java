// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs benchmarks one after the other, each in a fresh JVM, and keeps what they print, with machine
 * and date, in {@code benchmarks/results/DATE.md}. Arguments are names; none means all.
 */
public final class Benchmarks {

  private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("sync-calls", SyncCalls.class);
    ALL.put("sync-calls-without-log", CallsWithoutLog.class);
    ALL.put("async-accepts", AsyncAccepts.class);
    ALL.put("async-drain", AsyncDrain.class);
    ALL.put("many-queues", ManyQueues.class);
    ALL.put("queue-restarts", QueueRestarts.class);
    ALL.put("known-functions", KnownFunctions.class);
    ALL.put("metadata-writes", MetadataWrites.class);
    ALL.put("metadata-reads", MetadataReads.class);
    ALL.put("metadata-rebuild", MetadataRebuild.class);
    ALL.put("cold-starts", ColdStarts.class);
    ALL.put("archive-uploads", ArchiveUploads.class);
    ALL.put("starts", Starts.class);
    ALL.put("log-ingest", LogIngest.class);
  }

  private Benchmarks() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var names = args.length == 0 ? List.copyOf(ALL.keySet()) : List.of(args);
    for (var name : names) {
      if (!ALL.containsKey(name)) {
        System.err.println("There is no benchmark " + name + ". There are: " + ALL.keySet());
        System.exit(2);
      }
    }
    var results = SuiteProcess.home().resolve("benchmarks/results/" + today() + ".md");
    boolean known = Files.exists(results);
    try (var file = new PrintStream(Files.newOutputStream(results, CREATE, APPEND), true)) {
      if (!known) {
        file.println("# Figures of " + today() + "\n\n" + machine());
      }
      for (var name : names) {
        run(name, file);
      }
    }
    System.out.println("Kept in " + results);
  }

  private static void run(String name, PrintStream file) throws IOException, InterruptedException {
    System.out.println("== " + name);
    file.println("\n## " + name + "\n\nLoad of the machine before it: " + load() + "\n\n```");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ALL.get(name).getName());
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        file.println(line);
      }
    }
    file.println("```");
    if (process.waitFor() != 0) {
      throw new IOException(name + " failed");
    }
  }

  private static LocalDate today() {
    return LocalDate.now(Clock.systemUTC());
  }

  private static String machine() throws IOException {
    var cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 2))
            .orElse(System.getProperty("os.arch"));
    return """
    %d processors (%s), %s %s, Java %s. Ratios are medians of each round's own ratio; in brackets the
    least and the greatest.\
    """
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            cpu,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Runtime.version());
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }
}
