// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** One NAS directory in a function's file system. */
public record NasMountPoint(String serverAddr, String mountDir) {}
