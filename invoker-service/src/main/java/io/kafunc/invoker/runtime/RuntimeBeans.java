// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.invoker.sandbox.InstanceLauncher;
import io.kafunc.invoker.sandbox.Sandbox;
import io.kafunc.invoker.sandbox.SocketFolders;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import jakarta.inject.Singleton;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Puts the parts that start and speak to instances together. */
@Factory
final class RuntimeBeans {

  @Singleton
  RuntimeCatalog runtimes(RuntimeSettings settings) {
    Path folder = settings.runtimes() == null ? RuntimeFolders.find() : settings.runtimes();
    String path = System.getenv().getOrDefault("PATH", "");
    List<Path> searchPath =
        Stream.of(path.split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toList();
    return new RuntimeCatalog(folder, searchPath, new ObjectMapper());
  }

  /** No roles yet: functions get empty credentials. */
  @Singleton
  @Requires(missingBeans = RoleCredentials.class)
  RoleCredentials noRoles() {
    return spec -> Credentials.NONE;
  }

  /**
   * The server's event loops where they can carry Unix sockets: a call then needs fewer threads.
   */
  @Singleton
  @Bean(preDestroy = "close")
  InstanceLoops loops(EventLoopGroup server) {
    boolean shared = server instanceof IoEventLoopGroup group && group.isIoType(NioIoHandler.class);
    return shared
        ? new InstanceLoops(server, false)
        : new InstanceLoops(new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()), true);
  }

  @Singleton
  @Bean(preDestroy = "close")
  InstanceStarter starter(
      RuntimeCatalog runtimes,
      CodeFolders code,
      SocketFolders sockets,
      Sandbox sandbox,
      InstanceLoops loops,
      RoleCredentials credentials,
      OutputJournal journal,
      RequestIds ids,
      KafuncSettings settings,
      SpareSettings spares,
      Clock clock) {
    return new InstanceStarter(
        runtimes,
        code,
        sockets,
        new InstanceLauncher(sandbox),
        loops.group(),
        credentials,
        journal,
        ids::next,
        settings.region(),
        new ObjectMapper(),
        clock,
        spares);
  }
}
