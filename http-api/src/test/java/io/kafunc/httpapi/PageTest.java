// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Pages as fc-contract section 1 ("Lists") has them. */
class PageTest {

  private static final List<String> NAMES = List.of("a", "b", "b1", "b2", "c", "x1", "x2");

  @Test
  void namesTheFirstItemOfTheNextPage() {
    assertThat(cut(3, "", null)).isEqualTo(page(List.of("a", "b", "b1"), "b2"));
    assertThat(cut(3, "", "b2")).isEqualTo(page(List.of("b2", "c", "x1"), "x2"));
    assertThat(cut(3, "", "x2")).isEqualTo(page(List.of("x2"), null));
  }

  @Test
  void hasNoTokenWhenTheLimitIsMetExactly() {
    assertThat(cut(7, "", null)).isEqualTo(page(NAMES, null));
    assertThat(cut(2, "x", null)).isEqualTo(page(List.of("x1", "x2"), null));
  }

  @Test
  void filtersByPrefixFromTheStartOn() {
    assertThat(cut(2, "b", null)).isEqualTo(page(List.of("b", "b1"), "b2"));
    assertThat(cut(9, "b", "b1")).isEqualTo(page(List.of("b1", "b2"), null));
    assertThat(cut(9, "x", "zzz")).isEqualTo(page(List.of(), null));
    assertThat(cut(9, "x", "b")).isEqualTo(page(List.of("x1", "x2"), null));
  }

  @Test
  void startsAtANameThatIsGone() {
    assertThat(cut(2, "", "b11")).isEqualTo(page(List.of("b2", "c"), "x1"));
  }

  @Test
  void ordersNamesByTheirBytes() {
    List<String> names =
        Arrays.asList("b", "B", "_", "a-", "a", "\uffee", "\ud83d\ude00", "é", "aa");
    names.sort(Page.BYTE_ORDER);

    List<String> byBytes = Arrays.asList(names.toArray(String[]::new));
    byBytes.sort(
        (l, r) ->
            Arrays.compareUnsigned(
                l.getBytes(StandardCharsets.UTF_8), r.getBytes(StandardCharsets.UTF_8)));
    assertThat(names).isEqualTo(byBytes);
  }

  private static Page<String> cut(int limit, String prefix, String from) {
    return Page.cut(
        NAMES, Function.identity(), new PageRequest(limit, prefix, Optional.ofNullable(from)));
  }

  private static Page<String> page(List<String> names, String next) {
    return new Page<>(names, Optional.ofNullable(next));
  }
}
