// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.ON_DEMAND_CONFIG_NOT_FOUND;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.AUTHOR;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.deleteFunction;
import static io.kafunc.metadata.write.Commands.deleteOnDemand;
import static io.kafunc.metadata.write.Commands.putOnDemand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.httpapi.FcException;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.metadata.command.OnDemandCommand.PutOnDemandConfig;
import io.kafunc.schemas.metadata.OnDemandEvent.OnDemandConfigDeleted;
import io.kafunc.schemas.metadata.OnDemandEvent.OnDemandConfigPut;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnDemandDeciderTest {

  @Test
  void limitsFunctionsOfServicesThatDoNotExist() {
    var put = given().when(putOnDemand("LATEST", 0)).then(OnDemandConfigPut.class);

    assertThat(put.serviceName()).isEqualTo("s");
    assertThat(put.qualifier()).isEqualTo("LATEST");
    assertThat(put.maximumInstanceCount()).isZero();
  }

  @Test
  void outlivesTheFunction() {
    given(createService(), createFunction(), putOnDemand("LATEST", 3), deleteFunction())
        .when(deleteOnDemand("LATEST"))
        .then(OnDemandConfigDeleted.class);
  }

  @Test
  void limitsOnlyLatestAndAliases() {
    given().when(putOnDemand("PROD", 1)).thenAccepted();
    given()
        .when(putOnDemand("1", 1))
        .thenRejected(
            INVALID_ARGUMENT,
            "qualifier is set to an invalid value (allowed: an alias | LATEST, actual: '1')");
  }

  @Test
  void allowsNoMoreThanTheAccountHas() {
    given().when(putOnDemand("LATEST", 300)).thenAccepted();
    for (int maximum : new int[] {-1, 301}) {
      given()
          .when(putOnDemand("LATEST", maximum))
          .thenRejected(
              INVALID_ARGUMENT,
              "maximumInstanceCount is set to an invalid value (min: 0, max: 300, actual: %d)"
                  .formatted(maximum));
    }
  }

  @Test
  void asksForTheNumberAndForNames() {
    var latest = new FunctionAt("s", "LATEST", "f");
    given()
        .when(new PutOnDemandConfig(AUTHOR, latest, Optional.empty()))
        .thenRejected(INVALID_ARGUMENT, "maximumInstanceCount is required but not set");
    assertThatThrownBy(
            () ->
                new PutOnDemandConfig(
                    AUTHOR, new FunctionAt("s", "LATEST", "no/name"), Optional.of(1)))
        .isInstanceOf(FcException.class);
  }

  @Test
  void takesAHundredRulesAndChangesOfThose() {
    var hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> putOnDemand("alias" + i, 1))
            .toArray(MetadataCommand[]::new);

    given(hundred)
        .when(putOnDemand("one_more", 1))
        .thenRejected(LIMIT_EXCEEDED, "on-demand config quota exceeded (max: 100)")
        .and(putOnDemand("alias7", 2))
        .thenAccepted()
        .and(deleteOnDemand("alias7"))
        .thenAccepted()
        .and(putOnDemand("one_more", 1))
        .thenAccepted();
  }

  @Test
  void deletesOnlyWhatIsThere() {
    given()
        .when(deleteOnDemand("LATEST"))
        .thenRejected(ON_DEMAND_CONFIG_NOT_FOUND.with("services/s.LATEST/functions/f"));
  }
}
