// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeArchivesTest {

  private static final int FILE = UnixStat.FILE_FLAG | 0640;
  private static final int PROGRAM = UnixStat.FILE_FLAG | 0700;
  private static final int LINK = UnixStat.LINK_FLAG | 0777;

  @TempDir Path folder;
  private final CodeArchives archives = new CodeArchives(new ArchiveLimits(100_000, 50));

  @Test
  void unpacksFilesFoldersAndLinksWithPlainPermissions() throws IOException {
    var archive =
        zip(
            entry("./index.js", FILE, "exports"),
            entry("bin/run", PROGRAM, "#!"),
            entry("lib/", UnixStat.DIR_FLAG | 0700, ""),
            entry("lib/current", LINK, "../bin/run"));
    var target = folder.resolve("unpacked/one");

    archives.unpack(archive, target);

    assertThat(target.resolve("index.js")).hasContent("exports");
    assertThat(permissions(target)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(target.resolve("lib"))).isEqualTo("rwxr-xr-x");
    assertThat(permissions(target.resolve("index.js"))).isEqualTo("rw-r--r--");
    assertThat(permissions(target.resolve("bin/run"))).isEqualTo("rwxr-xr-x");
    assertThat(target.resolve("lib/current")).hasContent("#!");
    assertThat(names(target.getParent())).containsExactly("one");
  }

  @Test
  void takesATargetThatIsThereAsItIs() throws IOException {
    var target = Files.createDirectory(folder.resolve("there"));

    archives.unpack(folder.resolve("no-such.zip"), target);

    assertThat(names(target)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "/etc/passwd",
        "C:/evil",
        "c:evil",
        "..\\evil",
        "a\\b",
        "a\0b"
      })
  void refusesNamesThatLeave(String name) throws IOException {
    // The writing library would turn backslashes into slashes.
    var bytes =
        Files.readAllBytes(
            zip(entry("ok", FILE, "ok"), entry(name.replace('\\', '|'), FILE, "evil")));
    for (int i = 0; name.indexOf('\\') >= 0 && i < bytes.length; i++) {
      bytes[i] = bytes[i] == '|' ? (byte) '\\' : bytes[i];
    }

    refuses(file(bytes), "the archive has a");
  }

  @Test
  void refusesNamesThatMeet() throws IOException {
    refuses(zip(entry("a", FILE, "1"), entry("./a", FILE, "2")), "the same name twice");
    refuses(zip(entry("a", FILE, "1"), entry("A", FILE, "2")), "differ only in case");
    refuses(zip(entry("dir/a", FILE, "1"), entry("DIR/b", FILE, "2")), "differ only in case");
    refuses(zip(entry("a", FILE, "1"), entry("a/b", FILE, "2")), "a folder is needed");
    refuses(zip(entry("a/b", FILE, "1"), entry("a", FILE, "2")), "the same name twice");
  }

  @Test
  void refusesLinksThatLeave() throws IOException {
    refuses(zip(entry("l", LINK, "/etc")), "a link that leaves");
    refuses(zip(entry("l", LINK, "../x")), "a link that leaves");
    refuses(zip(entry("a/l", LINK, "../../x")), "a link that leaves");
    refuses(zip(entry("p/q/r", LINK, "../.."), entry("z", LINK, "p/q/r/..")), "a link that leaves");
    refuses(zip(entry("l", LINK, "sub"), entry("l/x", FILE, "evil")), "where a folder is needed");
    refuses(zip(entry("l", LINK, "sub"), entry("L/x", FILE, "evil")), "differ only in case");
  }

  @Test
  void refusesABombBeforeMoreThanTheLimitIsWritten() throws IOException {
    refuses(zip(entry("zeros", FILE, "\0".repeat(100_001))), "more than 100000 bytes");
    refuses(
        zip(entry("a", FILE, "\0".repeat(60_000)), entry("b", FILE, "\0".repeat(60_000))),
        "more than 100000 bytes");
  }

  @Test
  void refusesMoreEntriesThanAllowed() throws IOException {
    var many = Stream.iterate(0, i -> i + 1).limit(51).map(i -> entry("f" + i, FILE, "")).toList();

    refuses(zip(many.toArray(Entry[]::new)), "more than 50 entries");
  }

  @Test
  void acceptsAnArchiveWithinAnArchive() throws IOException {
    var inner = Files.readAllBytes(zip(entry("a", FILE, "a")));
    var outer = zip(new Entry("inner.zip", FILE, inner));

    archives.verify(outer);
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    refuses(file("hello".getBytes(UTF_8)), "not a ZIP or JAR archive");
    refuses(file(new byte[0]), "not a ZIP or JAR archive");
    refuses(file(new byte[200_000]), "not a ZIP or JAR archive");
  }

  @Test
  void refusesAnArchiveCutAnywhere() throws IOException {
    var bytes = Files.readAllBytes(zip(entry("a", FILE, "abc".repeat(500)), entry("b", FILE, "b")));

    for (int length = 0; length < bytes.length; length++) {
      var cut = file(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> archives.verify(cut)).isInstanceOf(BadArchiveException.class);
    }
  }

  @Test
  void refusesOrReadsAnArchiveWithAnyByteChangedAndNeverFailsOtherwise() throws IOException {
    var bytes = Files.readAllBytes(zip(entry("a", FILE, "abc".repeat(50)), entry("l", LINK, "a")));

    for (int i = 0; i < bytes.length; i++) {
      for (int flip : new int[] {0x01, 0x80, 0xFF}) {
        var changed = bytes.clone();
        changed[i] ^= (byte) flip;
        var archive = file(changed);
        try {
          archives.verify(archive);
        } catch (BadArchiveException e) {
          assertThat(e).hasMessageStartingWith("the ");
        }
      }
    }
  }

  @Test
  void refusesAnArchiveThatLiesAboutASize() throws IOException {
    var bytes = Files.readAllBytes(zip(entry("a", FILE, "abc".repeat(50))));
    int directory = indexOf(bytes, 0x0201_4b50);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 7);

    refuses(file(bytes), "does not match its checksum");
  }

  @Test
  void leavesNothingBehindWhenItRefuses() throws IOException {
    var targets = Files.createDirectory(folder.resolve("targets"));
    var bad = zip(entry("a", FILE, "a"), entry("zeros", FILE, "\0".repeat(100_001)));

    assertThatThrownBy(() -> archives.unpack(bad, targets.resolve("x")))
        .isInstanceOf(BadArchiveException.class);
    assertThat(names(targets)).isEmpty();
  }

  @Test
  void repairsWhatACrashLeft() throws IOException {
    var targets = Files.createDirectory(folder.resolve("targets"));
    Files.createDirectories(targets.resolve(".abc.unpacking-1f/lib"));
    Files.writeString(targets.resolve(".abc.unpacking-1f/lib/half"), "ha");
    Files.createDirectory(targets.resolve("whole"));

    CodeArchives.repair(targets);

    assertThat(names(targets)).containsExactly("whole");
  }

  private void refuses(Path archive, String reason) {
    var target = folder.resolve("refused");
    assertThatThrownBy(() -> archives.verify(archive))
        .isInstanceOf(BadArchiveException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> archives.unpack(archive, target))
        .isInstanceOf(BadArchiveException.class);
    assertThat(target).doesNotExist();
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  private record Entry(String name, int mode, byte[] content) {}

  private static Entry entry(String name, int mode, String content) {
    return new Entry(name, mode, content.getBytes(UTF_8));
  }

  private Path zip(Entry... entries) throws IOException {
    var archive = Files.createTempFile(folder, "archive", ".zip");
    try (var out = new ZipArchiveOutputStream(archive)) {
      out.setUseZip64(Zip64Mode.AsNeeded);
      for (var entry : entries) {
        var header = new ZipArchiveEntry(entry.name);
        header.setUnixMode(entry.mode);
        out.putArchiveEntry(header);
        out.write(entry.content);
        out.closeArchiveEntry();
      }
    }
    return archive;
  }

  private Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("bytes.zip"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int indexOf(byte[] bytes, int signature) {
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; ; i++) {
      if (buffer.getInt(i) == signature) {
        return i;
      }
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
