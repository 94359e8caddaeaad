// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

/**
 * How one version did.
 *
 * @param calls attempts that ended
 * @param errors those that did not succeed
 * @param ran those in which the function began to run; the percentiles are theirs
 * @param p50 half of the runs took at most this many microseconds, to a thousandth
 * @param coldStarts attempts that waited for one
 */
public record VersionFigures(
    String version, long calls, long errors, long ran, long p50, long p99, long coldStarts) {}
