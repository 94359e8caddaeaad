// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TreeTest {

  @Test
  void behavesAsASortedMapWhateverHappensToIt() {
    var random = new Random(3);
    var map = new TreeMap<String, Integer>();
    Tree<String, Integer> tree = Tree.empty();
    for (int i = 0; i < 5_000; i++) {
      var key = "k" + random.nextInt(400);
      if (random.nextInt(3) == 0) {
        map.remove(key);
        tree = tree.without(key);
      } else {
        map.put(key, i);
        tree = tree.with(key, i);
      }
      assertThat(tree.size()).isEqualTo(map.size());
    }
    assertThat(tree.entries()).isEqualTo(map.entrySet().stream().toList());
    assertThat(tree.last().orElseThrow()).isEqualTo(map.lastEntry());
  }

  @Test
  void leavesTheOldMapAsItWas() {
    var one = Tree.<String, Integer>empty().with("a", 1);
    one.with("a", 2).with("b", 3).without("a");

    assertThat(one.get("a")).contains(1);
    assertThat(one.size()).isOne();
  }
}
