// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.version;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;
import static io.kafunc.metadata.write.AFunction.nothing;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.createTimer;
import static io.kafunc.metadata.write.Commands.deleteFunction;
import static io.kafunc.metadata.write.Commands.deleteService;
import static io.kafunc.metadata.write.Commands.deleteVersion;
import static io.kafunc.metadata.write.Commands.publish;
import static io.kafunc.metadata.write.Commands.updateFunction;
import static io.kafunc.metadata.write.Commands.updateService;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.metadata.command.ServiceChange;
import io.kafunc.metadata.write.AFunction;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;
import org.junit.jupiter.api.Test;

class VersionDeciderTest {

  @Test
  void freezesTheServiceAndAllItsFunctions() {
    var published =
        given(createService(), createFunction("f"), createFunction("e"))
            .when(publish())
            .then(VersionPublished.class);

    assertThat(published.versionId()).isEqualTo(1);
    assertThat(published.description()).isEqualTo("a version");
    assertThat(published.snapshot().serviceId()).isEqualTo("id-s");
    assertThat(published.snapshot().functions())
        .extracting(function -> function.functionName())
        .containsExactly("e", "f");
    assertThat(published.snapshot().functions().getFirst().code()).contains(AFunction.CODE);
  }

  @Test
  void rejectsAPublishWithoutChangeSinceTheLatestVersion() {
    given(createService(), publish())
        .when(publish())
        .thenRejected(INVALID_ARGUMENT, "no changes were made");
  }

  @Test
  void takesAnyUpdateAsAChange() {
    given(createService(), publish(), updateService(ServiceChange.NONE))
        .when(publish())
        .thenAccepted();
    given(createService(), createFunction(), publish(), updateFunction(nothing()))
        .when(publish())
        .thenAccepted();
    given(createService(), createFunction(), publish(), deleteFunction())
        .when(publish())
        .thenAccepted();
  }

  @Test
  void takesATriggerAsNoChange() {
    given(
            createService(),
            createFunction(),
            publish(),
            createTimer("{\"cronExpression\":\"@every 1m\"}"))
        .when(publish())
        .thenRejected(INVALID_ARGUMENT, "no changes were made");
  }

  @Test
  void publishesAgainOnceTheLatestVersionWasDeletedAndNeverReusesANumber() {
    var again =
        given(createService(), publish(), deleteVersion("1"))
            .when(publish())
            .then(VersionPublished.class);

    assertThat(again.versionId()).isEqualTo(2);
  }

  @Test
  void startsAtOneAgainWhenTheServiceWasCreatedAnew() {
    var again =
        given(createService(), publish(), deleteVersion("1"), deleteService(), createService())
            .when(publish())
            .then(VersionPublished.class);

    assertThat(again.versionId()).isEqualTo(1);
  }

  @Test
  void comparesTheRevision() {
    given(createService()).when(publish(9)).thenRejected(PRECONDITION_FAILED.with());
    given(createService()).when(publish(1)).thenAccepted();
  }

  @Test
  void rejectsDeletionOfWhatIsNotThere() {
    var service = given(createService(), publish());

    service.when(deleteVersion("2")).thenRejected(VERSION_NOT_FOUND.with("2", "s"));
    service.when(deleteVersion("LATEST")).thenRejected(INVALID_ARGUMENT, "LATEST");
    service.when(deleteVersion("one")).thenRejected(INVALID_ARGUMENT, "versionId");
    service.when(deleteVersion("0")).thenRejected(INVALID_ARGUMENT, "versionId");
    service.when(deleteVersion("9".repeat(40))).thenRejected(INVALID_ARGUMENT, "versionId");
  }
}
