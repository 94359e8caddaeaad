// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;

/**
 * What every service of one suite agrees on.
 *
 * @param accountId {@code kafunc.account-id}: the account all resources belong to
 * @param region {@code kafunc.region}: the region in ARNs, hosts and the functions' context
 * @param data {@code kafunc.data}: the folder of everything this process keeps
 */
@ConfigurationProperties("kafunc")
public record KafuncSettings(
    @Bindable(defaultValue = "1000000000000000") String accountId,
    @Bindable(defaultValue = "local") String region,
    @Bindable(defaultValue = "./data") Path data) {

  private static final String NAME = "[A-Za-z0-9_-]{1,64}";

  public KafuncSettings {
    require("kafunc.account-id", accountId);
    require("kafunc.region", region);
  }

  /** Both stand in ARNs, and in the tables of every service. */
  private static void require(String setting, String value) {
    if (!value.matches(NAME)) {
      throw new IllegalArgumentException(
          "%s is '%s' (allowed: 1 to 64 letters, digits, '_' and '-')".formatted(setting, value));
    }
  }
}
