// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.kafunc.invoker.async.queue.Counts;
import java.util.List;
import java.util.Optional;

/** A page of open calls, and what the invoker has on its hands in all. */
@JsonInclude(Include.NON_ABSENT)
record CallList(List<CallBody> calls, Optional<String> nextToken, CountsBody counts) {

  /**
   * Counted since this invoker took the queues over.
   *
   * @param missing accepted calls that are neither queued nor running nor settled: always 0
   */
  record CountsBody(long accepted, long queued, long running, long settled, long missing) {

    static CountsBody of(Counts counts) {
      return new CountsBody(
          counts.taken(), counts.waiting(), counts.running(), counts.settled(), counts.missing());
    }
  }
}
