// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Functions that are HTTP servers of their own, through both of their doors. */
@ExtendWith(RunningSuite.class)
class CustomRuntimesIT {

  private static final String SERVER =
      """
      import os
      from http.server import BaseHTTPRequestHandler, HTTPServer

      class Server(BaseHTTPRequestHandler):
          protocol_version = 'HTTP/1.1'

          def do_POST(self):
              body = self.rfile.read(int(self.headers['Content-Length']))
              self.answer(200, b'event ' + body)

          def do_GET(self):
              self.answer(201, ('page ' + self.path).encode())

          def answer(self, status, body):
              self.send_response(status)
              self.send_header('Content-Length', str(len(body)))
              self.end_headers()
              self.wfile.write(body)

      HTTPServer(('0.0.0.0', int(os.environ['FC_SERVER_PORT'])), Server).serve_forever()
      """;

  private final Suite suite;
  private final Release release;

  CustomRuntimesIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite);
  }

  @Test
  void answerEventsAndRequests() {
    // given
    server("own", "[\"python3\", \"server.py\"]");
    post(
        "/functions/own/triggers",
        """
        {"triggerName": "web", "triggerType": "http",
         "triggerConfig": {"authType": "anonymous", "methods": ["GET"]}}
        """);
    var target = "/2016-08-15/proxy/" + release.service() + "/own/a?b=c";
    // when
    var event = Release.text(release.invoke("own", null, "x"));
    var page = Wire.exchange(suite.endpoint(), "GET " + target + " HTTP/1.1\nHost: 127.0.0.1");
    // then
    assertThat(event).isEqualTo("event x");
    assertThat(page.status()).isEqualTo(201);
    assertThat(page.text()).isEqualTo("page " + target);
  }

  @Test
  void sayWhyTheyDoNotStart() {
    server("gone", "[\"false\"]");
    Refused.by(412, "CAExited", () -> release.invoke("gone", null, ""));
  }

  private void server(String name, String command) {
    var code = Base64.getEncoder().encodeToString(CodeZip.of("server.py", SERVER));
    post(
        "/functions",
        """
        {"functionName": "%s", "runtime": "custom", "handler": "not.used", "timeout": 10,
         "customRuntimeConfig": {"command": %s}, "code": {"zipFile": "%s"}}
        """
            .formatted(name, command, code));
  }

  private void post(String path, String body) {
    var answer =
        suite.send(
            suite
                .request("/2016-08-15/services/" + release.service() + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    release.changedElsewhere();
  }
}
