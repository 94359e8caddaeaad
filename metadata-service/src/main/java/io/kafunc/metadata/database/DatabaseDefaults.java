// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.database;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/**
 * Brings this service's data source along, below whatever a configuration says: its pool, and the
 * user of H2. {@link DatabaseFile} says where it is.
 */
@ContextConfigurer
public final class DatabaseDefaults implements ApplicationContextConfigurer {

  private static final int LEAST = Integer.MIN_VALUE;

  @Override
  public void configure(ApplicationContextBuilder builder) {
    builder.propertySources(
        PropertySource.of(
            "metadata-database",
            Map.of(
                "datasources.metadata.dialect",
                "POSTGRES",
                "datasources.metadata.username",
                "sa",
                "datasources.metadata.password",
                "",
                "datasources.metadata.minimum-idle",
                1,
                "datasources.metadata.maximum-pool-size",
                8,
                "flyway.datasources.metadata.enabled",
                true,
                "flyway.datasources.metadata.locations",
                "classpath:io/kafunc/metadata/migrations",
                "flyway.datasources.metadata.placeholder-replacement",
                false,
                // Would open the database also where this service does not run.
                "endpoints.health.jdbc.enabled",
                false),
            LEAST));
  }
}
