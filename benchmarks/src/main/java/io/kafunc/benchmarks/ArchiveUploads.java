// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An archive of nearly 50 MB, 67 MB of base64 in JSON: from CreateFunction's first byte until the
 * first call of it is answered, unpacked and all, against {@code unzip} of the same archive; and
 * what of the suite's heap survives a collection meanwhile, beyond what survived before.
 */
public final class ArchiveUploads {

  private static final int FILES = 480;
  private static final int FILE_BYTES = 200_000;
  private static final int ROUNDS = 5;
  private static final Pattern AFTER_GC = Pattern.compile("Pause .*->(\\d+)M\\(");

  private final SuiteProcess suite;
  private final Path folder;
  private final Path archive;
  private final HttpClient client = HttpClient.newHttpClient();
  private int functions;

  private ArchiveUploads(SuiteProcess suite, Path folder) throws IOException {
    this.suite = suite;
    this.folder = folder;
    this.archive = archive(folder.resolve("archive.zip"));
  }

  public static void main(String[] args) throws Exception {
    try (var folder = ScratchFolder.create("archives")) {
      var collections = folder.resolve("gc.log");
      var jvm = "-Xmn32m -Xlog:gc:file=" + collections;
      try (var suite = SuiteProcess.up(Map.of("KAFUNC_JAVA_OPTS", jvm))) {
        suite.expect(suite.requests().post("/services", "{\"serviceName\":\"s\"}"));
        new ArchiveUploads(suite, folder.path()).measure(collections);
      }
    }
    System.exit(0);
  }

  private void measure(Path collections) throws Exception {
    uploadAndCall();
    unzip();
    collect();
    long seen = Files.size(collections);
    long before = greatestAfterCollection(Files.readString(collections).lines().toList(), true);
    double resident = suite.residentMB();
    SideBySide.print(
        "upload, unpack and first call of 50 MB, and unzip",
        SideBySide.of(ROUNDS, this::uploadAndCall, this::unzip),
        "ms",
        "<= 3, aim 1.5");
    collect();
    var meanwhile = Files.readString(collections).substring((int) seen).lines().toList();
    System.out.printf(
        "%-58s %d MB (<= 64 MB, aim 16), resident %.0f MB more, %d collections%n",
        "  heap that survives collections meanwhile",
        greatestAfterCollection(meanwhile, false) - before,
        suite.residentMB() - resident,
        meanwhile.size());
  }

  private double uploadAndCall() {
    var name = "f" + functions++;
    try {
      var archive = another(functions);
      long begun = System.nanoTime();
      upload(name, archive);
      var call = suite.request("/2016-08-15/services/s/functions/" + name + "/invocations");
      var answer = client.send(call.POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
      double took = (System.nanoTime() - begun) / 1e6;
      if (!answer.body().equals("ok")) {
        throw new IllegalStateException("the call answered " + answer.body());
      }
      return took;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void upload(String name, Path archive) throws IOException, InterruptedException {
    var head =
        "{\"functionName\":\"%s\",\"runtime\":\"python3\",\"handler\":\"index.handler\",\"code\":{\"zipFile\":\""
            .formatted(name)
            .getBytes(UTF_8);
    var tail = "\"}}".getBytes(UTF_8);
    long length = head.length + (Files.size(archive) + 2) / 3 * 4 + tail.length;
    var body =
        BodyPublishers.ofInputStream(
            () ->
                new SequenceInputStream(
                    Collections.enumeration(
                        List.of(
                            new ByteArrayInputStream(head),
                            encoded(archive),
                            new ByteArrayInputStream(tail)))));
    var request =
        suite
            .request("/2016-08-15/services/s/functions")
            .POST(BodyPublishers.fromPublisher(body, length));
    var answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the upload answered " + answer.body());
    }
  }

  /** In base64, a piece at a time that needs no padding but at the end. */
  private static InputStream encoded(Path archive) {
    try {
      var file = Files.newInputStream(archive);
      return new InputStream() {
        private ByteArrayInputStream piece = new ByteArrayInputStream(new byte[0]);

        @Override
        public int read() throws IOException {
          var one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          if (piece.available() == 0) {
            piece = new ByteArrayInputStream(Base64.getEncoder().encode(file.readNBytes(48_000)));
          }
          return piece.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double unzip() {
    try (var target = new ScratchFolder(folder.resolve("unzipped"))) {
      long begun = System.nanoTime();
      var command = List.of("unzip", "-q", archive.toString(), "-d", target.path().toString());
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      double took = (System.nanoTime() - begun) / 1e6;
      if (status != 0) {
        throw new IllegalStateException("unzip ended with " + status);
      }
      return took;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Half of each file is random, so that it is half as large packed. */
  private static Path archive(Path file) throws IOException {
    var random = new Random(1);
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("index.py"));
      zip.write("def handler(event, context): return 'ok'\n".getBytes(UTF_8));
      var bytes = new byte[FILE_BYTES];
      var noise = new byte[FILE_BYTES / 2];
      for (int i = 0; i < FILES; i++) {
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, 0, noise.length);
        zip.putNextEntry(new ZipEntry("lib/module" + i + "/data.bin"));
        zip.write(bytes);
      }
    }
    return file;
  }

  /** The archive with a comment at its end: what is known already is not unpacked again. */
  private Path another(int number) throws IOException {
    var file = folder.resolve("another.zip");
    Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
    try (var end = new RandomAccessFile(file.toFile(), "rw")) {
      end.seek(end.length() - 2);
      end.write(new byte[] {1, 0, (byte) number});
    }
    return file;
  }

  private void collect() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process = new ProcessBuilder(jcmd, Long.toString(suite.pid()), "GC.run").start();
    process.getInputStream().readAllBytes();
    if (!process.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("jcmd does not end");
    }
  }

  private static long greatestAfterCollection(List<String> lines, boolean last) {
    long greatest = 0;
    for (var line : lines) {
      var matcher = AFTER_GC.matcher(line);
      if (matcher.find()) {
        long mb = Long.parseLong(matcher.group(1));
        greatest = last ? mb : Math.max(greatest, mb);
      }
    }
    return greatest;
  }
}
