// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.Etag.Expected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which {@code If-Match} lets a change of revision 7 through. */
class EtagTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|true", "*|true", "7|true", "\"7\"|true", "W/\"7\"|true", "' 7 '|true",
        "6|false", "\"6\"|false", "07x|false", "abc|false", "\"|false", "-7|false",
      })
  void matches(String ifMatch, boolean matches) {
    assertThat(Expected.parse(ifMatch).matches(7)).isEqualTo(matches);
  }
}
