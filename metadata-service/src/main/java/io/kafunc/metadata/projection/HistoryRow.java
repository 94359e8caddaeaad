// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.schemas.metadata.Stamp;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Optional;

/**
 * One change of one thing.
 *
 * @param position where its event stands in the log
 * @param serviceKey {@link #key} of account and service
 * @param subjectKey {@link #key} of account, service and subject
 * @param serviceName empty for what stands in the account beside its services
 * @param subject the path of the thing below its service, such as {@code aliases/PROD}, or below
 *     the account; empty for the service itself
 * @param eventTime microseconds since 1970
 * @param follows whether the answer before the change is what the row before it of the same subject
 *     left
 * @param bodyBefore the answer before the change, whole, when there was one and it does not follow
 * @param bodyAfter the answer after it; absent when there is none any more
 */
@MappedEntity("history_row")
public record HistoryRow(
    @Id long position,
    long serviceKey,
    long subjectKey,
    String accountId,
    String serviceName,
    String subject,
    String eventType,
    long eventTime,
    String actor,
    String requestId,
    long revision,
    boolean follows,
    @Nullable byte[] bodyBefore,
    @Nullable byte[] bodyAfter) {

  private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
  private static final long FNV_PRIME = 0x100_0000_01b3L;

  static HistoryRow of(
      long position, Stamp stamp, String serviceName, String eventType, Change change) {
    return new HistoryRow(
        position,
        key(stamp.accountId(), serviceName),
        key(stamp.accountId(), serviceName, change.subject()),
        stamp.accountId(),
        serviceName,
        change.subject(),
        eventType,
        Micros.of(stamp.time()),
        stamp.actor(),
        stamp.requestId(),
        stamp.revision(),
        change.follows(),
        change.before().map(HistoryRow::bytes).orElse(null),
        change.after().map(HistoryRow::bytes).orElse(null));
  }

  /** The answer before the change, where it does not follow. */
  public Optional<String> before() {
    return Optional.ofNullable(bodyBefore).map(HistoryRow::text);
  }

  /** The answer after it. */
  public Optional<String> after() {
    return Optional.ofNullable(bodyAfter).map(HistoryRow::text);
  }

  /** A hash of names (FNV-1a of 64 bits), so that an index of them is small and quick. */
  static long key(String... names) {
    long key = FNV_OFFSET;
    for (var name : names) {
      for (int i = 0; i < name.length(); i++) {
        key = (key ^ name.charAt(i)) * FNV_PRIME;
      }
      key = (key ^ '/') * FNV_PRIME;
    }
    return key;
  }

  private static byte[] bytes(String body) {
    return body.getBytes(UTF_8);
  }

  private static String text(byte[] body) {
    return new String(body, UTF_8);
  }
}
