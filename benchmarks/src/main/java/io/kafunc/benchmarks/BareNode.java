// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The same handler behind nothing but Node's own HTTP server: what a call costs at the least. */
final class BareNode implements AutoCloseable {

  private static final String SERVER =
      """
      const exported = {};
      (function (exports) { %s })(exported);
      require('http').createServer((request, response) => {
        const chunks = [];
        request.on('data', (chunk) => chunks.push(chunk));
        request.on('end', () => exported.handler(Buffer.concat(chunks), {}, (error, result) => {
          response.writeHead(200, {
            'Content-Type': 'application/octet-stream', 'Content-Length': result.length });
          response.end(result);
        }));
      }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
      """;

  private final Process process;
  private final InetSocketAddress address;

  private BareNode(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  static BareNode start(String source) throws IOException {
    var process =
        new ProcessBuilder("node", "-e", SERVER.formatted(source))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var port = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
    return new BareNode(
        process, new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
