// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.archive.Syncing;
import io.kafunc.eventlog.Recorded;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.metadata.write.EventReader;
import io.kafunc.schemas.metadata.DomainCertificate;
import io.kafunc.schemas.metadata.DomainConfig;
import io.kafunc.schemas.metadata.DomainEvent;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainCreated;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainDeleted;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainUpdated;
import io.kafunc.schemas.metadata.MetadataEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Private keys of custom domains, in files that only their owner may read: {@code
 * <data>/private-keys/<id>.pem}. They are in no event and no answer. A key is on the disk before
 * its event, and goes when its domain has another or none. Thread-safe.
 */
@Singleton
final class PrivateKeys implements EventReader {

  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final RequestIds ids;
  private final Map<String, String> inUse = new HashMap<>();

  PrivateKeys(KafuncSettings settings, RequestIds ids) {
    this.folder = settings.data().toAbsolutePath().normalize().resolve("private-keys");
    this.ids = ids;
  }

  /** Keeps it; the answer names it. */
  String keep(PrivateKeyText key) {
    var id = ids.next();
    try {
      Files.createDirectories(folder, FOLDER);
      var file = Files.createFile(file(id), FILE);
      Files.write(file, key.pem().getBytes(UTF_8));
      Syncing.sync(file);
      Syncing.sync(folder);
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a private key in " + folder, e);
    }
  }

  void discard(String id) {
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete from " + folder, e);
    }
  }

  private Path file(String id) {
    return folder.resolve(id + ".pem");
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    for (var recorded : batch) {
      if (recorded.event() instanceof DomainEvent event) {
        var domain = event.stamp().accountId() + "/" + event.domainName();
        var now = keyId(event);
        var before = Optional.ofNullable(inUse.remove(domain));
        now.ifPresent(id -> inUse.put(domain, id));
        before.filter(id -> !now.equals(Optional.of(id))).ifPresent(this::discard);
      }
    }
  }

  private static Optional<String> keyId(DomainEvent event) {
    return switch (event) {
      case CustomDomainCreated created -> keyId(created.config());
      case CustomDomainUpdated updated -> keyId(updated.config());
      case CustomDomainDeleted _ -> Optional.empty();
    };
  }

  private static Optional<String> keyId(DomainConfig config) {
    return config.certificate().map(DomainCertificate::keyId);
  }
}
