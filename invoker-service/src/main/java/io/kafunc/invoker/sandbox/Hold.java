// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** What a rung can do to the processes it started. */
interface Hold {

  /** See {@link InstanceProcess#attach}. */
  CompletableFuture<String> attach(Path codeFolder);

  /** See {@link InstanceProcess#run}. */
  CompletableFuture<Void> run(Program program);

  /** What files below {@code /tmp} take of the memory, in MB: it is not the function's memory. */
  double temporaryFilesMB();

  /** Ends the tree; quick, for it is called on event loops. */
  void kill();

  /** Ends what left the tree; called once, after the process has ended. */
  void sweep();
}
