// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.Recorded;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.invoker.runtime.CodeFolders;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.Stamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CodePrefetchTest {

  private static final CodeArchive FIRST = new CodeArchive("first", 1, "1");
  private static final CodeArchive SECOND = new CodeArchive("second", 2, "2");

  private final Folders folders = new Folders();
  private final CodePrefetch prefetch = new CodePrefetch(folders, Duration.ZERO);
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

  @Test
  void takesEachNewArchiveAtItsEventOnceTheCatalogHasCaughtUp() {
    prefetch.begin(caughtUp, List::of);

    prefetch.apply(List.of(created(FIRST)));
    assertThat(folders.asked).as("told again by what the catalog names").isEmpty();

    caughtUp.complete(null);
    prefetch.apply(List.of(created(SECOND)));
    assertThat(folders.asked).containsExactly(SECOND);
  }

  @Test
  void takesWhatTheCatalogNamesOneAfterTheOther() {
    prefetch.begin(caughtUp, () -> List.of(FIRST, SECOND));
    caughtUp.complete(null);
    assertThat(folders.asked).containsExactly(FIRST);

    folders.answers.getFirst().complete(Path.of("/first"));

    assertThat(folders.asked).containsExactly(FIRST, SECOND);
  }

  @Test
  void goesOnAfterOneThatCannotBeHadAndTriesItAgain() {
    prefetch.begin(caughtUp, () -> List.of(FIRST, SECOND));
    caughtUp.complete(null);

    folders.answers.getFirst().completeExceptionally(new IllegalStateException("not there yet"));

    await().untilAsserted(() -> assertThat(folders.asked).contains(SECOND));
    await().untilAsserted(() -> assertThat(folders.asked).filteredOn(FIRST::equals).hasSize(2));
  }

  private static Recorded<MetadataEvent> created(CodeArchive code) {
    var config = MetadataLog.aFunction("nodejs12", 3, 128);
    return new Recorded<>(
        1,
        new FunctionCreated(
            new Stamp("account", 1, Instant.EPOCH, "key", "request"),
            "service",
            "function",
            "id",
            config,
            Optional.of(code)));
  }

  /** Answers when it is told to. */
  private static final class Folders implements CodeFolders {
    final List<CodeArchive> asked = new CopyOnWriteArrayList<>();
    final List<CompletableFuture<Path>> answers = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Path> folder(CodeArchive code) {
      var answer = new CompletableFuture<Path>();
      answers.add(answer);
      asked.add(code);
      return answer;
    }
  }
}
