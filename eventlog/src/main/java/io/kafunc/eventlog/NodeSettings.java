// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;

/**
 * Who this process is to the others.
 *
 * @param data {@code kafunc.data}: the folder that keeps the process's id
 * @param publicUrl {@code kafunc.public-url}: where the other processes reach this one; by default
 *     host and port, which is right on one machine
 * @param host {@code kafunc.host}: the address it listens on
 * @param port {@code kafunc.port}: the port it listens on
 */
@ConfigurationProperties("kafunc")
record NodeSettings(
    @Bindable(defaultValue = "./data") Path data,
    @Nullable String publicUrl,
    @Bindable(defaultValue = "127.0.0.1") String host,
    @Bindable(defaultValue = "8080") int port) {

  String url() {
    return publicUrl != null ? publicUrl : "http://" + host + ":" + port;
  }
}
