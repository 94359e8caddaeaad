// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

/**
 * A layer and its versions; it outlives the last of them, so that no number is given twice.
 *
 * @param lastVersion the highest number ever given
 * @param versions revisions, by number
 */
public record LayerState(long lastVersion, Tree<Long, Long> versions, boolean isPublic) {

  public static final LayerState NEW = new LayerState(0, Tree.empty(), false);
}
