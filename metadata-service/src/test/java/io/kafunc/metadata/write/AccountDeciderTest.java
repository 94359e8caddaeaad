// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.Decision.Accepted;
import io.kafunc.eventlog.ReplayEquality;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.metadata.AliasEvent.AliasCreated;
import io.kafunc.schemas.metadata.AliasEvent.AliasMoved;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceCreated;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountDeciderTest {

  private static final EventCodec<MetadataEvent> CODEC = Schemas.metadata(_ -> Optional.empty());

  @Test
  void endsWhereItsEventsEnd() {
    ReplayEquality.holds(AccountSpec.DECIDER, CODEC, Histories.ofEveryEvent());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void endsWhereItsEventsEndWhateverIsAskedOfIt(long seed) {
    ReplayEquality.holds(AccountSpec.DECIDER, CODEC, Histories.random(seed, 300));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void growsRevisionsTimesAndVersionNumbersAndPointsOnlyAtVersionsThatWereThere(long seed) {
    var account = Account.EMPTY;
    long lastVersion = 0;
    var lastTime = Instant.EPOCH;
    for (var command : Histories.random(seed, 1000)) {
      var before = account;
      if (!(AccountSpec.DECIDER.decide(account, command)
          instanceof Accepted<MetadataEvent, FcError>(var event))) {
        continue;
      }
      assertThat(event.stamp().revision()).isEqualTo(before.revision() + 1);
      assertThat(event.stamp().time()).isAfterOrEqualTo(lastTime);
      lastTime = event.stamp().time();
      switch (event) {
        case ServiceCreated created -> lastVersion = 0;
        case VersionPublished published -> {
          assertThat(published.versionId()).isGreaterThan(lastVersion);
          lastVersion = published.versionId();
        }
        case AliasCreated created ->
            assertThat(before.known("s").versions().has(created.config().versionId())).isTrue();
        case AliasMoved moved ->
            assertThat(before.known("s").versions().has(moved.config().versionId())).isTrue();
        default -> {}
      }
      account = AccountSpec.DECIDER.evolve(account, event);
    }
  }

  @Test
  void staysFastWithTenThousandServicesAndFunctions() {
    var state = Account.EMPTY;
    long begun = System.nanoTime();
    state = evolve(state, Commands.createService());
    for (int i = 0; i < 10_000; i++) {
      state = evolve(state, Commands.createFunction("f" + i));
    }
    for (int i = 0; i < 10_000; i++) {
      state = evolve(state, Commands.createService("s" + i));
    }
    assertThat(state.services().size()).isEqualTo(10_001);
    assertThat(state.known("s").functions().size()).isEqualTo(10_000);
    assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
  }

  private static Account evolve(Account state, io.kafunc.metadata.command.MetadataCommand command) {
    var decision = (Accepted<MetadataEvent, FcError>) AccountSpec.DECIDER.decide(state, command);
    return AccountSpec.DECIDER.evolve(state, decision.event());
  }
}
