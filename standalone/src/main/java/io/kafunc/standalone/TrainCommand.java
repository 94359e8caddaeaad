// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.signature.AccessKeys;
import io.kafunc.httpapi.signature.Credentials;
import io.kafunc.standalone.demo.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code kafunc train}: starts the suite on a fresh folder, does once what users do and ends. The
 * launcher runs it after a build, so that the JVM can write down what a start and a first call
 * load.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int STORY_ROUNDS = 2;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String SERVICES = "/2016-08-15/services";
  private static final String FUNCTIONS = SERVICES + "/training/functions";

  private static final List<String> READS =
      List.of(
          "/health",
          "/prometheus",
          "/openapi.yaml",
          SERVICES,
          FUNCTIONS,
          "/kafunc/invocations?service=training",
          "/kafunc/logs?service=training",
          "/kafunc/history/services/training");

  @Option(names = "--data", required = true)
  String data;

  private int port;
  private String authorization;

  @Override
  public Integer call() throws Exception {
    Settings settings =
        Settings.of(Map.of("kafunc.data", data, "kafunc.port", "0"), Map.of(), Optional.empty());
    try (Suite suite = Suite.start(settings, Set.of(Suite.ALL_ROLES.split(",")))) {
      new Readiness(suite).await(PATIENCE);
      new Banner(suite, settings).text(Duration.ZERO);
      Credentials key = suite.context().getBean(AccessKeys.class).own();
      String pair = key.accessKeyId() + ":" + key.accessKeySecret();
      authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
      port = suite.port();
      post(SERVICES, "{\"serviceName\":\"training\"}", "Sync");
      exercise("nodejs12", "index.js", "exports.handler = (e, c, done) => done(null, 'ok')\n");
      exercise("python3", "index.py", "def handler(event, context):\n  return 'ok'\n");
      tellTheStory(suite);
      for (String path : READS) {
        request("GET", path, "Sync").getResponseCode();
      }
    }
    return 0;
  }

  /**
   * What the demo does; where its example or every runtime is missing, only as far as that goes.
   */
  private void tellTheStory(Suite suite) {
    try {
      var nobody = new Terminal(new PrintStream(OutputStream.nullOutputStream()), false);
      DemoCommand.story(suite, Kafunc.environment(), nobody, STORY_ROUNDS).tell();
    } catch (RuntimeException e) {
      System.err.println("the story was not told to its end: " + e);
    }
  }

  private void exercise(String runtime, String file, String source) throws IOException {
    String function =
        """
        {"functionName":"%s","runtime":"%s","handler":"index.handler","code":{"zipFile":"%s"}}"""
            .formatted(runtime, runtime, zip(file, source));
    post(FUNCTIONS, function, "Sync");
    post(FUNCTIONS + "/" + runtime + "/invocations", "{}", "Sync");
    post(FUNCTIONS + "/" + runtime + "/invocations", "{}", "Async");
  }

  /** What is answered does not matter: a runtime may well be missing here. */
  private void post(String path, String body, String invocationType) throws IOException {
    HttpURLConnection connection = request("POST", path, invocationType);
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(UTF_8));
    connection.getResponseCode();
  }

  private HttpURLConnection request(String method, String path, String invocationType)
      throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("Authorization", authorization);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("X-Fc-Invocation-Type", invocationType);
    return connection;
  }

  private static String zip(String file, String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(file));
      zip.write(source.getBytes(UTF_8));
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
