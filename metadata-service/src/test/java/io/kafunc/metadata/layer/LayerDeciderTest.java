// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.layer;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.LAYER_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.LAYER_VERSION_NOT_FOUND;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.AUTHOR;
import static io.kafunc.metadata.write.Commands.createLayer;
import static io.kafunc.metadata.write.Commands.deleteLayer;
import static io.kafunc.metadata.write.Commands.shareLayer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.metadata.command.LayerCommand.CreateLayerVersion;
import io.kafunc.metadata.command.LayerCommand.PutLayerAcl;
import io.kafunc.metadata.write.AFunction;
import io.kafunc.schemas.metadata.LayerEvent.LayerShared;
import io.kafunc.schemas.metadata.LayerEvent.LayerVersionDeleted;
import io.kafunc.schemas.metadata.LayerEvent.LayerVersionPublished;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerDeciderTest {

  @Test
  void countsVersionsFromOneAndNeverGivesANumberTwice() {
    var layer = given();

    assertThat(layer.when(createLayer()).then(LayerVersionPublished.class).version()).isEqualTo(1);
    assertThat(layer.when(createLayer()).then(LayerVersionPublished.class).version()).isEqualTo(2);
    layer.when(deleteLayer("2")).then(LayerVersionDeleted.class);
    layer.when(deleteLayer("1")).then(LayerVersionDeleted.class);
    assertThat(layer.when(createLayer()).then(LayerVersionPublished.class).version()).isEqualTo(3);
  }

  @Test
  void publishesAlsoWhatIsNotNew() {
    given(createLayer()).when(createLayer()).then(LayerVersionPublished.class);
  }

  @Test
  void rejectsAVersionWithoutCode() {
    given()
        .when(new CreateLayerVersion(AUTHOR, "l", "", Optional.empty(), List.of()))
        .thenRejected(INVALID_ARGUMENT.with("code is required but not set"));
  }

  @Test
  void rejectsARuntimeThatIsNoText() {
    given()
        .when(
            new CreateLayerVersion(
                AUTHOR, "l", "", Optional.of(AFunction.CODE), List.of("nodejs12", " ")))
        .thenRejected(INVALID_ARGUMENT, "compatibleRuntime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a.b", "a/b"})
  void refusesWhatIsNoName(String name) {
    assertThatThrownBy(() -> new CreateLayerVersion(AUTHOR, name, "", Optional.empty(), List.of()))
        .hasMessageContaining("layerName");
  }

  @Test
  void rejectsWhateverNamesAMissingLayerOrVersion() {
    given().when(deleteLayer("1")).thenRejected(LAYER_NOT_FOUND.with("l"));
    given().when(shareLayer(true)).thenRejected(LAYER_NOT_FOUND.with("l"));
    given(createLayer())
        .when(deleteLayer("7"))
        .thenRejected(LAYER_VERSION_NOT_FOUND.with("7", "l"))
        .when(deleteLayer("one"))
        .thenRejected(INVALID_ARGUMENT, "version is set to an invalid value");
    given(createLayer(), deleteLayer("1"))
        .when(deleteLayer("1"))
        .thenRejected(LAYER_NOT_FOUND.with("l"));
  }

  @Test
  void sharesALayerWhenItIsSaidWithWhom() {
    given(createLayer()).when(shareLayer(true)).then(LayerShared.class);
    given(createLayer())
        .when(new PutLayerAcl(AUTHOR, "l", Optional.empty()))
        .thenRejected(INVALID_ARGUMENT.with("public is required but not set"));
  }
}
