// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import io.kafunc.eventlog.Owner;
import io.kafunc.eventlog.Recorded;
import io.kafunc.httpapi.signature.SignedHttpClient;
import io.kafunc.metadata.write.AccountHandler;
import io.kafunc.metadata.write.EventReader;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import io.kafunc.schemas.metadata.LayerEvent.LayerVersionPublished;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpRequest;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the archives that events name and this node lacks from the node that writes, so that a
 * takeover finds them here. In the background: one archive at a time, and nobody waits for it. What
 * is named no more is not copied any more.
 */
@Singleton
final class CodeCopies implements EventReader {

  private static final Logger LOG = LoggerFactory.getLogger(CodeCopies.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final CodeStore store;
  private final NamedArchives named;
  private final SignedHttpClient client;
  private final BeanProvider<AccountHandler> accounts;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<CodeArchive> missing = new LinkedBlockingQueue<>();
  private final Thread copying;

  CodeCopies(
      CodeStore store,
      NamedArchives named,
      SignedHttpClient client,
      BeanProvider<AccountHandler> accounts) {
    this.store = store;
    this.named = named;
    this.client = client;
    this.accounts = accounts;
    this.copying = Thread.ofVirtual().name("code-copies").start(this::run);
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    for (var recorded : batch) {
      code(recorded.event())
          .filter(code -> store.find(code.sha256()).isEmpty() && waiting.add(code.sha256()))
          .ifPresent(missing::add);
    }
  }

  private static Optional<CodeArchive> code(MetadataEvent event) {
    return switch (event) {
      case FunctionCreated created -> created.code();
      case FunctionUpdated updated -> updated.code();
      case LayerVersionPublished published -> Optional.of(published.code());
      default -> Optional.empty();
    };
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        var code = missing.take();
        var owner = accounts.get().otherOwner();
        if (isNamed(code) && (owner.isEmpty() || !copied(code, owner.get()))) {
          missing.add(code);
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } else {
          waiting.remove(code.sha256());
        }
      }
    } catch (InterruptedException _) {
      // The process ends.
    }
  }

  /** A database that is away says nothing: then it counts as named. */
  private boolean isNamed(CodeArchive code) {
    try {
      return named.all().contains(code.sha256());
    } catch (RuntimeException e) {
      LOG.info("cannot tell whether an archive is named reason={}", e.toString());
      return true;
    }
  }

  /** Whether there is nothing more to do about it. */
  private boolean copied(CodeArchive code, Owner owner) throws InterruptedException {
    if (store.find(code.sha256()).isPresent()) {
      return true;
    }
    try {
      var request = HttpRequest.GET("/kafunc/code/" + code.sha256());
      var answer = client.exchange(URI.create(owner.node().url()), request).get();
      if (answer.code() == 404) {
        LOG.warn("archive is lost sha256={} owner={}", code.sha256(), owner.node().url());
        return true;
      }
      var bytes = answer.body();
      if (answer.code() != 200 || bytes == null) {
        return false;
      }
      var staged = store.stage(out -> out.write(bytes));
      if (!staged.archive().equals(code)) {
        store.discard(staged);
        return false;
      }
      store.keep(staged);
      LOG.info("copied archive sha256={} bytes={}", code.sha256(), code.size());
      return true;
    } catch (ExecutionException | IOException e) {
      LOG.info("archive not yet copied sha256={} reason={}", code.sha256(), e.getMessage());
      return false;
    }
  }

  @PreDestroy
  void close() {
    copying.interrupt();
  }
}
