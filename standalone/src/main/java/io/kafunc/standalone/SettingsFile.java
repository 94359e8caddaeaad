// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a file of settings, YAML or {@code .properties}, into flat {@code kafunc.*} names. */
final class SettingsFile {

  private SettingsFile() {}

  static Map<String, Object> read(Path file) {
    Map<String, Object> flat = new LinkedHashMap<>();
    try (var in = Files.newBufferedReader(file, UTF_8)) {
      if (file.toString().endsWith(".properties")) {
        Properties pairs = new Properties();
        pairs.load(in);
        pairs.forEach((name, value) -> flat.put(name.toString(), value));
        return flat;
      }
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      if (tree != null && !(tree instanceof Map)) {
        throw new StartRefusedException("The settings file " + file + " holds no settings.");
      }
      flatten("", tree, flat);
      return flat;
    } catch (IOException | YAMLException | IllegalArgumentException e) {
      throw new StartRefusedException(
          "The settings file " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static void flatten(String prefix, Object node, Map<String, Object> flat) {
    if (node instanceof Map<?, ?> branch) {
      branch.forEach(
          (name, below) ->
              flatten(prefix.isEmpty() ? "" + name : prefix + "." + name, below, flat));
    } else if (node != null) {
      flat.put(prefix, node);
    }
  }
}
