// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

/**
 * How large an archive may become (contract section 4, fault 16).
 *
 * @param inflatedBytes bytes of all entries together once inflated
 * @param entries files, folders and links
 */
public record ArchiveLimits(long inflatedBytes, int entries) {

  /** FC's 250 MB unpacked, and more entries than any real package has. */
  public static final ArchiveLimits STANDARD = new ArchiveLimits(250L << 20, 100_000);
}
