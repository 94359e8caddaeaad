// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.kafunc.httpapi.RequestIds;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts our handlers between Netty's HTTP codec and Micronaut, on every connection. */
@Singleton
final class ServerPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private final ServerSettings settings;
  private final ResponseHeaders responseHeaders;

  ServerPipeline(ServerSettings settings, RequestIds ids, Clock clock) {
    this.settings = settings;
    this.responseHeaders = new ResponseHeaders(ids, new DateHeader(clock));
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new OfChannel(null));
    return event.getBean();
  }

  private final class OfChannel implements NettyServerCustomizer {

    private final Channel channel;

    OfChannel(Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel opened, ChannelRole role) {
      return role == ChannelRole.CONNECTION ? new OfChannel(opened) : this;
    }

    @Override
    public void onStreamPipelineBuilt() {
      String micronaut = ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;
      channel
          .pipeline()
          .addBefore(micronaut, "kafunc-deadlines", new ConnectionDeadlines(settings))
          .addBefore(micronaut, "kafunc-response-headers", responseHeaders)
          .addBefore(micronaut, "kafunc-request-gate", new RequestGate(settings));
    }
  }
}
