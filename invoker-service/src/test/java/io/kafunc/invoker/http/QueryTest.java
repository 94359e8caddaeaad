// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTest {

  @Test
  void keepsEveryValueOfAKeyInOrder() {
    var query = Query.of("b=2&a=%C3%BC+x&b=1&empty=&bare&&c=d=e");

    assertThat(query.keySet()).containsExactly("b", "a", "empty", "bare", "c");
    assertThat(query)
        .containsEntry("b", List.of("2", "1"))
        .containsEntry("a", List.of("ü x"))
        .containsEntry("empty", List.of(""))
        .containsEntry("bare", List.of(""))
        .containsEntry("c", List.of("d=e"));
  }

  @Test
  void noQueryHasNoKeys() {
    assertThat(Query.of(null)).isEmpty();
    assertThat(Query.of("")).isEmpty();
  }
}
