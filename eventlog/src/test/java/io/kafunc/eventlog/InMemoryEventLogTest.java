// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

final class InMemoryEventLogTest extends EventLogContract {

  @Override
  EventLog<Seats.Event> emptyLog() {
    return new InMemoryEventLog<>("seats", localReaders);
  }
}
