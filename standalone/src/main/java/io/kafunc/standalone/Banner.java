// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import io.kafunc.httpapi.signature.AccessKeys;
import io.kafunc.httpapi.signature.CredentialsFile;
import io.kafunc.invoker.runtime.RuntimeCatalog;
import io.kafunc.invoker.sandbox.Sandbox;
import io.kafunc.invoker.sandbox.SandboxReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person sees when the suite is up: where it is, how to call it, what it found. */
final class Banner {

  private final Suite suite;
  private final Settings settings;

  Banner(Suite suite, Settings settings) {
    this.suite = suite;
    this.settings = settings;
  }

  String text(Duration startedIn) {
    String url = "http://" + reachable(settings.host()) + ":" + suite.port();
    String keyId = suite.context().getBean(AccessKeys.class).own().accessKeyId();
    boolean keyGiven = settings.find("kafunc.access-key-id").isPresent();
    Path secretFile = CredentialsFile.in(suite.data().path()).path();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("  Kafunc %s is up in %.1f s".formatted(version(), startedIn.toMillis() / 1000.0));
    lines.add("");
    add(lines, "API", url + "  (API version 2016-08-15)");
    add(lines, "Access key id", keyId);
    add(lines, "Secret", keyGiven ? "as given in the settings" : "in " + secretFile);
    add(lines, "Data", suite.data().path().toString());
    add(lines, "Kafka", kafka());
    suite
        .context()
        .findBean(RuntimeCatalog.class)
        .ifPresent(it -> add(lines, "Runtimes", runtimes(it)));
    suite
        .context()
        .findBean(Sandbox.class)
        .ifPresent(it -> add(lines, "Sandbox", said(it.report())));
    lines.add("");
    lines.add("  Try it:");
    lines.add(
        "    curl -u %s:%s %s/2016-08-15/services"
            .formatted(
                keyId,
                keyGiven
                    ? "$KAFUNC_ACCESS_KEY_SECRET"
                    : "$(sed -n 's/^access_key_secret=//p' " + secretFile + ")",
                url));
    lines.add("");
    return String.join(System.lineSeparator(), lines);
  }

  private static String said(SandboxReport report) {
    if (!report.isolated()) {
      return "%s (%s)  %s".formatted(report.rung(), report.level(), report.advice());
    }
    return "%s (%s)".formatted(report.rung(), report.level())
        + (report.lacks().isEmpty() ? "" : "  (lacks " + String.join(", ", report.lacks()) + ")");
  }

  private String kafka() {
    return suite
        .broker()
        .map(broker -> broker.bootstrapServers() + "  (in this process)")
        .orElseGet(() -> settings.get("kafunc.kafka.bootstrap-servers", "?"));
  }

  private static String runtimes(RuntimeCatalog catalog) {
    String found =
        catalog.runnable().stream()
            .map(it -> it.manifest().name() + " (" + it.executable() + ")")
            .collect(Collectors.joining(", "));
    return found.isEmpty() ? "none: apt install nodejs, or python3" : found;
  }

  static String version() {
    return Optional.ofNullable(Banner.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }

  private static String reachable(String host) {
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  private static void add(List<String> lines, String name, String value) {
    lines.add("  %-14s %s".formatted(name, value));
  }
}
