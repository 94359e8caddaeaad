// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Walks one archive: count the entries, check all names, check all links, then inflate file by
 * file, counting bytes and holding them against their checksum. What it hands to the sink is safe
 * to write. Used once, by one thread.
 */
final class ArchiveWalk {

  private static final int LONGEST_LINK = 4096;

  private final ArchiveLimits limits;
  private final byte[] buffer = new byte[64 * 1024];
  private long inflated;

  ArchiveWalk(ArchiveLimits limits) {
    this.limits = limits;
  }

  void run(Path archive, EntrySink sink) throws IOException {
    try (var channel = FileChannel.open(archive)) {
      new CentralDirectory(channel).check(limits.entries());
      try (var zip = open(channel)) {
        walk(zip, sink);
      }
    }
  }

  private static ZipFile open(FileChannel channel) throws BadArchiveException {
    try {
      return ZipFile.builder()
          .setSeekableByteChannel(channel)
          .setCharset(StandardCharsets.UTF_8)
          .setUseUnicodeExtraFields(false)
          .get();
    } catch (IOException | RuntimeException e) {
      throw new BadArchiveException("the archive is damaged", e);
    }
  }

  private void walk(ZipFile zip, EntrySink sink) throws IOException {
    var files = new ArrayList<Item>();
    var links = new LinkedHashMap<String, String>();
    for (var item : items(zip)) {
      if (item.entry.isUnixSymlink()) {
        links.put(item.name, target(zip, item));
      } else {
        files.add(item);
      }
    }
    var checked = new Links(links);
    checked.check();
    for (var item : files) {
      checked.checkEntry(item.name);
    }
    for (var name : links.keySet()) {
      checked.checkEntry(name);
    }
    for (var item : files) {
      parents(item.name, sink);
      if (item.entry.isDirectory()) {
        sink.folder(item.name);
      } else {
        inflate(zip, item, sink);
      }
    }
    for (Map.Entry<String, String> link : links.entrySet()) {
      parents(link.getKey(), sink);
      sink.link(link.getKey(), link.getValue());
    }
  }

  private static List<Item> items(ZipFile zip) throws IOException {
    var names = new EntryNames();
    var items = new ArrayList<Item>();
    for (var entries = zip.getEntriesInPhysicalOrder(); entries.hasMoreElements(); ) {
      var entry = entries.nextElement();
      var name = names.admit(rawName(entry), entry.isDirectory());
      if (!name.isEmpty()) {
        items.add(new Item(name, entry));
      }
    }
    return items;
  }

  /** The name as the archive has it: the library turns some backslashes into slashes. */
  private static String rawName(ZipArchiveEntry entry) {
    var raw = entry.getRawName();
    boolean odd = false;
    for (byte b : raw == null ? new byte[0] : raw) {
      odd |= b == '\\' || b == 0;
    }
    return odd ? new String(raw, StandardCharsets.ISO_8859_1) : entry.getName();
  }

  private static void parents(String name, EntrySink sink) throws IOException {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      sink.folder(name.substring(0, slash));
    }
  }

  private String target(ZipFile zip, Item link) throws IOException {
    byte[] bytes;
    try (InputStream in = open(zip, link)) {
      bytes = in.readNBytes(LONGEST_LINK + 1);
    } catch (IOException | RuntimeException e) {
      throw damaged(link, e);
    }
    if (bytes.length > LONGEST_LINK) {
      throw new BadArchiveException(
          "the archive has a link that is too long: '%s'".formatted(link.name));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void inflate(ZipFile zip, Item file, EntrySink sink) throws IOException {
    var crc = new CRC32();
    long size = 0;
    try (InputStream in = open(zip, file);
        OutputStream out = sink.file(file.name, (file.entry.getUnixMode() & 0111) != 0)) {
      for (int read = read(in, file); read >= 0; read = read(in, file)) {
        inflated += read;
        size += read;
        if (inflated > limits.inflatedBytes()) {
          throw new BadArchiveException(
              "the archive inflates to more than %d bytes".formatted(limits.inflatedBytes()));
        }
        crc.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
    if (crc.getValue() != file.entry.getCrc() || size != file.entry.getSize()) {
      throw new BadArchiveException(
          "the archive is damaged: '%s' does not match its checksum".formatted(file.name));
    }
  }

  /** Faults of reading are the archive's, those of writing the disk's: only this may blame it. */
  private int read(InputStream in, Item file) throws BadArchiveException {
    try {
      return in.read(buffer);
    } catch (IOException | RuntimeException e) {
      throw damaged(file, e);
    }
  }

  private static InputStream open(ZipFile zip, Item item) throws IOException {
    var flags = item.entry.getGeneralPurposeBit();
    int method = item.entry.getMethod();
    if (flags.usesEncryption()) {
      throw new BadArchiveException("the archive is encrypted: '%s'".formatted(item.name));
    }
    if (method != ZipArchiveEntry.STORED && method != ZipArchiveEntry.DEFLATED) {
      throw new BadArchiveException(
          "the archive uses a compression that is not supported: '%s'".formatted(item.name));
    }
    try {
      var in = zip.getInputStream(item.entry);
      if (in != null) {
        return in;
      }
    } catch (IOException | RuntimeException e) {
      throw damaged(item, e);
    }
    throw damaged(item, null);
  }

  private static BadArchiveException damaged(Item item, Exception fault) {
    return fault instanceof BadArchiveException known
        ? known
        : new BadArchiveException("the archive is damaged: '%s'".formatted(item.name), fault);
  }

  private record Item(String name, ZipArchiveEntry entry) {}
}
