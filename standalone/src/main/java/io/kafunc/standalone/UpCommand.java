// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kafunc up}: the whole suite, in the foreground. */
@Command(name = "up", description = "start the suite in the foreground; Ctrl-C ends it")
final class UpCommand implements Callable<Integer> {

  @Mixin StartOptions options;

  @Override
  public Integer call() throws Exception {
    return Foreground.run(
        options.settings(Kafunc.environment()), Set.of(Suite.ALL_ROLES.split(",")));
  }
}
