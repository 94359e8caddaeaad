// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator asked for: flags before environment before file. A setting has one name, {@code
 * kafunc.some-thing}; in the environment it is {@code KAFUNC_SOME_THING}.
 */
final class Settings {

  /** Read before the context is there, with their defaults. */
  static final Map<String, String> BEFORE_ALL_OTHERS =
      Map.of(
          "kafunc.port", "8080",
          "kafunc.host", "127.0.0.1",
          "kafunc.log.format", "text",
          "kafunc.log.level", "INFO");

  private static final Path DEFAULT_FILE = Path.of("kafunc.yml");

  private final Map<String, Object> flags;
  private final Map<String, String> environment;
  private final Map<String, Object> file;

  private Settings(
      Map<String, Object> flags, Map<String, String> environment, Map<String, Object> file) {
    this.flags = Map.copyOf(flags);
    this.environment = Map.copyOf(environment);
    this.file = Map.copyOf(file);
  }

  static Settings of(
      Map<String, Object> flags, Map<String, String> environment, Optional<Path> givenFile) {
    if (givenFile.isPresent() && !Files.isRegularFile(givenFile.get())) {
      throw new StartRefusedException("The settings file " + givenFile.get() + " is not there.");
    }
    Map<String, Object> file =
        givenFile
            .or(() -> Optional.of(DEFAULT_FILE).filter(Files::isRegularFile))
            .map(SettingsFile::read)
            .orElse(Map.of());
    return new Settings(flags, environment, file);
  }

  Optional<String> find(String name) {
    Object value = flags.get(name);
    if (value == null) {
      value = environment.get(inEnvironment(name));
    }
    if (value == null) {
      value = file.get(name);
    }
    return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isBlank());
  }

  String get(String name, String otherwise) {
    return find(name).orElse(otherwise);
  }

  Path data() {
    return Path.of(get("kafunc.data", "./data"));
  }

  String host() {
    return get("kafunc.host", "127.0.0.1");
  }

  int port() {
    String text = get("kafunc.port", "8080");
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new StartRefusedException("The port " + text + " is not a number from 0 to 65535.");
  }

  Settings withPort(int port) {
    Map<String, Object> changed = new LinkedHashMap<>(flags);
    changed.put("kafunc.port", Integer.toString(port));
    return new Settings(changed, environment, file);
  }

  Map<String, Object> flags() {
    return flags;
  }

  Map<String, Object> file() {
    return file;
  }

  static String inEnvironment(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
