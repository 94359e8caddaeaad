// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.util.List;

/**
 * What a tail feeds: a projection, a catalog, the state of a writer. Called by the tail's one
 * thread, in the order of the log. A reader that throws stops its tail for good, unless it only
 * says that it is behind ({@link BehindException}).
 */
@FunctionalInterface
public interface Reader<E> {

  /** The first position this reader wants; asked when its tail starts, and when it is behind. */
  default long from() {
    return 0;
  }

  void apply(List<Recorded<E>> batch);

  /** Nothing came for a moment: a reader that may lose what it holds looks whether it has. */
  default void idle() {}
}
