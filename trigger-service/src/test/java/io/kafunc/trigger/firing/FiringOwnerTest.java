// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.eventlog.InMemoryEventLog;
import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Recorded;
import io.kafunc.eventlog.ScriptedOwnership;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.Deduplication;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.firing.FiringEvent;
import io.kafunc.schemas.firing.FiringEvent.TimerDue;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.Stamp;
import io.kafunc.schemas.metadata.TriggerConfig;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerCreated;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerDeleted;
import io.kafunc.trigger.catalog.TriggerCatalog;
import io.kafunc.trigger.kind.timer.TimerKindForTests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FiringOwnerTest {

  private final LocalReaders localReaders = new LocalReaders();
  private final InMemoryEventLog<FiringEvent> log = new InMemoryEventLog<>("firings", localReaders);
  private final List<InvocationRequested> accepted = new CopyOnWriteArrayList<>();
  private final AtomicBoolean doorOpen = new AtomicBoolean(true);
  private final List<FiringOwner> owners = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    owners.forEach(FiringOwner::close);
  }

  @Test
  void firesEveryTickOnceInOrder() {
    // given
    var catalog = new TriggerCatalog();
    owner("a", catalog, ScriptedOwnership.elected()).start();
    // when
    apply(catalog, created("every-second", "@every 1s", Instant.now()));
    // then
    await().atMost(Duration.ofSeconds(10)).until(() -> accepted.size() >= 3);
    var numbers = ticks();
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(numbers.get(i) - numbers.get(i - 1)).isEqualTo(1_000);
    }
  }

  @Test
  void leavesAloneWhatItHasNoSourceFor() {
    // given
    var catalog = new TriggerCatalog();
    var owner = owner("a", catalog, ScriptedOwnership.elected());
    owner.start();
    var config =
        new TriggerConfig("oss", "", Optional.empty(), Optional.empty(), Optional.empty(), "{}");
    // when
    apply(catalog, new TriggerCreated(stamp(Instant.now()), "s", "f", "o", "id-o", config));
    apply(catalog, created("t", "@every 1s", Instant.now()));
    // then
    await().until(() -> !accepted.isEmpty());
    apply(catalog, new TriggerDeleted(stamp(Instant.now()), "s", "f", "o"));
    assertThat(owner.fires()).isTrue();
    assertThat(accepted).allSatisfy(call -> assertThat(call.triggerType()).contains("timer"));
  }

  @Test
  void sendsTheEventOfTheContractToTheQualifier() {
    // given
    var catalog = new TriggerCatalog();
    owner("a", catalog, ScriptedOwnership.elected()).start();
    // when
    apply(catalog, created("t", "@every 1s", Instant.now()));
    await().until(() -> !accepted.isEmpty());
    // then
    var call = accepted.getFirst();
    assertThat(call.qualifier()).isEqualTo("PROD");
    assertThat(call.triggerType()).contains("timer");
    assertThat(new String(call.payload().bytes()))
        .matches(
            "\\{\"triggerTime\":\"[-0-9]{10}T[:0-9]{8}Z\",\"triggerName\":\"t\",\"payload\":\"p\"}");
  }

  @Test
  void stopsWhenTheTriggerIsDeleted() {
    // given
    var catalog = new TriggerCatalog();
    owner("a", catalog, ScriptedOwnership.elected()).start();
    apply(catalog, created("t", "@every 1s", Instant.now()));
    await().until(() -> !accepted.isEmpty());
    // when
    apply(catalog, new TriggerDeleted(stamp(Instant.now()), "s", "f", "t"));
    int fired = accepted.size();
    // then
    await()
        .during(Duration.ofMillis(2_200))
        .atMost(Duration.ofSeconds(4))
        .until(() -> accepted.size() <= fired + 1);
  }

  @Test
  void firesOnlyTheLatestTickThatWasMissed() {
    // given
    var catalog = new TriggerCatalog();
    var changed = Instant.now().minusSeconds(600);
    apply(catalog, created("t", "@every 1m", changed));
    // when
    owner("a", catalog, ScriptedOwnership.elected()).start();
    // then
    await().until(() -> !accepted.isEmpty());
    assertThat(ticks()).containsExactly(changed.toEpochMilli() + 600_000);
  }

  @Test
  void sendsAgainWhatWasDueAndNotConfirmed() {
    // given
    var due =
        new TimerDue(
            "1", "s", "f", "t", "gone", Instant.EPOCH, "1", Payload.of("as stored"), Instant.EPOCH);
    log.own(new Node("before", "http://before")).append(List.of(due)).join();
    // when
    owner("a", new TriggerCatalog(), ScriptedOwnership.elected()).start();
    // then
    await().until(() -> accepted.size() == 1);
    assertThat(accepted.getFirst().payload()).isEqualTo(Payload.of("as stored"));
    assertThat(accepted.getFirst().deduplication()).contains(new Deduplication("gone", 0));
  }

  @Test
  void sendsUntilTheCallIsAccepted() {
    // given
    doorOpen.set(false);
    var catalog = new TriggerCatalog();
    var changed = Instant.now().minusSeconds(61);
    apply(catalog, created("t", "@every 1m", changed));
    owner("a", catalog, ScriptedOwnership.elected()).start();
    // when
    doorOpen.set(true);
    // then
    await().until(() -> !accepted.isEmpty());
    assertThat(ticks()).contains(changed.toEpochMilli() + 60_000);
  }

  @Test
  void aNodeThatWasFencedFiresNoMore() {
    // given
    var catalog = new TriggerCatalog();
    var election = ScriptedOwnership.elected();
    election.reelects(false);
    var first = owner("a", catalog, election);
    first.start();
    apply(catalog, created("t", "@every 1s", Instant.now()));
    await().until(() -> !accepted.isEmpty());
    // when
    log.own(new Node("b", "http://b"));
    // then
    await().until(() -> !first.fires());
    int fired = accepted.size();
    await()
        .during(Duration.ofMillis(1_500))
        .atMost(Duration.ofSeconds(4))
        .until(() -> accepted.size() == fired);
  }

  @Test
  void theNextOwnerGoesOnWhereTheFirstStopped() {
    // given
    var catalog = new TriggerCatalog();
    var first = owner("a", catalog, ScriptedOwnership.elected());
    first.start();
    apply(catalog, created("t", "@every 1s", Instant.now()));
    await().until(() -> accepted.size() >= 2);
    // when
    first.close();
    owner("b", catalog, ScriptedOwnership.elected()).start();
    int before = accepted.size();
    await().atMost(Duration.ofSeconds(10)).until(() -> accepted.size() >= before + 2);
    // then
    assertThat(ticks()).doesNotHaveDuplicates().isSorted();
  }

  private List<Long> ticks() {
    return accepted.stream().map(call -> call.deduplication().orElseThrow().number()).toList();
  }

  private FiringOwner owner(String name, TriggerCatalog catalog, ScriptedOwnership election) {
    var state = new FiringState();
    var owner =
        new FiringOwner(
            election,
            log,
            log.tail(List.of(state)),
            state,
            catalog,
            new Sources(List.of(TimerKindForTests.of(Clock.systemUTC(), new ObjectMapper()))),
            this::accept,
            new Node(name, "http://" + name),
            Clock.systemUTC());
    owners.add(owner);
    return owner;
  }

  private CompletableFuture<String> accept(InvocationRequested call) {
    if (!doorOpen.get()) {
      return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }
    accepted.add(call);
    return CompletableFuture.completedFuture("id-" + accepted.size());
  }

  private static void apply(TriggerCatalog catalog, MetadataEvent event) {
    catalog.apply(List.of(new Recorded<>(0, event)));
  }

  private static TriggerCreated created(String name, String cron, Instant time) {
    var json = "{\"cronExpression\":\"" + cron + "\",\"enable\":true,\"payload\":\"p\"}";
    var config =
        new TriggerConfig(
            "timer", "", Optional.empty(), Optional.empty(), Optional.of("PROD"), json);
    return new TriggerCreated(stamp(time), "s", "f", name, "id-" + name, config);
  }

  private static Stamp stamp(Instant time) {
    return new Stamp("1", 1, time, "ak", "r");
  }
}
