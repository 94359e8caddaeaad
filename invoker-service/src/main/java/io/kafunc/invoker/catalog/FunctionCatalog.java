// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.eventlog.Reader;
import io.kafunc.eventlog.Recorded;
import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.MetadataEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * All functions of the log, in memory: calls need neither metadata-service nor a healthy broker.
 * Fed by one tail; asked on event loops, where a hit costs a few look-ups. Something unknown may
 * only have been made a moment ago elsewhere, so a miss waits once, bounded, for the end of the log
 * before it says so; when the log cannot be asked, nobody knows, and that is a 503.
 */
public final class FunctionCatalog implements Reader<MetadataEvent> {

  static final FcError LOG_AWAY =
      SERVICE_UNAVAILABLE.saying("the metadata log cannot be read at the moment. Please retry.");
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final CatalogState state = new CatalogState();
  private final DoubleSupplier chance;
  private volatile LogEnd end = _ -> CompletableFuture.failedStage(new IllegalStateException());

  /** Asks the log how far it reaches and waits until the catalog has got there. */
  @FunctionalInterface
  public interface LogEnd {
    CompletionStage<?> reach(Duration patience);
  }

  /**
   * @param chance uniform in [0, 1), drawn once a call for its alias
   */
  public FunctionCatalog(DoubleSupplier chance) {
    this.chance = chance;
  }

  /** The log this catalog is fed from; until it is known, misses are answered 503. */
  public void follows(LogEnd end) {
    this.end = end;
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    batch.forEach(recorded -> state.apply(recorded.event()));
  }

  CatalogState state() {
    return state;
  }

  /** Every archive that some function under LATEST or in a version names. */
  public Set<CodeArchive> archives() {
    return state.archives();
  }

  /** How many on-demand instances a rule allows the function, where there is one (F-50). */
  public OptionalInt onDemandLimit(QualifiedFunction function) {
    return state.onDemandLimit(function);
  }

  /** Every configuration of provisioned instances; costs a look at each service. */
  public List<Provision> provisions() {
    return state.provisions();
  }

  /** How its asynchronous calls are tried again and end, where that is configured. */
  public Optional<AsyncInvokeConfig> asyncConfig(QualifiedFunction function) {
    return state.asyncConfig(function);
  }

  /**
   * By which HTTP requests the function may be called under this qualifier; empty where by none.
   * Asks the end of the log as {@link #resolve} does; fails with 503 when the log is away.
   */
  public CompletionStage<Optional<HttpTrigger>> httpTrigger(QualifiedFunction function) {
    var known = state.httpTrigger(function);
    return known.isPresent()
        ? CompletableFuture.completedFuture(known)
        : atTheEnd(() -> state.httpTrigger(function));
  }

  /**
   * The custom domain of this name, in lower case, as far as the log has been read. Costs one
   * look-up, for it is asked with each request.
   */
  public Optional<CustomDomain> domain(String host) {
    return state.domain(host);
  }

  /**
   * The same for a host that must be a custom domain, if anything: asks the end of the log; fails
   * with 503 when the log is away.
   */
  public CompletionStage<Optional<CustomDomain>> awaitDomain(String host) {
    return atTheEnd(() -> state.domain(host));
  }

  /** How many calls an instance of it takes at once; of an alias, in one of its versions. */
  public OptionalInt instanceConcurrency(QualifiedFunction function) {
    return state.instanceConcurrency(function);
  }

  /** How many services there are. */
  public int services() {
    return state.size();
  }

  /** Never fails: what cannot be found or known is {@link Missing}. */
  public CompletionStage<Resolution> resolve(
      String accountId, String serviceName, String qualifier, String functionName) {
    double drawn = chance.getAsDouble();
    var resolution = state.resolve(accountId, serviceName, qualifier, functionName, drawn);
    if (resolution instanceof Found) {
      return CompletableFuture.completedFuture(resolution);
    }
    return end.reach(PATIENCE)
        .handle(
            (_, away) ->
                away == null
                    ? state.resolve(accountId, serviceName, qualifier, functionName, drawn)
                    : new Missing(LOG_AWAY));
  }

  private <T> CompletionStage<T> atTheEnd(Supplier<T> answer) {
    return end.reach(PATIENCE)
        .handle((_, away) -> away)
        .thenCompose(
            away ->
                away == null
                    ? CompletableFuture.completedStage(answer.get())
                    : CompletableFuture.failedStage(LOG_AWAY.exception()));
  }
}
