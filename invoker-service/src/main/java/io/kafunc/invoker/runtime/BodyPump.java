// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Takes a request's body as it comes and hands it on. It asks for all of it at once: a body is
 * bounded, and a function that reads slowly must not look like a client that stalls.
 */
final class BodyPump implements Subscriber<byte[]> {

  private final Consumer<byte[]> piece;
  private final Runnable end;
  private final Runnable broken;

  BodyPump(Consumer<byte[]> piece, Runnable end, Runnable broken) {
    this.piece = piece;
    this.end = end;
    this.broken = broken;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(byte[] bytes) {
    if (bytes.length > 0) {
      piece.accept(bytes);
    }
  }

  @Override
  public void onError(Throwable failure) {
    broken.run();
  }

  @Override
  public void onComplete() {
    end.run();
  }
}
