// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import io.kafunc.archive.ArchiveLimits;
import io.kafunc.archive.CodeArchives;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.httpapi.signature.RequestSigner;
import io.kafunc.invoker.catalog.CatalogTail;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Puts the functions' code together. */
@Factory
final class CodeBeans {

  private static final int AT_A_TIME = 4;

  @Singleton
  UnpackedCode code(KafuncSettings settings, CodeSettings metadata, RequestSigner signer) {
    var folder = settings.data().resolve("code").toAbsolutePath();
    ArchiveSource local = new LocalArchives(folder);
    var unpacked = folder.resolve("unpacked");
    var source =
        metadata.url() == null
            ? local
            : local.or(new RemoteArchives(metadata.url(), signer, unpacked));
    return new UnpackedCode(unpacked, source, new CodeArchives(ArchiveLimits.STANDARD), workers());
  }

  @Singleton
  CodePrefetch prefetch(UnpackedCode code) {
    return new CodePrefetch(code);
  }

  /** Archives beside us that were not called in an earlier run need not be unpacked in this one. */
  @Context
  PrefetchStart begin(
      CodePrefetch prefetch, CodeSettings metadata, FunctionCatalog catalog, CatalogTail tail) {
    prefetch.begin(tail.caughtUp(), () -> metadata.url() == null ? List.of() : catalog.archives());
    return new PrefetchStart();
  }

  /** That it has begun. */
  record PrefetchStart() {}

  private static Executor workers() {
    return Executors.newFixedThreadPool(
        AT_A_TIME, Thread.ofPlatform().daemon(true).name("code-", 0).factory());
  }
}
