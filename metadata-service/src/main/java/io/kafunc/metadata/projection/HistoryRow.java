// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * One change of one thing.
 *
 * @param position where its event stands in the log
 * @param serviceName empty for what stands in the account beside its services
 * @param subject the path of the thing below its service, such as {@code aliases/PROD}, or below
 *     the account; empty for the service itself
 * @param eventTime microseconds since 1970
 * @param bodyBefore the answer before the change, whole; absent when there was none
 * @param bodyAfter the answer after it; absent when there is none any more
 */
@MappedEntity("history_row")
public record HistoryRow(
    @Id long position,
    String accountId,
    String serviceName,
    String subject,
    String eventType,
    long eventTime,
    String actor,
    String requestId,
    long revision,
    @Nullable String bodyBefore,
    @Nullable String bodyAfter) {}
