// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForwardingClientConfigTest {

  @Test
  void waitsAsLongAsAFunctionMayRunAndFollowsNothing() {
    try (var context = ApplicationContext.run()) {
      var config = context.getBean(ForwardingClientConfig.class);

      assertThat(config.getReadTimeout()).contains(Duration.ofMinutes(15));
      assertThat(config.isFollowRedirects()).isFalse();
    }
  }
}
