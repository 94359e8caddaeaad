// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and its controller in this process (KRaft, combined mode), with its data in one
 * folder. Its sockets are bound before {@link #start} returns, so clients may be pointed at {@link
 * #bootstrapServers} at once: they wait in the backlog until the broker, which starts on a thread
 * of its own, takes them. Loopback only, ports chosen afresh at each start.
 *
 * <p>What breaks it for good, a full disk above all, costs Kafka its servers. {@link #mended}
 * starts new ones at the same address when the disk has room.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String FORMATTED = "meta.properties";
  private static final int BACKLOG = 50;
  private static final long ROOM = 32L << 20;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

  private final BrokerFaults faults = new BrokerFaults();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Path folder;
  private final InetSocketAddress listening;
  private final String address;
  private volatile ServerSocketChannel brokerSocket;
  private volatile ServerSocketChannel controllerSocket;
  private volatile boolean serving;
  private volatile boolean closed;
  private volatile BrokerServer broker;
  private volatile ControllerServer controller;

  private EmbeddedBroker(Path folder, InetSocketAddress listen, Optional<String> advertised)
      throws IOException {
    this.folder = folder;
    this.brokerSocket = bind(listen);
    this.listening = (InetSocketAddress) brokerSocket.getLocalAddress();
    this.controllerSocket = bind(LOOPBACK);
    this.address =
        advertised.orElseGet(
            () -> listen.getHostString() + ":" + brokerSocket.socket().getLocalPort());
  }

  /**
   * Begins to start a broker on the folder, which is formatted when it is new; on a free port of
   * loopback.
   */
  public static EmbeddedBroker start(Path folder) {
    try {
      return start(folder, LOOPBACK, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback for the broker: " + e, e);
    }
  }

  /**
   * The same for a broker that others share.
   *
   * @param advertised host:port under which they reach it, when it is not what it listens on
   */
  public static EmbeddedBroker start(
      Path folder, InetSocketAddress listen, Optional<String> advertised) throws IOException {
    EmbeddedBroker broker =
        new EmbeddedBroker(folder.toAbsolutePath().normalize(), listen, advertised);
    Thread.ofPlatform().name("broker-start").daemon().start(broker::run);
    return broker;
  }

  public String bootstrapServers() {
    return address;
  }

  /** Waits until the broker takes requests. */
  public void awaitReady(Duration patience) {
    try {
      ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the broker on " + folder + " does not start: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the broker on " + folder + " is not up after " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker started", e);
    }
  }

  public boolean isReady() {
    return serving;
  }

  /** From now on what breaks is started anew, for as long as it takes. */
  public EmbeddedBroker mended() {
    Thread.ofPlatform().name("broker-mend").daemon().start(this::mend);
    return this;
  }

  /** What broke the broker for good, if anything did. */
  public Optional<String> fault() {
    return Optional.ofNullable(broken().getNow(null));
  }

  /** Completes with the reason when the broker is broken for good. */
  public CompletableFuture<String> broken() {
    return faults.first();
  }

  private void run() {
    try {
      faults.insteadOfExit();
      format();
      startServers();
      LOG.info("broker up folder={} address={}", folder, bootstrapServers());
      serving = true;
      ready.complete(null);
    } catch (Throwable e) {
      faults.remember(String.valueOf(e));
      ready.completeExceptionally(e);
    }
  }

  private void mend() {
    try {
      ready.join();
      while (!closed) {
        faults.first().join();
        serving = false;
        Thread.sleep(PAUSE);
        if (!closed && hasRoom()) {
          startAnew();
        }
      }
    } catch (CompletionException neverStarted) {
      LOG.debug("nothing to mend", neverStarted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasRoom() {
    try {
      return Files.getFileStore(folder).getUsableSpace() >= ROOM;
    } catch (IOException gone) {
      return false;
    }
  }

  private synchronized void startAnew() {
    if (closed) {
      return;
    }
    stopServers();
    faults.forget();
    try {
      brokerSocket = bind(listening);
      controllerSocket = bind(LOOPBACK);
      startServers();
      LOG.info("broker up again folder={} address={}", folder, bootstrapServers());
      serving = true;
    } catch (Throwable e) {
      faults.remember(String.valueOf(e));
    }
  }

  /** Made beside the folder and renamed, so that a kill leaves nothing half formatted. */
  private void format() throws Exception {
    if (Files.exists(folder.resolve(FORMATTED))) {
      return;
    }
    Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
    Folders.delete(fresh);
    Folders.delete(folder);
    Files.createDirectories(fresh);
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setNodeId(BrokerConfig.NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(BrokerConfig.CONTROLLER)
        .setMetadataLogDirectory(fresh.toString())
        .addDirectory(fresh.toString())
        .run();
    Files.move(fresh, folder);
  }

  private void startServers() {
    int controllerPort = controllerSocket.socket().getLocalPort();
    Properties settings = BrokerConfig.of(folder, brokerSocket.socket(), address, controllerPort);
    KafkaConfig config = KafkaConfig.fromProps(settings, false);
    var folders = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    Metrics metrics =
        Server.initializeMetrics(config, Time.SYSTEM, folders._1().clusterId().orElseThrow());
    SharedServer server =
        new SharedServer(
            config,
            folders._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(
                Map.of(BrokerConfig.NODE, new InetSocketAddress("127.0.0.1", controllerPort))),
            List.of(),
            faults,
            (listener, address, backlog, buffer) ->
                listener.equals(BrokerConfig.BROKER) ? brokerSocket : controllerSocket);
    controller = new ControllerServer(server, KafkaRaftServer.configSchema(), folders._2());
    broker = new BrokerServer(server);
    controller.startup();
    broker.startup();
  }

  /** Ends broker, then controller; what is in the log stays. */
  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      stopServers();
    }
    LOG.info("broker stopped folder={}", folder);
  }

  private void stopServers() {
    quietly("broker", broker == null ? () -> {} : () -> broker.shutdown(Duration.ofSeconds(3)));
    quietly("controller", controller == null ? () -> {} : controller::shutdown);
    quietly("socket", brokerSocket::close);
    quietly("socket", controllerSocket::close);
  }

  private static void quietly(String what, AutoCloseable step) {
    try {
      step.close();
    } catch (Exception e) {
      LOG.warn("broker stop step={} failed", what, e);
    }
  }

  private static ServerSocketChannel bind(InetSocketAddress listen) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    socket.configureBlocking(false);
    socket.bind(listen, BACKLOG);
    return socket;
  }
}
