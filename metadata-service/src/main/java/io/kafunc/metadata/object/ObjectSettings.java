// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The object endpoint.
 *
 * @param createBuckets {@code kafunc.objects.create-buckets}: whether the first object put into a
 *     bucket makes it; otherwise PutBucket does
 */
@ConfigurationProperties("kafunc.objects")
record ObjectSettings(@Bindable(defaultValue = "false") boolean createBuckets) {}
