// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.pool.FairShare.Claim;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairShareTest {

  /** Columns: places held beside the free one, and since when without; who gets it. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                              | holder | others           | gets
          nobody else waits                   | 3@0    |                  | holder
          nobody waits at all                 |        |                  | holder
          the holder has no more calls        |        | a:4@9            | a
          one has nothing                     | 3@0    | a:0@9            | a
          one has less                        | 3@0    | a:2@9            | a
          one would have more than the holder | 2@0    | a:2@0            | holder
          the one who has least               | 5@0    | a:3@0, b:1@9     | b
          of equals the one who waits longest | 5@0    | a:1@8, b:1@7     | b
          all take turns                      | 0@5    | a:0@4, b:0@3     | b
          the holder has waited longest       | 0@2    | a:0@4, b:0@3     | holder
          """)
  void decides(String name, String holder, String others, String gets) {
    var next =
        FairShare.next(Optional.ofNullable(holder).map(h -> claim("h:" + h)), claims(others));

    var expected = gets.replace("a=", "");
    assertThat(next.map(Claim::who).orElse("holder")).isEqualTo(expected);
  }

  private static List<Claim<String>> claims(String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(", ")).map(FairShareTest::claim).toList();
  }

  private static Claim<String> claim(String text) {
    var parts = text.split("[:@]");
    return new Claim<>(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }
}
