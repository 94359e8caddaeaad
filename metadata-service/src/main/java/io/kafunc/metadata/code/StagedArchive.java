// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import io.kafunc.schemas.metadata.CodeArchive;
import java.nio.file.Path;

/** An archive that came with a request: on the disk, digested, not yet in the store. */
public record StagedArchive(Path file, CodeArchive archive) {}
