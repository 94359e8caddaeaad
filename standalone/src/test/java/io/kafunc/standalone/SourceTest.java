// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceTest {

  private static final int LONGEST = 400;

  /** Cases are read one by one. */
  private static final int LONGEST_TEST = 600;

  @Test
  void noFileTellsMoreThanOneIdea() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : SourceTree.javaFiles()) {
      try (var lines = Files.lines(file)) {
        long count = lines.count();
        if (count > (file.toString().contains("/src/test/") ? LONGEST_TEST : LONGEST)) {
          tooLong.add(SourceTree.root().relativize(file) + ": " + count);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void everyFileSaysItsLicense() throws IOException {
    assertThat(SourceTree.javaFiles())
        .allSatisfy(file -> assertThat(file).content().startsWith("// SPDX-License-Identifier:"));
  }

  @Test
  void noPackageIsADrawerForEverything() throws IOException {
    assertThat(SourceTree.javaFiles())
        .noneMatch(file -> file.toString().matches(".*/(common|util|utils|core|shared|misc)/.*"));
  }
}
