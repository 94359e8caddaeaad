// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Records and lines of calls while the broker is away.
 *
 * @param spoolMegabytes {@code kafunc.journal.spool-megabytes}: how much of them is kept on disk;
 *     what comes beyond is counted and reported as a gap
 */
@ConfigurationProperties("kafunc.journal")
record JournalSettings(@Bindable(defaultValue = "256") int spoolMegabytes) {

  long spoolBytes() {
    return spoolMegabytes * 1024L * 1024L;
  }
}
