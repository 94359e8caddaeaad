// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.kind.timer;

/** The triggerConfig of a timer, as metadata-service accepted it. */
record TimerConfig(String payload, String cronExpression, Boolean enable) {

  boolean enabled() {
    return Boolean.TRUE.equals(enable);
  }

  String payloadOrEmpty() {
    return payload == null ? "" : payload;
  }
}
