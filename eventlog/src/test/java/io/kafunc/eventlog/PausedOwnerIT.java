// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.Seats.Event;
import io.kafunc.eventlog.Seats.Event.Taken;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.schemas.TopicSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner stopped by SIGSTOP and continued after another has taken over: real processes. */
final class PausedOwnerIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private TestBroker broker;
  private final List<Child> children = new ArrayList<>();

  @BeforeEach
  void startBroker() {
    broker = new TestBroker(folder);
    new TopicSetup(broker.config()).ensure(List.of(new TopicSpec("seats", 1, false, Map.of())));
  }

  @AfterEach
  void stopAll() {
    children.forEach(child -> child.process.destroyForcibly());
    broker.close();
  }

  @Test
  void canAppendNothingBehindTheFenceOfItsSuccessor() throws Exception {
    var paused = start("owner", "first");
    assertThat(paused.ask("1a")).isEqualTo("stored");
    paused.signal("STOP");
    paused.tell("1b");
    paused.tell("1c");
    var log = SeatsProcess.log(broker.config(), new LocalReaders());
    try (var successor = log.own(new Node("second", "http://second"))) {
      successor.append(List.of(new Taken("2a", "second"))).get(10, TimeUnit.SECONDS);
      paused.signal("CONT");
      assertThat(paused.answer()).contains("OwnershipLostException");
      assertThat(paused.answer()).contains("OwnershipLostException");
      successor.append(List.of(new Taken("2b", "second"))).get(10, TimeUnit.SECONDS);
    }
    assertThat(read(log))
        .containsExactly(
            new Taken("1a", "first"), new Taken("2a", "second"), new Taken("2b", "second"));
  }

  @Test
  void decidesNothingOnceAnotherHasBeenElected() throws Exception {
    var first = start("writer", "first");
    await().atMost(SOON).until(() -> first.ask("?").equals("serving true"));
    assertThat(first.ask("1a")).startsWith("Appended");
    var second = start("writer", "second");
    assertThat(second.ask("?")).isEqualTo("serving false");

    first.signal("STOP");
    await().atMost(Duration.ofSeconds(10)).until(() -> second.ask("?").equals("serving true"));
    assertThat(second.ask("1b")).startsWith("Appended");
    first.tell("1a");
    first.tell("1c");
    first.signal("CONT");

    assertThat(first.answer()).startsWith("Unavailable");
    assertThat(first.answer()).startsWith("Unavailable");
    // The first one's return may keep the group busy for a moment, in which nobody decides.
    await().atMost(SOON).until(() -> second.ask("1a").startsWith("Refused"));
    await().atMost(SOON).until(() -> second.ask("1c").startsWith("Appended"));
    assertThat(first.ask("?")).isEqualTo("serving false");
  }

  private Child start(String role, String id) throws IOException {
    var classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                classPath,
                SeatsProcess.class.getName(),
                role,
                id,
                broker.bootstrapServers())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var child = new Child(process, process.inputReader(), new PrintWriter(process.outputWriter()));
    children.add(child);
    return child;
  }

  private static List<Event> read(EventLog<Event> log) throws Exception {
    var events = new CopyOnWriteArrayList<Event>();
    Reader<Event> reader = batch -> batch.forEach(recorded -> events.add(recorded.event()));
    try (var tail = log.tail(List.of(reader))) {
      tail.readToEnd(SOON).get();
    }
    return events;
  }

  private record Child(Process process, BufferedReader out, PrintWriter in) {

    String ask(String line) throws IOException {
      tell(line);
      return answer();
    }

    void tell(String line) {
      in.println(line);
      in.flush();
    }

    /** The next line that is no log line: those begin with the time. */
    String answer() throws IOException {
      String line = out.readLine();
      while (line != null && (line.isEmpty() || !Character.isLetter(line.charAt(0)))) {
        line = out.readLine();
      }
      return line;
    }

    void signal(String name) throws IOException, InterruptedException {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }
  }
}
