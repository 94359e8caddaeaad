// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.async.destination.Address.OfFunction;
import io.kafunc.invoker.async.destination.Address.OfHttp;
import io.kafunc.invoker.async.destination.Address.OfNothing;
import io.kafunc.invoker.async.destination.Address.OfTopic;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @Test
  void functionsAreCalledUnderTheirQualifierOrLatest() {
    assertThat(Address.of("acs:fc:cn-shanghai:123:services/s.PROD/functions/f"))
        .isEqualTo(new OfFunction("s", "PROD", "f"));
    assertThat(Address.of("acs:fc:::services/s/functions/f"))
        .isEqualTo(new OfFunction("s", "LATEST", "f"));
  }

  @Test
  void topicsAndEndpointsAreSaidByTheirScheme() {
    assertThat(Address.of("kafka://orders.done")).isEqualTo(new OfTopic("orders.done"));
    assertThat(Address.of("https://example.com/end?of=call"))
        .isEqualTo(new OfHttp(URI.create("https://example.com/end?of=call")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka://kafunc.metadata",
        "http://not a uri",
        "acs:mns:cn-shanghai:123:/queues/q/messages",
        "acs:fc:cn-shanghai:123:services/s",
        ""
      })
  void thereIsNothingToBeToldElsewhere(String text) {
    assertThat(Address.of(text)).isEqualTo(new OfNothing(text));
  }
}
