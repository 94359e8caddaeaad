// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.sandbox.InstanceProcess;

/**
 * A runtime's process that has connected and waits to be told its function. It gets one function,
 * once.
 *
 * @param engine what it says it is, such as "Node.js 20.1.0"
 */
record BootedProcess(
    String instanceId,
    InstanceProcess process,
    InstanceChannel channel,
    String engine,
    StartupOutput startup) {

  boolean alive() {
    return !channel.closed().isDone() && !process.exit().isDone();
  }

  boolean isNear() {
    return channel.eventLoop().inEventLoop();
  }

  void kill() {
    process.kill();
    channel.close();
  }
}
