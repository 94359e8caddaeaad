// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static io.kafunc.invoker.runtime.EmptySandboxes.Reach.NETWORK;
import static io.kafunc.invoker.runtime.EmptySandboxes.Reach.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmptySandboxesTest {

  private final EmptySandboxes sandboxes = new EmptySandboxes(new SparePolicy(2, 2, 900));

  @Test
  void missesNoneBeforeAnythingWasStarted() {
    assertThat(sandboxes.missing(5)).isEmpty();
  }

  @Test
  void missesAFewOfTheReachThatIsInUse() {
    sandboxes.wanted(NETWORK, 5);

    assertThat(sandboxes.missing(5)).contains(NETWORK);
    assertThat(sandboxes.missing(5)).contains(NETWORK);
    assertThat(sandboxes.missing(5)).as("two are on their way up").isEmpty();
  }

  @Test
  void missesAnotherInPlaceOfOneThatDidNotStand() {
    sandboxes.wanted(NOTHING, 5);
    sandboxes.missing(5);
    sandboxes.missing(5);

    sandboxes.opened(NOTHING, Optional.empty());

    assertThat(sandboxes.missing(5)).contains(NOTHING);
  }

  @Test
  void missesNoneOnceNobodyHasStartedAnythingForLong() {
    sandboxes.wanted(NETWORK, 5);

    assertThat(sandboxes.missing(906)).isEmpty();
  }
}
