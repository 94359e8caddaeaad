// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import static io.kafunc.log.Given.NOON;
import static io.kafunc.log.Given.attempt;
import static io.kafunc.log.Given.call;
import static io.kafunc.log.Given.id;
import static io.kafunc.log.Given.line;
import static io.kafunc.schemas.invocation.InvocationStatus.Failed;
import static io.kafunc.schemas.invocation.InvocationStatus.Succeeded;
import static io.kafunc.schemas.invocation.InvocationStatus.Throttled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.kafunc.log.Given;
import io.kafunc.log.store.Cursor;
import io.kafunc.log.store.InvocationQuery;
import io.kafunc.log.store.ReleaseQuery;
import io.kafunc.log.store.Span;
import io.kafunc.log.store.VersionFigures;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the port promises to those who ask. */
class LogStoreTest {

  private StoreFixture store;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new StoreFixture(folder, Duration.ofDays(30));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void listsTheNewestEndFirstAndEqualEndsByRequestId() {
    store.add(call(1, NOON), call(3, NOON), call(2, NOON), call(0, NOON.plusMillis(1)));

    assertThat(store.ids()).containsExactly(id(0), id(3), id(2), id(1));
  }

  @Test
  void pagesThroughEqualTimesWithoutLosingOrRepeatingARow() {
    var given = new ArrayList<InvocationRecord>();
    var random = new Random(7);
    for (int n = 0; n < 10_000; n++) {
      given.add(call(n, NOON.plusSeconds(random.nextInt(40))));
    }
    given.forEach(store::add);
    List<String> expected =
        given.stream()
            .sorted(
                Comparator.comparing(InvocationRecord::endTime)
                    .thenComparing(InvocationRecord::requestId)
                    .reversed())
            .map(InvocationRecord::requestId)
            .toList();

    var seen = new ArrayList<String>();
    Optional<Cursor> after = Optional.empty();
    do {
      var page = store.list(Span.ALL, after, 333);
      page.rows().forEach(row -> seen.add(row.requestId()));
      after = page.next();
    } while (after.isPresent());

    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void givesTheLastPageNoCursor() {
    store.add(call(1, NOON), call(2, NOON));

    assertThat(store.list(Span.ALL, Optional.empty(), 2).next()).isEmpty();
    assertThat(store.list(Span.ALL, Optional.empty(), 1).next()).isPresent();
  }

  @Test
  void takesTheBeginningOfASpanAndLeavesItsEnd() {
    for (int n = 0; n < 20_000; n++) {
      store.add(call(n, NOON.plusMillis(n)));
    }

    assertThat(store.ids(span(NOON.plusMillis(500), NOON.plusMillis(503))))
        .containsExactly(id(502), id(501), id(500));
  }

  @Test
  void keepsToEachFilter() {
    store.add(
        call(1, NOON, "shop", "pay", "PROD", "1", Succeeded, 5),
        call(2, NOON, "shop", "pay", "LATEST", "LATEST", Failed, 5),
        call(3, NOON, "shop", "ship", "PROD", "2", Succeeded, 5),
        call(4, NOON, "bank", "pay", "PROD", "2", Failed, 5));

    assertThat(filtered(q -> q.service = "shop")).containsExactly(id(3), id(2), id(1));
    assertThat(filtered(q -> q.function = "pay")).containsExactly(id(4), id(2), id(1));
    assertThat(filtered(q -> q.qualifier = "PROD")).containsExactly(id(4), id(3), id(1));
    assertThat(filtered(q -> q.version = "2")).containsExactly(id(4), id(3));
    assertThat(filtered(q -> q.failed = true)).containsExactly(id(4), id(2));
    assertThat(filtered(q -> q.account = "2")).isEmpty();
  }

  @Test
  void showsAnAttemptThatAnotherFollowedOnlyWhenAskedForAttempts() {
    store.addFollowed(attempt(1, 1, NOON, "s", "f", "q", "1", Failed, 5, 0));
    store.add(attempt(1, 2, NOON.plusMillis(9), "s", "f", "q", "1", Succeeded, 5, 0));

    assertThat(store.ids()).containsExactly(id(1));
    assertThat(filtered(q -> q.attempts = true)).containsExactly(id(1), id(1));
    assertThat(store.store().invocations().find(Given.ACCOUNT, id(1)))
        .hasValueSatisfying(record -> assertThat(record.attempt()).isEqualTo(2));
  }

  @Test
  void findsACallByItsIdWithinItsAccountOnly() {
    InvocationRecord given = call(1, NOON);
    store.add(given);

    assertThat(store.store().invocations().find(Given.ACCOUNT, id(1))).contains(given);
    assertThat(store.store().invocations().find("2", id(1))).isEmpty();
    assertThat(store.store().invocations().find(Given.ACCOUNT, id(2))).isEmpty();
  }

  @Test
  void knowsACallAgainThatIsSentTwice() {
    store.add(call(1, NOON));
    store.add(call(1, NOON.plusMillis(3)));

    assertThat(store.ids()).containsExactly(id(1));
  }

  @Test
  void countsWhatEachVersionDid() {
    for (int n = 0; n < 1000; n++) {
      store.add(call(n, NOON, "shop", "pay", "PROD", "1", n % 10 == 0 ? Failed : Succeeded, n));
    }
    store.add(
        attempt(2000, 1, NOON, "shop", "pay", "PROD", "2", Succeeded, 7.25, 120),
        call(2001, NOON, "shop", "pay", "PROD", "2", Throttled, 0),
        call(2002, NOON, "shop", "pay", "TEST", "2", Succeeded, 1),
        call(2003, NOON.plusSeconds(60), "shop", "pay", "PROD", "2", Succeeded, 1));

    var query = new ReleaseQuery(Given.ACCOUNT, "shop", "PROD", span(NOON, NOON.plusSeconds(60)));
    var figures = store.store().invocations().releases(query);

    assertThat(figures).hasSize(2);
    assertThat(figures.get(0).version()).isEqualTo("1");
    assertThat(figures.get(0).calls()).isEqualTo(1000);
    assertThat(figures.get(0).errors()).isEqualTo(100);
    assertThat(figures.get(0).p50()).isCloseTo(499_000, within(500L));
    assertThat(figures.get(0).p99()).isCloseTo(989_000, within(1000L));
    assertThat(figures.get(0).coldStarts()).isZero();
    assertThat(figures.get(1).calls()).isEqualTo(2);
    assertThat(figures.get(1).errors()).isEqualTo(1);
    assertThat(figures.get(1).ran()).isEqualTo(1);
    assertThat(figures.get(1).p50()).isCloseTo(7_250, within(8L));
    assertThat(figures.get(1).coldStarts()).isEqualTo(1);
  }

  @Test
  void countsOfAReleaseAreThoseOfGoingThroughAllRecords() {
    // given
    var random = new Random(20201022);
    var records = new ArrayList<InvocationRecord>();
    for (int n = 0; n < 6_000; n++) {
      records.add(
          attempt(
              n / 2,
              1 + n % 2,
              NOON.minusMillis(random.nextInt(3 * 86_400_000)),
              pick(random, "shop", "shop", "bar"),
              pick(random, "pay", "ship"),
              pick(random, "PROD", "PROD", "TEST"),
              pick(random, "1", "2", "10"),
              InvocationStatus.values()[random.nextInt(InvocationStatus.values().length)],
              Math.round(1_000 * -100 * Math.log(1 - random.nextDouble())) / 1_000.0,
              random.nextInt(10) == 0 ? 30 : 0));
    }
    records.forEach(store::add);
    for (var span :
        List.of(
            Span.ALL,
            span(NOON.minus(Duration.ofDays(1)), NOON),
            span(NOON.minus(Duration.ofHours(30)), NOON.minus(Duration.ofHours(20))))) {
      // when
      var query = new ReleaseQuery(Given.ACCOUNT, "shop", "PROD", span);
      var figures = store.store().invocations().releases(query);
      // then
      assertThat(figures).extracting(VersionFigures::version).containsExactly("1", "2", "10");
      for (var each : figures) {
        var mine =
            records.stream()
                .filter(record -> record.serviceName().equals("shop"))
                .filter(record -> record.qualifier().equals("PROD"))
                .filter(record -> record.externalServiceVersion().equals(each.version()))
                .filter(record -> Given.micros(record.endTime()) >= span.from())
                .filter(record -> Given.micros(record.endTime()) < span.to())
                .toList();
        assertThat(each.calls()).isEqualTo(mine.size());
        assertThat(each.errors())
            .isEqualTo(mine.stream().filter(record -> record.status() != Succeeded).count());
        assertThat(each.coldStarts())
            .isEqualTo(mine.stream().filter(record -> record.coldStartMs() > 0).count());
        var runs =
            mine.stream()
                .filter(record -> record.startTime().isPresent())
                .mapToLong(record -> Math.round(record.durationMs() * 1_000))
                .sorted()
                .toArray();
        assertThat(each.ran()).isEqualTo(runs.length);
        assertThat(each.p50()).isCloseTo(percentile(runs, 0.5), withinPercentage(0.1));
        assertThat(each.p99()).isCloseTo(percentile(runs, 0.99), withinPercentage(0.1));
      }
    }
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static long percentile(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  @Test
  void ordersLinesOfOneTimeByTheirSequenceNewestFirst() {
    store.add(line(1, NOON, 2, "b"), line(1, NOON, 10, "c"), line(1, NOON, 1, "a"));
    store.add(line(1, NOON.minusMillis(1), 0, "before"));

    assertThat(store.messages("")).containsExactly("c", "b", "a", "before");
    assertThat(store.search("", Optional.empty(), 2).next()).isPresent();
  }

  @Test
  void findsLinesByWordsPhrasesAndBeginnings() {
    store.add(
        line(1, NOON, 1, "Paid order-17 with CARD_9 über 支付宝"),
        line(1, NOON, 2, "order 18 not paid"),
        line(1, NOON, 3, "17 order"),
        line(1, NOON, 4, "x".repeat(3000) + " end"));

    assertThat(store.messages("paid order")).hasSize(2);
    assertThat(store.messages("\"order 17\"")).hasSize(1);
    assertThat(store.messages("order-17")).hasSize(1);
    assertThat(store.messages("PAID")).hasSize(2);
    assertThat(store.messages("car*")).hasSize(1);
    assertThat(store.messages("card_9")).hasSize(1);
    assertThat(store.messages("card")).isEmpty();
    assertThat(store.messages("über")).hasSize(1);
    assertThat(store.messages("付宝")).hasSize(1);
    assertThat(store.messages("宝付")).isEmpty();
    assertThat(store.messages("x".repeat(3000))).hasSize(1);
    assertThat(store.messages("order missing")).isEmpty();
    assertThat(store.messages("\"!\"")).isEmpty();
  }

  @Test
  void showsARowWithinTwoSecondsToWhoeverAsks() {
    assertThat(store.ids()).isEmpty();
    store.add(call(1, NOON));

    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(store.ids()).containsExactly(id(1)));
  }

  private static Span span(Instant from, Instant to) {
    return Span.of(Optional.of(from), Optional.of(to));
  }

  private List<String> filtered(Consumer<Filter> choose) {
    var filter = new Filter();
    choose.accept(filter);
    return store.store().invocations().list(filter.query()).rows().stream()
        .map(InvocationRecord::requestId)
        .toList();
  }

  private static final class Filter {
    String account = Given.ACCOUNT;
    String service;
    String function;
    String qualifier;
    String version;
    boolean failed;
    boolean attempts;

    InvocationQuery query() {
      return new InvocationQuery(
          account,
          Optional.ofNullable(service),
          Optional.ofNullable(function),
          Optional.ofNullable(qualifier),
          Optional.ofNullable(version),
          failed ? Optional.of(Failed) : Optional.empty(),
          attempts,
          Span.ALL,
          Optional.empty(),
          1000);
    }
  }
}
