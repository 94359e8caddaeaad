// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

/** Which attempts are counted: those that ended in the span, of a service under a qualifier. */
public record ReleaseQuery(String accountId, String serviceName, String qualifier, Span span) {}
