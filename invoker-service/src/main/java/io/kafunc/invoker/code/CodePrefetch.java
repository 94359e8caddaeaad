// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import io.kafunc.eventlog.Recorded;
import io.kafunc.invoker.catalog.CatalogReader;
import io.kafunc.invoker.runtime.CodeFolders;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import io.kafunc.schemas.metadata.MetadataEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Has code unpacked before anybody calls it: each new archive at its event; those from another
 * machine also at the start, when the catalog has caught up and names them (design 8.8). Archives
 * are taken one after the other, so that a call whose code is still missing finds a worker. Holds
 * up neither the catalog nor a call; what fails is tried again, a few times here and by each call.
 */
final class CodePrefetch implements CatalogReader {

  private static final int TRIES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final CodeFolders code;
  private final Duration pause;
  private CompletionStage<?> latest = CompletableFuture.completedStage(null);
  private volatile boolean caughtUp;

  CodePrefetch(CodeFolders code) {
    this(code, PAUSE);
  }

  CodePrefetch(CodeFolders code, Duration pause) {
    this.code = code;
    this.pause = pause;
  }

  /**
   * @param named what the catalog names once it has caught up, as far as it is to be taken then
   */
  void begin(CompletionStage<?> caughtUp, Supplier<? extends Collection<CodeArchive>> named) {
    caughtUp.thenRun(
        () -> {
          this.caughtUp = true;
          named.get().forEach(this::next);
        });
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    if (caughtUp) {
      batch.forEach(recorded -> archive(recorded.event()).ifPresent(this::next));
    }
  }

  private synchronized void next(CodeArchive archive) {
    latest = latest.thenCompose(_ -> fetch(archive, TRIES));
  }

  private CompletionStage<?> fetch(CodeArchive archive, int tries) {
    return code.folder(archive)
        .handle(
            (_, failure) -> {
              if (failure != null && tries > 1) {
                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> fetch(archive, tries - 1));
              }
              return null;
            });
  }

  private static Optional<CodeArchive> archive(MetadataEvent event) {
    if (event instanceof FunctionCreated created) {
      return created.code();
    }
    return event instanceof FunctionUpdated updated ? updated.code() : Optional.empty();
  }
}
