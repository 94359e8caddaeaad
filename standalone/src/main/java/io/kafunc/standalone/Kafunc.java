// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program. Ends with 0 when all went well, 1 when it could not start (one sentence says why), 2
 * when the command line is not understood.
 */
@Command(
    name = "kafunc",
    description = "An open, self-hosted Function Compute",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      ServeCommand.class,
      BrokerCommand.class,
      TrainCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Kafunc implements Callable<Integer> {

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Kafunc());
    line.setExecutionExceptionHandler(
        (fault, command, parsed) -> {
          if (fault instanceof StartRefusedException) {
            System.err.println(fault.getMessage());
            return 1;
          }
          System.err.println("Kafunc could not start. This is a fault of ours:");
          fault.printStackTrace();
          return 1;
        });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.out);
    return 0;
  }

  static Map<String, String> environment() {
    return System.getenv();
  }

  static Duration sinceProcessStart() {
    return Duration.ofMillis(
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
  }
}
