// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.alias;

import static io.kafunc.httpapi.ErrorCode.ALIAS_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.AUTHOR;
import static io.kafunc.metadata.write.Commands.createAlias;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.deleteAlias;
import static io.kafunc.metadata.write.Commands.deleteVersion;
import static io.kafunc.metadata.write.Commands.publish;
import static io.kafunc.metadata.write.Commands.updateAlias;
import static io.kafunc.metadata.write.Commands.updateService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.metadata.command.AliasChange;
import io.kafunc.metadata.command.AliasCommand.CreateAlias;
import io.kafunc.metadata.command.ServiceChange;
import io.kafunc.metadata.write.AccountSpec;
import io.kafunc.schemas.metadata.AliasEvent.AliasCreated;
import io.kafunc.schemas.metadata.AliasEvent.AliasDeleted;
import io.kafunc.schemas.metadata.AliasEvent.AliasMoved;
import io.kafunc.schemas.metadata.AliasEvent.AliasUpdated;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AliasDeciderTest {

  private static final Optional<String> KEEP = Optional.empty();

  @Test
  void pointsAtAVersionWithAnotherWeighed() {
    var created = twoVersions().when(createAlias("1", Map.of("2", 0.05))).then(AliasCreated.class);

    assertThat(created.config().versionId()).isEqualTo(1);
    assertThat(created.config().additionalVersionWeight()).isEqualTo(Map.of("2", 0.05));
  }

  @Test
  void acceptsTheAliasesOwnVersionAndAllOfTheWeight() {
    twoVersions().when(createAlias("1", Map.of("1", 1.0))).thenAccepted();
  }

  @Test
  void rejectsLatestAsVersionAndAsName() {
    twoVersions().when(createAlias("LATEST")).thenRejected(INVALID_ARGUMENT, "versionId");
    twoVersions()
        .when(
            new CreateAlias(
                AUTHOR, "s", "LATEST", new AliasChange(Optional.of("1"), KEEP, Optional.empty())))
        .thenRejected(INVALID_ARGUMENT, "aliasName");
    assertThatThrownBy(
            () -> new CreateAlias(AUTHOR, "s", "1", new AliasChange(KEEP, KEEP, Optional.empty())))
        .hasMessageContaining("aliasName");
  }

  @Test
  void rejectsVersionsThatDoNotExist() {
    twoVersions().when(createAlias("3")).thenRejected(VERSION_NOT_FOUND.with("3", "s"));
    twoVersions()
        .when(createAlias("1", Map.of("3", 0.1)))
        .thenRejected(VERSION_NOT_FOUND.with("3", "s"));
  }

  @Test
  void rejectsImpossibleWeights() {
    for (double weight : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      twoVersions()
          .when(createAlias("1", Map.of("2", weight)))
          .thenRejected(INVALID_ARGUMENT, "additionalVersionWeight");
    }
    twoVersions()
        .when(createAlias("1", Map.of("1", 0.6, "2", 0.6)))
        .thenRejected(INVALID_ARGUMENT, "sum above 1.0");
  }

  @Test
  void requiresAVersion() {
    twoVersions()
        .when(new CreateAlias(AUTHOR, "s", "a", new AliasChange(KEEP, KEEP, Optional.empty())))
        .thenRejected(INVALID_ARGUMENT, "versionId is required but not set");
  }

  @Test
  void boundsTheDescription() {
    twoVersions()
        .and(createAlias("1"))
        .thenAccepted()
        .when(updateAlias(new AliasChange(KEEP, Optional.of("x".repeat(257)), Optional.empty())))
        .thenRejected(INVALID_ARGUMENT, "description");
  }

  @Test
  void tellsAMoveFromADescription() {
    var alias = twoVersions().and(createAlias("1", Map.of("2", 0.3))).thenAccepted();

    var described =
        alias
            .when(updateAlias(new AliasChange(KEEP, Optional.of("d"), Optional.empty())))
            .then(AliasUpdated.class);
    assertThat(described.config().additionalVersionWeight()).containsEntry("2", 0.3);

    var moved =
        alias
            .when(updateAlias(new AliasChange(Optional.of("2"), KEEP, Optional.of(Map.of()))))
            .then(AliasMoved.class);
    assertThat(moved.config().versionId()).isEqualTo(2);
    assertThat(moved.config().description()).isEqualTo("d");
    assertThat(moved.config().additionalVersionWeight()).isEmpty();
  }

  @Test
  void survivesTheDeletionOfItsVersion() {
    twoVersions()
        .and(createAlias("1"))
        .thenAccepted()
        .and(deleteVersion("1"))
        .thenAccepted()
        .when(updateAlias(new AliasChange(KEEP, Optional.of("still there"), Optional.empty())))
        .then(AliasUpdated.class);
  }

  @Test
  void rejectsASecondCreateAndWhateverNamesAMissingAlias() {
    twoVersions()
        .when(deleteAlias())
        .thenRejected(ALIAS_NOT_FOUND.with("a", "s"))
        .when(updateAlias(1))
        .thenRejected(ALIAS_NOT_FOUND.with("a", "s"))
        .when(createAlias("1"))
        .thenAccepted()
        .when(createAlias("2"))
        .thenRejected(ALIAS_ALREADY_EXISTS.with("a", "s"))
        .when(updateAlias(1))
        .thenRejected(PRECONDITION_FAILED.with())
        .when(deleteAlias())
        .then(AliasDeleted.class);
  }

  private static AccountSpec twoVersions() {
    return given(createService(), publish(), updateService(ServiceChange.NONE), publish());
  }
}
