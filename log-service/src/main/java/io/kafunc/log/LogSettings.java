// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long log-service keeps what.
 *
 * @param retention {@code kafunc.logs.retention}: how long records and lines can be searched; whole
 *     days are dropped
 */
@ConfigurationProperties("kafunc.logs")
public record LogSettings(@Bindable(defaultValue = "30d") Duration retention) {

  public LogSettings {
    if (retention.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException("kafunc.logs.retention is shorter than an hour");
    }
  }
}
