// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What an isolating rung keeps from a function, in every runtime. */
@ParameterizedClass
@MethodSource("places")
class IsolationIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameter Place place;
  private RuntimeBench bench;

  static Stream<Place> places() {
    return Place.all().filter(Place::isolated);
  }

  @BeforeEach
  void open() {
    bench = place.bench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void letsAFunctionWriteBelowTmpOnly() throws IOException {
    var files = JSON.readTree(bench.run(place.function("files"), "").body());

    assertThat(files.toString())
        .isEqualTo("{\"code\":\"refused\",\"root\":\"refused\",\"tmp\":\"written\"}");
  }

  @Test
  void runsEachInstanceAsAnotherUserThanOurs() {
    String one = bench.run(place.function("user"), "").body();
    String other = bench.run(place.function("user"), "").body();

    assertThat(Integer.parseInt(one)).isNotZero();
    if ("root".equals(System.getProperty("user.name"))) {
      assertThat(other).isNotEqualTo(one);
    }
  }

  @Test
  void cutsTheNetworkWhereTheServiceSaysSo() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(server.getLocalPort());

      assertThat(bench.run(place.function("connect"), port).body()).isEqualTo("connected");
      assertThat(bench.run(place.function("connect").internetAccess(false), port).body())
          .isEqualTo("refused");
    }
  }

  @Test
  void showsNoProcessOfTheHost() {
    assertThat(bench.run(place.function("processes"), "").body().split(" ").length).isLessThan(6);
  }
}
