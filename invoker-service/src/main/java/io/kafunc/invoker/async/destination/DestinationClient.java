// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.destination;

import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.async.accept.CallAcceptor;
import io.kafunc.invoker.async.destination.Address.OfFunction;
import io.kafunc.invoker.async.destination.Address.OfHttp;
import io.kafunc.invoker.async.destination.Address.OfNothing;
import io.kafunc.invoker.async.destination.Address.OfTopic;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Tells functions by calling them, HTTP endpoints by a POST, Kafka topics by a record. Calls that
 * lead to each other in a circle end after a few.
 */
public final class DestinationClient implements Destinations, AutoCloseable {

  /** Most calls that lead to one another by their destinations. */
  static final int MOST_HOPS = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int REDIRECT = 300;
  private static final int SERVER_ERROR = 500;

  private final CallAcceptor acceptor;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final String region;
  private final Clock clock;
  private final Executor executor;
  private HttpClient http;
  private Producer<byte[], byte[]> producer;

  /**
   * @param producers made when a topic is told for the first time, as the HTTP client is for a URL
   */
  public DestinationClient(
      CallAcceptor acceptor,
      Supplier<Producer<byte[], byte[]>> producers,
      String region,
      Clock clock,
      Executor executor) {
    this.acceptor = acceptor;
    this.producers = producers;
    this.region = region;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Void> tell(String destination, EndOfCall end) {
    var message = end.message(region);
    return switch (Address.of(destination)) {
      case OfFunction function -> call(function, end, message);
      case OfHttp(URI uri) -> post(uri, end, message);
      case OfTopic(String topic) -> send(topic, end, message);
      case OfNothing(String text) -> refused("there is nothing to be told at " + text);
    };
  }

  @Override
  public synchronized void close() {
    if (http != null) {
      http.shutdownNow();
    }
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }

  private CompletionStage<Void> call(OfFunction function, EndOfCall end, byte[] message) {
    int hops = end.call().hops() + 1;
    if (hops > MOST_HOPS) {
      return refused(MOST_HOPS + " calls have led to one another by their destinations");
    }
    if (message.length > CallTopic.MAX_PAYLOAD) {
      return refused(
          "the message has %d bytes, a call takes %d"
              .formatted(message.length, CallTopic.MAX_PAYLOAD));
    }
    return acceptor
        .accept(
            new InvocationRequested(
                end.call().accountId(),
                function.serviceName(),
                function.qualifier(),
                function.functionName(),
                new Payload(message),
                clock.instant(),
                end.call().actor(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                hops,
                Optional.empty(),
                Optional.empty()))
        .handle(DestinationClient::verdict);
  }

  private static Void verdict(Object id, Throwable failure) {
    var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof FcException refusal && refusal.error().code().status() < SERVER_ERROR) {
      throw new RefusedException(refusal.getMessage());
    }
    if (cause != null) {
      throw new CompletionException(cause);
    }
    return null;
  }

  private CompletionStage<Void> post(URI uri, EndOfCall end, byte[] message) {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(uri)
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .header("X-Fc-Request-Id", end.record().requestId())
              .POST(BodyPublishers.ofByteArray(message))
              .build();
    } catch (IllegalArgumentException e) {
      return refused(e.getMessage());
    }
    return http()
        .sendAsync(request, BodyHandlers.discarding())
        .thenAccept(
            answer -> {
              if (answer.statusCode() < OK || answer.statusCode() >= REDIRECT) {
                throw new IllegalStateException(uri + " answered " + answer.statusCode());
              }
            });
  }

  private CompletionStage<Void> send(String topic, EndOfCall end, byte[] message) {
    var key = end.record().requestId().getBytes(StandardCharsets.US_ASCII);
    var sent = new CompletableFuture<Void>();
    executor.execute(
        () -> {
          try {
            producer()
                .send(
                    new ProducerRecord<>(topic, key, message),
                    (_, failure) -> {
                      if (failure == null) {
                        sent.complete(null);
                      } else {
                        sent.completeExceptionally(
                            failure instanceof RecordTooLargeException
                                ? new RefusedException(failure.getMessage())
                                : failure);
                      }
                    });
          } catch (RuntimeException e) {
            sent.completeExceptionally(e);
          }
        });
    return sent;
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (producer == null) {
      producer = producers.get();
    }
    return producer;
  }

  private synchronized HttpClient http() {
    if (http == null) {
      http = HttpClient.newBuilder().connectTimeout(PATIENCE).executor(executor).build();
    }
    return http;
  }

  private static CompletionStage<Void> refused(String why) {
    return CompletableFuture.failedStage(new RefusedException(why));
  }
}
