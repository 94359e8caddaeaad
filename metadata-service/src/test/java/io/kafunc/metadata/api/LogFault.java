// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceUpdated;

/** What befalls the one update that names it in its description. */
enum LogFault {
  /** The process ends before the log is asked to take the event. */
  HALTED_BEFORE_THE_COMMIT,
  /** The process ends when its rows are handed the event, which the log holds by then. */
  HALTED_BEFORE_THE_ROWS,
  /** The log takes the event, its ack gets lost. */
  STORED_BUT_UNCLEAR,
  /** The event gets lost on its way, and nobody says so. */
  NOT_STORED_AND_UNCLEAR;

  /** The setting that lets one happen. */
  static final String SETTING = "kafunc.test.log-fault";

  boolean befalls(MetadataEvent event) {
    return event instanceof ServiceUpdated updated && updated.config().description().equals(name());
  }

  /** A body that meets it. */
  String update() {
    return "{\"description\":\"%s\"}".formatted(name());
  }

  /** No hook runs, nothing is flushed: as after kill -9. */
  static void halt() {
    Runtime.getRuntime().halt(137);
  }
}
