// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/** How instances are isolated. */
@ConfigurationProperties("kafunc.sandbox")
public interface SandboxSettings {

  /**
   * {@code auto} takes the strongest rung that works; or {@code bubblewrap}, or {@code process}.
   */
  @Bindable(defaultValue = "auto")
  String getRung();

  /** Allows the rung without isolation although the API is not bound to loopback. */
  @Bindable(defaultValue = "false")
  boolean isAllowInsecure();
}
