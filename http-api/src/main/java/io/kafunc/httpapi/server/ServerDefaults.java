// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Sets Micronaut's server as FC's wire needs it, whatever service runs it: bodies pass as they came
 * (compressed ones too), answers are not compressed, a 5xx does not cost the connection, and our
 * own handlers count bytes, keep the time and write the date.
 */
@Singleton
final class ServerDefaults implements BeanCreatedEventListener<NettyHttpServerConfiguration> {

  private static final int NEVER_COMPRESS = -1;

  private final ServerSettings settings;

  ServerDefaults(ServerSettings settings) {
    this.settings = settings;
  }

  @Override
  public NettyHttpServerConfiguration onCreated(
      BeanCreatedEvent<NettyHttpServerConfiguration> event) {
    NettyHttpServerConfiguration server = event.getBean();
    server.setMaxRequestSize(Long.MAX_VALUE);
    server.setMaxRequestBufferSize(settings.largest());
    server.setMaxHeaderSize(settings.maxHeaderSize());
    server.setMaxInitialLineLength(settings.maxLineLength());
    server.setIdleTimeout(Duration.ofSeconds(-1));
    server.setDateHeader(false);
    server.setRequestDecompressionEnabled(false);
    server.setCompressionThreshold(NEVER_COMPRESS);
    server.setKeepAliveOnServerError(true);
    server.setSemicolonIsNormalChar(true);
    return server;
  }
}
