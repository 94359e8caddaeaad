// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.binding;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VPC_BINDING_NOT_FOUND;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.bind;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.deleteService;
import static io.kafunc.metadata.write.Commands.publish;
import static io.kafunc.metadata.write.Commands.unbind;
import static io.kafunc.metadata.write.Commands.updateService;

import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.schemas.metadata.BindingEvent.VpcBound;
import io.kafunc.schemas.metadata.BindingEvent.VpcUnbound;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceDeleted;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BindingDeciderTest {

  @Test
  void bindsAndReleases() {
    given(createService()).when(bind("vpc-1")).then(VpcBound.class);
    given(createService(), bind("vpc-1")).when(unbind("vpc-1")).then(VpcUnbound.class);
  }

  @Test
  void bindsOnceHoweverOftenItIsAsked() {
    given(createService(), bind("vpc-1"), bind("vpc-1"), unbind("vpc-1"))
        .when(unbind("vpc-1"))
        .thenRejected(VPC_BINDING_NOT_FOUND.with("vpc-1", "s"));
  }

  @Test
  void rejectsBindingsOfAMissingService() {
    given().when(bind("vpc-1")).thenRejected(SERVICE_NOT_FOUND.with("s"));
    given().when(unbind("vpc-1")).thenRejected(SERVICE_NOT_FOUND.with("s"));
  }

  @Test
  void rejectsABindingToNothing() {
    given(createService())
        .when(bind(""))
        .thenRejected(INVALID_ARGUMENT.with("vpcId is required but not set"))
        .when(unbind(""))
        .thenRejected(INVALID_ARGUMENT.with("vpcId is required but not set"))
        .when(bind("v".repeat(129)))
        .thenRejected(INVALID_ARGUMENT, "vpcId is set to an invalid value");
  }

  @Test
  void rejectsTheTwentyFirst() {
    var twenty =
        Stream.concat(
                Stream.of(createService()), IntStream.range(0, 20).mapToObj(i -> bind("vpc-" + i)))
            .toArray(MetadataCommand[]::new);

    given(twenty)
        .when(bind("vpc-7"))
        .thenAccepted()
        .when(bind("vpc-20"))
        .thenRejected(INVALID_ARGUMENT, "(max: 20, actual: 21)");
  }

  @Test
  void changesNeitherTheEtagNorWhatAVersionFreezesAndHoldsNoServiceBack() {
    given(createService(), createFunction(), publish(), bind("vpc-1"))
        .when(publish())
        .thenRejected(INVALID_ARGUMENT, "no changes were made")
        .when(updateService(1))
        .thenAccepted();
    given(createService(), bind("vpc-1")).when(deleteService()).then(ServiceDeleted.class);
  }
}
