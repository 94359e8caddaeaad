// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Speaks to a person: chapters, sentences, tables, bars. Without a TTY it prints plain lines. */
public final class Terminal {

  private static final int BAR = 40;
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final boolean tty;
  private int chapters;

  public Terminal(PrintStream out, boolean tty) {
    this.out = out;
    this.tty = tty;
  }

  public void chapter(String title) {
    out.println();
    var line = ++chapters + ". " + title;
    out.println(tty ? BOLD + line + PLAIN : line);
  }

  public void say(String sentence) {
    out.println(sentence.isEmpty() ? "" : "   " + sentence);
  }

  /** A bar that moves; without a TTY only its end is printed. */
  void progress(String what, long done, long total) {
    if (!tty && done < total) {
      return;
    }
    int filled = total == 0 ? BAR : (int) (BAR * done / total);
    var bar = "#".repeat(filled) + ".".repeat(BAR - filled);
    out.print((tty ? "\r" : "") + "   [" + bar + "] " + done + "/" + total + " " + what);
    if (done >= total) {
      out.println();
    }
    out.flush();
  }

  /** Columns as wide as their widest cell; numbers to the right. */
  void table(List<String> header, List<List<String>> rows) {
    var all = new ArrayList<List<String>>();
    all.add(header);
    all.addAll(rows);
    var widths =
        IntStream.range(0, header.size())
            .map(c -> all.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    all.forEach(row -> say(line(row, widths)));
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> cell(row.get(c), widths[c]))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String cell(String text, int width) {
    boolean number = !text.isEmpty() && Character.isDigit(text.charAt(0)) && !text.contains("T");
    return (number ? "%" + width + "s" : "%-" + width + "s").formatted(text);
  }
}
