// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

/** Everything log-service keeps, in two sections. */
public interface LogStore extends AutoCloseable {

  InvocationStore invocations();

  OutputStore output();

  /** Makes durable what was added, and lets go of the files. */
  @Override
  void close();
}
