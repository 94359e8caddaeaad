// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.database;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.Optional;

/**
 * Where the tables are that answers are read from. Each metadata-service has a database of its own.
 *
 * @param url {@code kafunc.database.url}: JDBC URL of a PostgreSQL database; without one it is H2
 *     in the data folder
 * @param username {@code kafunc.database.username}: who owns its tables
 * @param password {@code kafunc.database.password}: the password of that user
 */
@ConfigurationProperties("kafunc.database")
record DatabaseSettings(
    Optional<String> url,
    @Bindable(defaultValue = "kafunc") String username,
    @Bindable(defaultValue = "") String password) {}
