// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * The store in Lucene: an index for each day of arrival, with the places in Kafka in its commits.
 */
package io.kafunc.log.lucene;
