// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.io.IOException;

/** The archive is refused; the message says why in words a caller may read. */
public final class BadArchiveException extends IOException {

  public BadArchiveException(String reason) {
    super(reason);
  }

  public BadArchiveException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
