// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import static io.kafunc.invoker.catalog.MetadataLog.ACCOUNT;
import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static io.kafunc.invoker.catalog.MetadataLog.aService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.eventlog.InMemoryEventLog;
import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Recorded;
import io.kafunc.httpapi.ErrorCode;
import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.metadata.MetadataEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CatalogTest {

  private static final String HTTP = "{\"authType\":\"anonymous\",\"methods\":[\"GET\"]}";

  private static final MetadataLog HISTORY =
      new MetadataLog()
          .service("shop")
          .function("shop", "checkout", aFunction("nodejs12", 3, 128))
          .publish("shop", 1)
          .service("gone")
          .updateService("shop", aService("p", "l"))
          .updateFunction("shop", "checkout", aFunction("nodejs12", 3, 256))
          .publish("shop", 2)
          .alias("shop", "PROD", 1, Map.of("2", 0.6))
          .alias("shop", "OLD", 1, Map.of())
          .moveAlias("shop", "PROD", 2, Map.of())
          .function("shop", "refund", aFunction("python3", 3, 128))
          .deleteFunction("shop", "checkout")
          .deleteVersion("shop", 1)
          .deleteService("gone")
          .deleteAlias("shop", "OLD");

  @Test
  void endsEqualHoweverTheLogIsSplitIntoBatches() {
    var expected = answers(applied(HISTORY.recorded().size(), HISTORY.recorded().size()));
    assertThat(expected).hasSize(2 * 5 * 3);

    for (int first = 1; first <= HISTORY.recorded().size(); first++) {
      for (int later = 1; later <= HISTORY.recorded().size(); later++) {
        assertThat(answers(applied(first, later)))
            .as("first batch %d, later batches %d", first, later)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aMissWaitsForWhatIsAlreadyInTheLog() {
    var log = new InMemoryEventLog<MetadataEvent>(Topics.METADATA, new LocalReaders());
    var catalog = new FunctionCatalog(() -> 0.5);
    try (var tail = log.tail(List.of(catalog));
        var writer = log.own(new Node("test", "http://127.0.0.1"))) {
      catalog.follows(tail::readToEnd);
      writer.append(HISTORY.events()).join();

      var found = catalog.resolve(ACCOUNT, "shop", "PROD", "checkout").toCompletableFuture().join();
      var missing = catalog.resolve(ACCOUNT, "gone", "LATEST", "x").toCompletableFuture().join();

      assertThat(found).isInstanceOf(Found.class);
      assertThat(((Missing) missing).error().code()).isEqualTo(ErrorCode.SERVICE_NOT_FOUND);
    }
  }

  @Test
  void whileTheLogIsAwayNobodyKnowsWhatIsNotInMemory() {
    // given
    var catalog = new FunctionCatalog(() -> 0.5);
    var log =
        new MetadataLog()
            .service("shop")
            .function("shop", "web", aFunction("nodejs12", 3, 128))
            .trigger("shop", "web", "t", "http", "", HTTP)
            .domain("known.example.com", "/*", "shop", "web");
    catalog.apply(log.recorded());
    catalog.follows(_ -> CompletableFuture.failedFuture(new TimeoutException()));
    // then
    assertThat(catalog.httpTrigger(web("LATEST")).toCompletableFuture().join()).isPresent();
    assertThat(catalog.domain("known.example.com")).isPresent();
    assertIsLogAway(catalog.httpTrigger(web("1")));
    assertIsLogAway(catalog.awaitDomain("new.example.com"));
    var missing = catalog.resolve(ACCOUNT, "shop", "1", "web").toCompletableFuture().join();
    assertThat(((Missing) missing).error().code().status()).isEqualTo(503);
  }

  @Test
  void aTriggerAndADomainMadeElsewhereAreFoundAtTheEndOfTheLog() {
    // given
    var catalog = new FunctionCatalog(() -> 0.5);
    var log =
        new MetadataLog()
            .service("shop")
            .function("shop", "web", aFunction("nodejs12", 3, 128))
            .trigger("shop", "web", "t", "http", "", HTTP)
            .domain("new.example.com", "/*", "shop", "web");
    catalog.follows(
        _ -> {
          catalog.apply(log.recorded());
          return CompletableFuture.completedFuture(null);
        });
    // then
    assertThat(catalog.awaitDomain("new.example.com").toCompletableFuture().join()).isPresent();
    assertThat(catalog.httpTrigger(web("LATEST")).toCompletableFuture().join()).isPresent();
    assertThat(catalog.httpTrigger(web("1")).toCompletableFuture().join()).isEmpty();
  }

  @Test
  void loadsFiveThousandFunctionsInASecond() {
    var log = new MetadataLog();
    for (int service = 0; service < 1000; service++) {
      log.service("s" + service);
      for (int function = 0; function < 5; function++) {
        log.function("s" + service, "f" + function, aFunction("nodejs12", 3, 128));
      }
    }
    var recorded = log.recorded();
    var catalog = new FunctionCatalog(() -> 0.5);

    long begin = System.nanoTime();
    catalog.apply(recorded);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    assertThat(catalog.services()).isEqualTo(1000);
  }

  private static QualifiedFunction web(String qualifier) {
    return new QualifiedFunction(ACCOUNT, "shop", qualifier, "web");
  }

  private static void assertIsLogAway(CompletionStage<?> answer) {
    assertThatThrownBy(() -> answer.toCompletableFuture().join())
        .cause()
        .isInstanceOfSatisfying(
            FcException.class,
            refusal -> assertThat(refusal.error()).isEqualTo(FunctionCatalog.LOG_AWAY));
  }

  private static CatalogState applied(int first, int later) {
    var catalog = new FunctionCatalog(() -> 0.5);
    List<Recorded<MetadataEvent>> all = HISTORY.recorded();
    catalog.apply(all.subList(0, first));
    for (int at = first; at < all.size(); at += later) {
      catalog.apply(all.subList(at, Math.min(all.size(), at + later)));
    }
    return catalog.state();
  }

  private static List<Resolution> answers(CatalogState state) {
    var answers = new ArrayList<Resolution>();
    for (var service : List.of("shop", "gone")) {
      for (var qualifier : List.of("LATEST", "1", "2", "PROD", "OLD")) {
        for (var function : List.of("checkout", "refund", "other")) {
          answers.add(state.resolve(ACCOUNT, service, qualifier, function, 0.5));
        }
      }
    }
    return answers;
  }
}
