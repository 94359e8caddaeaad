// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the settings that the code really reads. */
final class ConfigurationDocumentTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| `(kafunc\\.[a-z0-9.-]+)` \\| ([^|]*) \\| .*\\|$", Pattern.MULTILINE);

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  @Test
  void listsEverySettingWithItsDefault() throws IOException {
    assertThat(documented()).isEqualTo(read());
  }

  private static Map<String, String> documented() throws IOException {
    String text = Files.readString(SourceTree.root().resolve("docs/configuration.md"), UTF_8);
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      rows.put(row.group(1), row.group(2).strip().replace("`", ""));
    }
    return rows;
  }

  /** What the compiler noted of all records of settings, and what is read before there are any. */
  private static Map<String, String> read() throws IOException {
    Map<String, String> settings = new TreeMap<>(Settings.BEFORE_ALL_OTHERS);
    ObjectMapper json = new ObjectMapper();
    for (URL file :
        Collections.list(ConfigurationDocumentTest.class.getClassLoader().getResources(METADATA))) {
      for (JsonNode property : json.readTree(file).path("properties")) {
        String name = property.path("name").asText();
        if (name.startsWith("kafunc.")) {
          settings.put(name, property.path("defaultValue").asText(""));
        }
      }
    }
    return settings;
  }
}
