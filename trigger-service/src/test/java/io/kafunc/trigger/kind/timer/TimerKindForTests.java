// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.kind.timer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.trigger.kind.TriggerKind;
import java.time.Clock;

/** The timer kind, for tests outside its folder, which may not name it. */
public final class TimerKindForTests {

  private TimerKindForTests() {}

  public static TriggerKind of(Clock clock, ObjectMapper json) {
    return new TimerKind(clock, json);
  }
}
