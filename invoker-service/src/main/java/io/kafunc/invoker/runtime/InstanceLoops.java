// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.netty.channel.EventLoopGroup;

/**
 * The event loops that instances are spoken to on.
 *
 * @param own whether nobody else ends them
 */
public record InstanceLoops(EventLoopGroup group, boolean own) implements AutoCloseable {

  @Override
  public void close() {
    if (own) {
      group.shutdownGracefully();
    }
  }
}
