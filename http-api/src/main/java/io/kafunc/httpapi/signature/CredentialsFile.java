// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code credentials} in the data folder: the access key that the first start made, mode
 * 0600. Appears whole or not at all, is on disk before anyone learns the key, and is never written
 * again; of two processes that start at once on one folder, both use the file of the first.
 */
public final class CredentialsFile {

  private static final Logger LOG = LoggerFactory.getLogger(CredentialsFile.class);
  private static final String ID = "access_key_id";
  private static final String SECRET = "access_key_secret";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  private CredentialsFile(Path path) {
    this.path = path;
  }

  public static CredentialsFile in(Path data) {
    return new CredentialsFile(data.resolve("credentials").toAbsolutePath().normalize());
  }

  public Path path() {
    return path;
  }

  /** The key in the file, which is made when it is not there. */
  Credentials readOrMake(String accountId) {
    try {
      if (Files.notExists(path)) {
        make();
      }
      return read(accountId);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or make " + path + ": " + e, e);
    }
  }

  private Credentials read(String accountId) throws IOException {
    Properties pairs = new Properties();
    try (var in = Files.newBufferedReader(path, UTF_8)) {
      pairs.load(in);
    }
    String id = pairs.getProperty(ID, "").strip();
    String secret = pairs.getProperty(SECRET, "").strip();
    if (id.isEmpty() || secret.isEmpty()) {
      throw new IOException("it needs the lines " + ID + "=… and " + SECRET + "=…");
    }
    return new Credentials(accountId, id, secret);
  }

  private void make() throws IOException {
    Files.createDirectories(path.getParent());
    SecureRandom random = new SecureRandom();
    String text =
        """
        # The access key of this Kafunc. Whoever has it may do everything here.
        %s=KF%s
        %s=%s
        """
            .formatted(ID, token(random, 12), SECRET, token(random, 24));
    Path fresh = Files.createTempFile(path.getParent(), "credentials", ".new", OWNER_ONLY);
    try {
      writeThrough(fresh, text);
      Files.createLink(path, fresh);
      LOG.info("access key made file={}", path);
    } catch (FileAlreadyExistsException _) {
      LOG.debug("access key found file={}", path);
    } finally {
      Files.deleteIfExists(fresh);
    }
    syncFolder();
  }

  private static void writeThrough(Path file, String text) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  private void syncFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (NoSuchFileException e) {
      throw new IOException("the folder of " + path + " is gone", e);
    }
  }

  private static String token(SecureRandom random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    return text.replace('-', 'a').replace('_', 'b');
  }
}
