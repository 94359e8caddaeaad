// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.httpapi.signature.SignedHttpClient;
import io.kafunc.invoker.runtime.RuntimeCatalog;
import io.kafunc.standalone.demo.Example;
import io.kafunc.standalone.demo.FcApi;
import io.kafunc.standalone.demo.Story;
import io.kafunc.standalone.demo.Terminal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kafunc demo}: starts the suite and tells the story of a release, on examples/checkout. */
@Command(name = "demo", description = "start the suite and tell the story of a release")
final class DemoCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = 10;

  @Mixin StartOptions options;

  @Option(names = "--exit", description = "end after the story")
  boolean exit;

  @Override
  public Integer call() throws Exception {
    var environment = Kafunc.environment();
    var terminal =
        new Terminal(System.out, System.console() != null && System.console().isTerminal());
    var settings = withFreePort(options.settings(environment), terminal);
    terminal.say("Starting Kafunc: Kafka, H2, Lucene and the four services in one process ...");
    var suite = Suite.start(settings, Set.of(Suite.ALL_ROLES.split(",")));
    Running.endWithTheProcess(suite);
    if (!new Readiness(suite).await(PATIENCE)) {
      throw new StartRefusedException("Not everything serves after a minute: see the log above.");
    }
    var upIn = Kafunc.sinceProcessStart();
    String service;
    try {
      service = story(suite, environment, terminal, ROUNDS).tell();
    } catch (IllegalStateException e) {
      throw new StartRefusedException("The story ends here: " + e.getMessage());
    }
    if (exit) {
      return 0;
    }
    System.out.println(new Banner(suite, settings).text(upIn));
    var url = url(suite);
    terminal.say("Ask on: " + url + "/kafunc/releases/" + service + "/PROD");
    terminal.say("        " + url + "/kafunc/invocations?service=" + service + "&status=Failed");
    terminal.say("        " + url + "/kafunc/history/services/" + service + "/aliases/PROD");
    terminal.say("Ctrl-C ends it; ./kafunc demo tells it again on the same data.");
    Running.untilEnded();
    return 0;
  }

  /** What is told, on a suite that is up. */
  static Story story(Suite suite, Map<String, String> environment, Terminal terminal, int rounds) {
    return new Story(
        new FcApi(suite.context().getBean(SignedHttpClient.class), url(suite), new ObjectMapper()),
        new Example(home(environment).resolve("examples/checkout")),
        terminal,
        suite.context().getBean(Clock.class),
        runtime(suite),
        rounds);
  }

  private static URI url(Suite suite) {
    return URI.create("http://127.0.0.1:" + suite.port());
  }

  private static Settings withFreePort(Settings settings, Terminal terminal) {
    int port = Ports.nextFree(settings.host(), settings.port());
    if (port != settings.port()) {
      terminal.say("Port " + settings.port() + " is taken; this suite takes " + port + ".");
    }
    return settings.withPort(port);
  }

  private static Path home(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("KAFUNC_HOME", "."));
  }

  /** JavaScript where Node runs, else Python. */
  private static String runtime(Suite suite) {
    var catalog = suite.context().getBean(RuntimeCatalog.class);
    return Stream.of("nodejs12", "python3")
        .filter(name -> catalog.find(name) instanceof RuntimeCatalog.Found.Runnable)
        .findFirst()
        .orElseThrow(
            () ->
                new StartRefusedException(
                    "The story needs Node.js or Python 3 and found neither: apt install nodejs,"
                        + " or python3."));
  }
}
