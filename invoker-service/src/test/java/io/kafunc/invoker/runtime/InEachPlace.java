// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** Tests of real processes that run in each place, with instances of their own. */
abstract class InEachPlace {

  @Parameter Place place;
  RuntimeBench bench;

  static Stream<Place> places() {
    return Place.all();
  }

  @BeforeEach
  void open() {
    bench = place.bench();
  }

  @AfterEach
  void close() {
    bench.close();
  }
}
