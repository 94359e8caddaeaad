// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import io.kafunc.eventlog.Recorded;
import io.kafunc.invoker.catalog.CatalogReader;
import io.kafunc.invoker.catalog.CatalogTail;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import io.kafunc.schemas.metadata.MetadataEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Copies archives from another machine before anybody calls: once the catalog has caught up, those
 * it still names; from then on each new one at its event (design 8.8). Holds up neither the catalog
 * nor a call; what fails is tried again, a few times here and by each call.
 */
final class CodePrefetch implements CatalogReader {

  private static final int TRIES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final UnpackedCode code;
  private volatile boolean caughtUp;

  CodePrefetch(UnpackedCode code) {
    this.code = code;
  }

  void begin(FunctionCatalog catalog, CatalogTail tail) {
    tail.caughtUp()
        .thenRun(
            () -> {
              caughtUp = true;
              catalog.archives().forEach(archive -> fetch(archive, TRIES));
            });
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    if (caughtUp) {
      batch.forEach(recorded -> archive(recorded.event()).ifPresent(a -> fetch(a, TRIES)));
    }
  }

  private void fetch(CodeArchive archive, int tries) {
    code.folder(archive)
        .exceptionally(
            _ -> {
              if (tries > 1) {
                CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
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
