// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.kafunc.httpapi.KafuncSettings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the sandbox and names this suite on its machine. */
@Factory
final class SandboxBeans {

  private static final Logger log = LoggerFactory.getLogger(SandboxBeans.class);
  private static final int NAME_LENGTH = 12;

  @Singleton
  Sandbox sandbox(
      SandboxSettings settings,
      KafuncSettings suite,
      SocketFolders folders,
      @Nullable @Property(name = "micronaut.server.host") String bound,
      @Nullable @Property(name = "kafunc.host") String host)
      throws IOException {
    boolean loopback = loopback(bound) && loopback(host);
    var sandbox =
        SandboxProbe.choose(settings, root(), loopback, name(suite.data()), folders.root());
    log.info(
        "sandbox chosen level={} rung={} isolated={} lacks={}",
        sandbox.report().level(),
        sandbox.report().rung(),
        sandbox.report().isolated(),
        sandbox.report().lacks());
    return sandbox;
  }

  @Singleton
  SocketFolders socketFolders(KafuncSettings suite) {
    return new SocketFolders(Path.of(System.getProperty("java.io.tmpdir")), name(suite.data()));
  }

  /** Whether the address is loopback; one that is not set leaves it to the other. */
  private static boolean loopback(@Nullable String host) throws UnknownHostException {
    return host == null || host.isEmpty() || InetAddress.getByName(host).isLoopbackAddress();
  }

  private static boolean root() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static String name(Path data) {
    try {
      byte[] path = data.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(path);
      return HexFormat.of().formatHex(hash).substring(0, NAME_LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
