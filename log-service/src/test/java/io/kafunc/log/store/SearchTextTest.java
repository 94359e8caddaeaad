// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.log.store.SearchText.Part;
import org.junit.jupiter.api.Test;

class SearchTextTest {

  @Test
  void tellsWordsPhrasesAndBeginningsApart() {
    assertThat(SearchText.parse(" paid \"order 17\"  card* ").parts())
        .containsExactly(
            new Part("paid", false), new Part("order 17", false), new Part("card", true));
  }

  @Test
  void takesAnOpenQuotationToTheEnd() {
    assertThat(SearchText.parse("\"order 17").parts()).containsExactly(new Part("order 17", false));
  }
}
