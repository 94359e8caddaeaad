// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

/**
 * Whoever wants to know of changed objects. Told after the change is on the disk, by the thread
 * that made it, which waits: be quick, and do not throw.
 */
public interface ObjectListener {

  /** A key has new content. */
  void put(String bucket, String key, long size, String etag);

  /** A key is gone. */
  void deleted(String bucket, String key);
}
