// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "/a, /a",
    "/a?, /a?",
    "/a?x=%20&&y, /a?x=%20&&y",
    "/a?x-fc-signature=s, /a",
    "/a?x=1&x-fc-access-key-id=k&x-fc-expires=1&y=2&x-fc-signature=s%3D, /a?x=1&y=2",
    "/a?x-fc-security-token=t&x-fc-trace=1, /a?x-fc-trace=1",
    "/a?x%2Dfc-signature=s&b, /a?b",
  })
  void theProofOfASignedUrlIsTakenOut(String came, String kept) {
    assertThat(Query.withoutProof(came)).isEqualTo(kept);
  }

  @Test
  void noQueryHasNoKeys() {
    assertThat(Query.of(null)).isEmpty();
    assertThat(Query.of("")).isEmpty();
  }
}
