// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.FcTime;
import io.kafunc.httpapi.Name;
import io.kafunc.log.ingest.Progress;
import io.kafunc.log.query.AliasWeights.Answer;
import io.kafunc.log.store.LogStore;
import io.kafunc.log.store.ReleaseQuery;
import io.kafunc.log.store.VersionFigures;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a release goes: the figures of each version behind an alias beside the weight it has. Every
 * attempt counts. An alias that is gone still has the calls it had.
 */
@Controller("/kafunc/releases")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class ReleaseController {

  private final LogStore store;
  private final AliasWeights aliases;
  private final Progress progress;

  ReleaseController(LogStore store, AliasWeights aliases, Progress progress) {
    this.store = store;
    this.aliases = aliases;
    this.progress = progress;
  }

  @Get("/{service}/{alias}")
  ReleaseBody release(String service, String alias, HttpRequest<?> request, Caller caller) {
    Name.check("serviceName", service);
    Name.check("aliasName", alias);
    var asked = new Parameters(request);
    var query = new ReleaseQuery(caller.accountId(), service, alias, asked.span());
    String word = progress.word();
    Answer answer = aliases.of(service, alias);
    List<VersionFigures> figures = store.invocations().releases(query);
    if (answer instanceof Answer.NoAlias && figures.isEmpty()) {
      throw ALIAS_NOT_FOUND.with(alias, service).exception();
    }
    return new ReleaseBody(
        service,
        alias,
        asked.time("from").map(FcTime::millis),
        asked.time("to").map(FcTime::millis),
        versions(figures, answer),
        word);
  }

  private static List<ReleaseBody.Version> versions(List<VersionFigures> figures, Answer answer) {
    var byVersion = new TreeMap<String, VersionFigures>(numbersInOrder());
    figures.forEach(each -> byVersion.put(each.version(), each));
    if (answer instanceof Answer.Weights(var weights)) {
      weights.keySet().forEach(v -> byVersion.putIfAbsent(v, none(v)));
    }
    long all = figures.stream().mapToLong(VersionFigures::calls).sum();
    return byVersion.values().stream()
        .map(each -> ReleaseBody.Version.of(each, all, weight(each.version(), answer)))
        .toList();
  }

  private static Optional<Double> weight(String version, Answer answer) {
    return switch (answer) {
      case Answer.Weights(Map<String, Double> weights) ->
          Optional.of(weights.getOrDefault(version, 0.0));
      case Answer.NoAlias() -> Optional.of(0.0);
      case Answer.NotKnown() -> Optional.empty();
    };
  }

  private static VersionFigures none(String version) {
    return new VersionFigures(version, 0, 0, 0, 0, 0, 0);
  }

  private static Comparator<String> numbersInOrder() {
    return Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
  }
}
