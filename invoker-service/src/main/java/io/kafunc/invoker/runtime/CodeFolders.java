// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.schemas.metadata.CodeArchive;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/**
 * Where a function's unpacked code lies: folders 0755, files 0644 plus x where the archive has x.
 */
@FunctionalInterface
public interface CodeFolders {

  /** Completes with the folder, or exceptionally when this archive cannot be had for now. */
  CompletionStage<Path> folder(CodeArchive code);

  /** Whoever has the folder needs it until then. */
  default void inUse(CodeArchive code, CompletionStage<?> until) {}
}
