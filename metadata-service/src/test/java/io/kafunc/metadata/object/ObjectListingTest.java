// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ObjectListingTest {

  private static final NavigableMap<String, StoredObject> KEYS =
      keys("a", "a/1", "a/2", "a/b/1", "a/b/2", "b/1", "c", "é", "𝄞");

  @Test
  void listsKeysInByteOrder() {
    assertThat(names(list("", "", "", 100)))
        .containsExactly("a", "a/1", "a/2", "a/b/1", "a/b/2", "b/1", "c", "é", "𝄞");
    assertThat(names(list("a/", "", "", 100))).containsExactly("a/1", "a/2", "a/b/1", "a/b/2");
    assertThat(names(list("", "a/b/2", "", 100))).containsExactly("b/1", "c", "é", "𝄞");
    assertThat(names(list("b", "a", "", 100))).containsExactly("b/1");
    assertThat(names(list("a", "b", "", 100))).isEmpty();
  }

  @Test
  void namesWhatIsBelowADelimiterOnce() {
    var page = list("a/", "", "/", 100);

    assertThat(page.objects()).extracting(StoredObject::key).containsExactly("a/1", "a/2");
    assertThat(page.prefixes()).containsExactly("a/b/");
    assertThat(page.nextMarker()).isEmpty();
  }

  @Test
  void pagesJoinToTheWholeListWhateverTheirLength() {
    for (var delimiter : List.of("", "/")) {
      var whole = list("", "", delimiter, 100);
      for (int length = 1; length <= KEYS.size(); length++) {
        var objects = new ArrayList<StoredObject>();
        var prefixes = new ArrayList<String>();
        var page = list("", "", delimiter, length);
        while (true) {
          objects.addAll(page.objects());
          prefixes.addAll(page.prefixes());
          if (page.nextMarker().isEmpty()) {
            break;
          }
          page = list("", page.nextMarker().get(), delimiter, length);
        }
        assertThat(objects).isEqualTo(whole.objects());
        assertThat(prefixes).isEqualTo(whole.prefixes());
      }
    }
  }

  private static List<String> names(ObjectListing listing) {
    return listing.objects().stream().map(StoredObject::key).toList();
  }

  private static ObjectListing list(String prefix, String marker, String delimiter, int most) {
    return ObjectListing.of(
        KEYS, new ObjectListing.Request(false, prefix, marker, delimiter, most, false));
  }

  private static NavigableMap<String, StoredObject> keys(String... keys) {
    var all = new TreeMap<String, StoredObject>(Page.BYTE_ORDER);
    for (var key : keys) {
      all.put(key, new StoredObject(key, "c", 1, "00", "1", 0, Map.of()));
    }
    return all;
  }
}
