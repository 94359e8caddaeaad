// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.signature.AccessKeys;
import io.kafunc.httpapi.signature.Credentials;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code kafunc train}: starts the suite on a fresh folder, asks it a few things and ends. The
 * launcher runs it once after a build, so that the JVM can write down what a start loads.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

  @Option(names = "--data", required = true)
  String data;

  @Override
  public Integer call() throws Exception {
    Settings settings =
        Settings.of(Map.of("kafunc.data", data, "kafunc.port", "0"), Map.of(), Optional.empty());
    try (Suite suite = Suite.start(settings, Set.of(Suite.ALL_ROLES.split(",")))) {
      new Readiness(suite).await(Duration.ofSeconds(30));
      new Banner(suite, settings, "").text(Duration.ZERO);
      Credentials key = suite.context().getBean(AccessKeys.class).own();
      for (String path :
          Set.of("/health", "/prometheus", "/openapi.yaml", "/2016-08-15/services")) {
        get(suite.port(), path, key);
      }
    }
    return 0;
  }

  private static void get(int port, String path, Credentials key) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setReadTimeout(5_000);
    String pair = key.accessKeyId() + ":" + key.accessKeySecret();
    connection.setRequestProperty(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    connection.getResponseCode();
    connection.disconnect();
  }
}
