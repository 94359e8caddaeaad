// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.httpapi.signature.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The whole suite, or one of its services, in a process of its own, started by the launcher as a
 * person starts it, on a data folder of its own that goes when it is closed.
 */
final class SuiteProcess implements AutoCloseable {

  private static final Credentials KEYS =
      new Credentials("1000000000000000", "benchmark-key", "benchmark-secret");

  /** Seldom enough not to take from a start the processor it is measured on. */
  private static final long POLL_MILLIS = 20;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Pattern HEAP =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\".*} ([0-9.E]+)");

  private final ScratchFolder folder;
  private final int port;
  private final List<String> command;
  private final Map<String, String> settings;
  private final SignedRequests requests = new SignedRequests(KEYS);
  private final HttpClient client = HttpClient.newHttpClient();
  private Process process;
  private Duration startedIn;

  private SuiteProcess(
      ScratchFolder folder, int port, List<String> command, Map<String, String> settings) {
    this.folder = folder;
    this.port = port;
    this.command = command;
    this.settings = settings;
  }

  /** Starts it and waits until it is UP. */
  static SuiteProcess up(Map<String, String> settings) throws IOException, InterruptedException {
    return started(List.of("up"), settings);
  }

  /** Starts one of its services alone. */
  static SuiteProcess serve(String service, Map<String, String> settings)
      throws IOException, InterruptedException {
    return started(List.of("serve", service), settings);
  }

  private static SuiteProcess started(List<String> command, Map<String, String> settings)
      throws IOException, InterruptedException {
    var suite = new SuiteProcess(ScratchFolder.create("benchmark"), freePort(), command, settings);
    suite.start();
    return suite;
  }

  /** Starts it on what its data folder holds; the answer is the time from the command to UP. */
  Duration start() throws IOException, InterruptedException {
    var builder = new ProcessBuilder(home().resolve("kafunc").toString());
    builder.command().addAll(command);
    builder.redirectErrorStream(true);
    builder.environment().put("KAFUNC_PORT", Integer.toString(port));
    builder.environment().put("KAFUNC_DATA", folder.resolve("data").toString());
    builder.environment().put("KAFUNC_ACCESS_KEY_ID", KEYS.accessKeyId());
    builder.environment().put("KAFUNC_ACCESS_KEY_SECRET", KEYS.accessKeySecret());
    builder.environment().put("KAFUNC_LOG_LEVEL", "warn");
    builder.environment().putAll(settings);
    builder.redirectOutput(folder.resolve("log").toFile());
    long begun = System.nanoTime();
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    while (!isUp()) {
      if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IOException("the suite did not start, see " + folder.resolve("log"));
      }
      Thread.sleep(POLL_MILLIS);
    }
    startedIn = Duration.ofNanos(System.nanoTime() - begun);
    return startedIn;
  }

  /** From the last start's command to UP. */
  Duration startedIn() {
    return startedIn;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  SignedRequests requests() {
    return requests;
  }

  long pid() {
    return process.pid();
  }

  /** Resident memory of its process, in MB. */
  double residentMB() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** What is alive on its heap, in bytes. */
  double heapAfterCollection() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(jcmd, Long.toString(pid()), "GC.run").start().waitFor();
    var parts = HEAP.matcher(read("/prometheus"));
    double used = 0;
    while (parts.find()) {
      used += Double.parseDouble(parts.group(1));
    }
    return used;
  }

  /** A service with one function made of one file. */
  void deploy(String service, String function, int concurrency, String file, String source) {
    expect(requests.post("/services", "{\"serviceName\":\"" + service + "\"}"));
    addFunction(service, function, concurrency, file, source);
  }

  void addFunction(String service, String function, int concurrency, String file, String source) {
    expect(
        requests.post(
            "/services/" + service + "/functions", function(function, concurrency, file, source)));
  }

  /** The body that creates a function made of one file. */
  static String function(String function, int concurrency, String file, String source) {
    return """
    {"functionName":"%s","runtime":"%s","handler":"%s","instanceConcurrency":%d,
     "timeout":60,"code":{"zipFile":"%s"}}"""
        .formatted(
            function,
            file.endsWith(".js") ? "nodejs12" : "python3",
            "index.handler",
            concurrency,
            zip(file, source));
  }

  /** Sends one request; anything but a 2xx ends the benchmark. */
  void expect(byte[] request) {
    int[] left = {1};
    var result =
        HttpLoad.run(address(), 1, Duration.ofMinutes(1), _ -> left[0]-- > 0 ? request : null);
    if (result.refused() > 0) {
      throw new IllegalStateException("refused: " + new String(request).lines().findFirst());
    }
  }

  /** An endpoint's answer. */
  String read(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** A request with HTTP Basic, for what is too large to be signed in memory. */
  HttpRequest.Builder request(String path) {
    var basic = KEYS.accessKeyId() + ":" + KEYS.accessKeySecret();
    var encoded = Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(url() + path))
        .header("Authorization", "Basic " + encoded);
  }

  /** Deletes the database of a suite that is stopped. */
  void forgetRows() throws IOException {
    new ScratchFolder(folder.resolve("data/h2")).close();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void stop() {
    process.destroy();
    process.onExit().orTimeout(15, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      stop();
    }
    folder.close();
  }

  private boolean isUp() {
    byte[] health = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes();
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(health);
      byte[] head = socket.getInputStream().readNBytes(12);
      return Arrays.equals(head, "HTTP/1.1 200".getBytes());
    } catch (IOException _) {
      return false;
    }
  }

  private static String zip(String file, String source) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(file));
      zip.write(source.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static Path home() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("kafunc"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
