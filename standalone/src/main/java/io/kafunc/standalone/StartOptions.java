// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags of every command that starts something. */
final class StartOptions {

  @Option(names = "--port", paramLabel = "PORT", description = "HTTP port (8080)")
  String port;

  @Option(names = "--host", paramLabel = "HOST", description = "address to listen on (127.0.0.1)")
  String host;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where everything is kept (./data)")
  String data;

  @Option(
      names = "--account-id",
      paramLabel = "ID",
      description = "account all resources belong to")
  String accountId;

  @Option(names = "--region", paramLabel = "REGION", description = "region (local)")
  String region;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "bootstrap servers of your Kafka, instead of a broker in this process")
  String kafka;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "file of kafunc.* settings (kafunc.yml, when it is there)")
  Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "any other setting of docs/configuration.md, as kafunc.name=value")
  Map<String, String> others = new LinkedHashMap<>();

  Settings settings(Map<String, String> environment) {
    Map<String, Object> flags = new LinkedHashMap<>(others);
    put(flags, "kafunc.port", port);
    put(flags, "kafunc.host", host);
    put(flags, "kafunc.data", data);
    put(flags, "kafunc.account-id", accountId);
    put(flags, "kafunc.region", region);
    put(flags, "kafunc.kafka.bootstrap-servers", kafka);
    return Settings.of(flags, environment, Optional.ofNullable(config));
  }

  private static void put(Map<String, Object> flags, String name, String value) {
    if (value != null) {
      flags.put(name, value);
    }
  }
}
