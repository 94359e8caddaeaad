// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.sandbox.Sandbox;
import io.kafunc.invoker.sandbox.SocketFolders;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket one instance dials, once: after the first connection the socket and its folder are
 * gone, so that the function's own code can never pose as its runtime.
 */
final class InstanceSocket {

  private static final Logger log = LoggerFactory.getLogger(InstanceSocket.class);

  private final Channel server;

  private InstanceSocket(Channel server) {
    this.server = server;
  }

  /** Blocks until bound: microseconds, but not for event loops. */
  static InstanceSocket listen(EventLoop loop, Path folder, InstanceChannel conversation)
      throws IOException {
    Path socket = folder.resolve(Sandbox.SOCKET);
    var bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerDomainSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new LengthFieldBasedFrameDecoder(
                                Frame.MAX_LENGTH, 0, Frame.LENGTH_FIELD, 0, Frame.LENGTH_FIELD))
                        .addLast(conversation);
                    channel.parent().close();
                  }
                })
            .bind(UnixDomainSocketAddress.of(socket))
            .syncUninterruptibly()
            .channel();
    bound.closeFuture().addListener(closed -> remove(folder));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    return new InstanceSocket(bound);
  }

  /** Nobody will dial any more. Idempotent. */
  void close() {
    server.close();
  }

  private static void remove(Path folder) {
    try {
      SocketFolders.remove(folder);
    } catch (IOException failure) {
      log.warn("cannot remove {}: {}", folder, failure.toString());
    }
  }
}
