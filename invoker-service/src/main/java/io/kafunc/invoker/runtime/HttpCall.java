// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.catalog.FunctionSpec;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * A call that came as an HTTP request: what its function is told of it, and who takes what the
 * function answers. The answer's methods are called on the instance's event loop, one after the
 * other and not after the run's report; none may block or throw.
 */
public interface HttpCall {

  /** The request without its body, in the words of {@code runtimes/README.md}. */
  Map<String, Object> about();

  /** The same at each asking; a streamed one is subscribed to by the instance that gets it. */
  RequestBody body();

  /** Before anything of the answer: which version of the function it is that answers. */
  void givenTo(FunctionSpec function);

  /** The function answered as a whole: the body is the run's result. */
  void answers(ResponseHead head);

  /** The function begins to answer: the body follows in pieces. */
  void begins(ResponseHead head);

  /** The next piece of a body that has begun; its end is the run's. */
  void piece(byte[] bytes);

  /** A request's body. */
  sealed interface RequestBody {

    /** It is here already. */
    record Whole(byte[] bytes) implements RequestBody {}

    /** It comes while the function runs, and fails when the client breaks off. */
    record Streamed(Publisher<byte[]> pieces) implements RequestBody {}
  }
}
