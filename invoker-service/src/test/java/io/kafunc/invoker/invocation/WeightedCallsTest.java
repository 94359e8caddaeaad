// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.invoker.catalog.MetadataLog.ACCOUNT;
import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.invocation.InvocationType;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of a weighted alias, on the whole path of a call but for the functions' processes. */
class WeightedCallsTest {

  private static final int DRAWS = 10_000;

  private final ScriptedInstances instances = new ScriptedInstances();
  private final Map<String, String> versionsOfInstances = new HashMap<>();
  private final RecordingJournal journal = new RecordingJournal();
  private final FunctionCatalog catalog =
      new FunctionCatalog(() -> ThreadLocalRandom.current().nextDouble());
  private final MetadataLog log = new MetadataLog();
  private final Invoker invoker =
      new Invoker(catalog, instances.pool(2), journal, Clock.systemUTC());

  @BeforeEach
  void twoVersions() {
    var started = instances.start;
    instances.start =
        spec -> {
          versionsOfInstances.put("instance-" + instances.starts.get(), spec.versionId());
          return started.apply(spec);
        };
    log.service("shop")
        .function("shop", "checkout", aFunction("nodejs12", 3, 128))
        .publish("shop", 1)
        .publish("shop", 2)
        .alias("shop", "PROD", 1, Map.of("2", 0.3));
    catalog.apply(log.recorded());
  }

  @AfterEach
  void stop() {
    instances.close();
  }

  @Test
  void aWeightIsKeptWithinFourStandardDeviationsAndTheRecordNamesTheVersionThatRan() {
    // when
    int dark = 0;
    for (int i = 0; i < DRAWS; i++) {
      var version = calledVersion();
      var record = journal.records.getLast();
      assertThat(record.externalServiceVersion()).isEqualTo(version);
      assertThat(versionsOfInstances.get(record.instanceId().orElseThrow())).isEqualTo(version);
      assertThat(record.isDarkLaunch()).isEqualTo(version.equals("2"));
      dark += version.equals("2") ? 1 : 0;
    }
    // then
    double sigma = Math.sqrt(DRAWS * 0.3 * 0.7);
    assertThat((double) dark).isCloseTo(DRAWS * 0.3, within(4 * sigma));
  }

  @Test
  void theVeryNextCallGoesWhereTheAliasHasMoved() {
    for (int i = 0; i < 1_000; i++) {
      // given
      long version = 1 + i % 2;
      int before = log.events().size();
      log.moveAlias("shop", "PROD", version, Map.of());
      // when
      catalog.apply(log.recorded().subList(before, before + 1));
      // then
      assertThat(calledVersion()).isEqualTo(Long.toString(version));
    }
  }

  private String calledVersion() {
    var outcome =
        invoker
            .invoke(
                new Invocation(
                    ACCOUNT,
                    "shop",
                    "PROD",
                    "checkout",
                    Payload.of("event"),
                    "request",
                    InvocationType.Sync,
                    false,
                    Clock.systemUTC().instant(),
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    "key"))
            .toCompletableFuture()
            .join();
    assertThat(outcome).isInstanceOf(Completed.class);
    return ((Completed) outcome).run().function().versionId();
  }
}
