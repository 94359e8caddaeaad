// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.testing;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/** A real server on a free port, with a known key. */
public final class TestServer implements AutoCloseable {

  public static final String KEY = "KFtestkey";
  public static final String SECRET = "test-secret";

  private final EmbeddedServer server;

  private TestServer(EmbeddedServer server) {
    this.server = server;
  }

  public static TestServer start(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("micronaut.server.port", -1);
    all.put("kafunc.access-key-id", KEY);
    all.put("kafunc.access-key-secret", SECRET);
    all.putAll(settings);
    return new TestServer(ApplicationContext.run(EmbeddedServer.class, all));
  }

  public int port() {
    return server.getPort();
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  public RawHttp http() {
    return new RawHttp(port());
  }

  @Override
  public void close() {
    server.close();
  }
}
