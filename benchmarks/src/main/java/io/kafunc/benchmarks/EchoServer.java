// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Micronaut's server with one route and nothing of ours on its class path: what a read costs at the
 * least.
 */
public final class EchoServer implements AutoCloseable {

  private final Process process;
  private final InetSocketAddress address;

  private EchoServer(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  static EchoServer start(String body) throws IOException {
    var classPath = SuiteProcess.home().resolve("benchmarks/target/classes") + ":" + libraries();
    var child = ChildJvm.start(EchoServer.class, classPath, body);
    int port = Integer.parseInt(child.said());
    return new EchoServer(
        child.process(), new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static String libraries() {
    try (Stream<Path> jars = Files.list(SuiteProcess.home().resolve("standalone/target/lib"))) {
      return jars.map(Path::toString)
          .filter(jar -> !jar.contains("SNAPSHOT"))
          .collect(Collectors.joining(":"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The server's own process. */
  public static void main(String[] args) {
    var context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "micronaut.server.port",
                    -1,
                    "micronaut.server.host",
                    "127.0.0.1",
                    "echo.body",
                    args[0]))
            .banner(false)
            .start();
    System.out.println(ChildJvm.READY + context.getBean(EmbeddedServer.class).start().getPort());
  }

  @Singleton
  @Controller("/echo")
  static final class EchoController {

    private final byte[] body;

    EchoController(io.micronaut.context.env.Environment environment) {
      this.body = environment.getRequiredProperty("echo.body", String.class).getBytes();
    }

    @Get(produces = MediaType.APPLICATION_JSON)
    byte[] echo() {
      return body;
    }
  }
}
