// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** A function's code, addressed by its content. */
public record CodeArchive(String sha256, long size, String crc64) {}
