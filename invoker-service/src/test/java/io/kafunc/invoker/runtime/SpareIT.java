// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions in processes that were booted before anybody called them. */
@ParameterizedClass
@MethodSource("places")
class SpareIT {

  @Parameter Place place;
  private RuntimeBench bench;

  static Stream<Place> places() {
    return Place.all().filter(place -> place.sandbox().attaches());
  }

  @BeforeEach
  void open() {
    bench = place.bench(new SpareSettings(2, 4, 1, Duration.ofMinutes(1)));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void givesAProcessItsCodeLimitsAndEnvironment() {
    bench.instance(place.function("echo"));
    await().untilAsserted(() -> assertThat(bench.spares()).hasSize(2));

    var instance = bench.instance(place.function("shell"));

    assertThat(
            bench
                .run(instance, "r", "cd $FC_FUNC_CODE_PATH; ls index.*; echo $FC_INSTANCE_ID")
                .body())
        .contains("index.", instance.id());
    if (place.isolated()) {
      assertThat(bench.run(instance, "r", "touch /code/new").body())
          .contains("Read-only file system");
    }
    var eater = bench.instance(place.function("eat"));
    assertThat(bench.run(eater, "r", "600").report().result())
        .isInstanceOf(RunResult.Crashed.class);
  }

  @Test
  void usesEachProcessOnce() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 6; i++) {
      var instance = bench.instance(place.function("count").initializer("index.initialize"));
      assertThat(bench.run(instance, "r", "").body()).isEqualTo("1");
      ids.add(instance.id());
    }

    assertThat(ids).hasSize(6);
  }

  @Test
  void replacesASpareThatDied() {
    bench.instance(place.function("echo"));
    await().untilAsserted(() -> assertThat(bench.spares()).hasSize(2));

    var doomed = bench.spares();
    doomed.forEach(BootedProcess::kill);
    await().untilAsserted(() -> assertThat(doomed).noneMatch(BootedProcess::alive));

    assertThat(bench.run(place.function("json"), "").body()).contains("42");
    await().untilAsserted(() -> assertThat(bench.spares()).hasSize(2));
  }

  @Test
  void keepsTheNetworkFromSparesForFunctionsWithoutOne() {
    bench.instance(place.function("echo"));
    await().untilAsserted(() -> assertThat(bench.spares()).hasSize(2));

    var offline = bench.instance(place.function("shell").internetAccess(false));

    if (place.isolated()) {
      assertThat(
              bench.run(offline, "r", "ls /sys/class/net 2>&1; cat /proc/net/dev | wc -l").body())
          .contains("\n3\n");
    }
  }

  @Test
  void costsLessThan25MBARuntimeWhileNobodyCalls() {
    bench.instance(place.function("echo")).kill();

    await()
        .untilAsserted(
            () -> {
              assertThat(bench.spares()).hasSize(2);
              assertThat(bench.emptySandboxes()).isEqualTo(place.sandbox().awaits() ? 1 : 0);
              assertThat(privateMB()).isBetween(1.0, 25.0);
            });
  }

  @Test
  void bootsInAnEmptySandboxWhereNoSpareWaits() {
    assumeThat(place.sandbox().awaits()).as("sandboxes can stand empty").isTrue();
    var empty = place.bench(new SpareSettings(0, 0, 1, Duration.ofMinutes(1)));
    try (empty) {
      empty.instance(place.function("echo"));
      await().untilAsserted(() -> assertThat(empty.emptySandboxes()).isEqualTo(1));

      var instance = empty.instance(place.function("shell"));

      assertThat(empty.emptySandboxes()).isZero();
      assertThat(empty.run(instance, "r", "cd $FC_FUNC_CODE_PATH; ls index.*").body())
          .contains("index.");
      assertThat(empty.run(instance, "r", "touch /code/new /opt/fc/runtime/new 2>&1").body())
          .contains("/code/new': Read-only", "/opt/fc/runtime/new': Read-only");
      assertThat(empty.run(instance, "r", "id -u; grep -E 'Cap|Seccomp:' /proc/self/status").body())
          .contains("20", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "Seccomp:\t2");
    }
  }

  @Test
  void keepsAnEmptySandboxOffTheNetworkForFunctionsWithoutOne() {
    assumeThat(place.sandbox().awaits()).as("sandboxes can stand empty").isTrue();
    var empty = place.bench(new SpareSettings(0, 0, 1, Duration.ofMinutes(1)));
    try (empty) {
      empty.instance(place.function("echo").internetAccess(false));
      await().untilAsserted(() -> assertThat(empty.emptySandboxes()).isEqualTo(1));

      var offline = empty.instance(place.function("shell").internetAccess(false));

      assertThat(empty.emptySandboxes()).isZero();
      assertThat(empty.run(offline, "r", "cat /proc/net/dev | wc -l").body()).contains("3");
    }
  }

  @Test
  void leavesNoEmptySandboxBehind() {
    assumeThat(place.sandbox().awaits()).as("sandboxes can stand empty").isTrue();
    var empty = place.bench(new SpareSettings(0, 0, 2, Duration.ofMinutes(1)));
    empty.instance(place.function("echo"));
    await().untilAsserted(() -> assertThat(empty.emptySandboxes()).isEqualTo(2));

    empty.close();

    await().untilAsserted(() -> assertThat(empty.emptySandboxes()).isZero());
  }

  /** Memory that goes when the processes go. */
  private static double privateMB() {
    return ProcessHandle.current().descendants().mapToDouble(SpareIT::privateMB).sum();
  }

  private static double privateMB(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Private_"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .sum();
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }
}
