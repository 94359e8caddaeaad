// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.io.IOException;
import java.io.OutputStream;

/** Where an archive's checked content goes: onto the disk, or nowhere. */
interface EntrySink {

  /** A folder, also one that no entry names. Parents come first; a folder may come twice. */
  void folder(String name) throws IOException;

  /** A file; its folder has come before. */
  OutputStream file(String name, boolean executable) throws IOException;

  /** A link; all links come after all files. */
  void link(String name, String target) throws IOException;

  /** Verifies and keeps nothing. */
  EntrySink NOWHERE =
      new EntrySink() {
        @Override
        public void folder(String name) {}

        @Override
        public OutputStream file(String name, boolean executable) {
          return OutputStream.nullOutputStream();
        }

        @Override
        public void link(String name, String target) {}
      };
}
