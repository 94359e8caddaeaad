// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.service;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/**
 * Which log projects a service may name.
 *
 * @param autoCreate {@code kafunc.logs.auto-create}: whether a project and its logstore come into
 *     being with the service that names them
 * @param projects {@code kafunc.logs.projects}: those that exist without, with commas between
 */
@ConfigurationProperties("kafunc.logs")
public record LogProjects(
    @Bindable(defaultValue = "true") boolean autoCreate,
    @Bindable(defaultValue = "") List<String> projects) {

  /** What holds where nothing is set. */
  public static final LogProjects ANY = new LogProjects(true, List.of());

  /** Whether a service may name it. */
  boolean has(String project) {
    return autoCreate || projects.contains(project);
  }
}
