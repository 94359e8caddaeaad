// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.client.FunctionComputeClient;
import com.aliyuncs.fc.model.LogConfig;
import com.aliyuncs.fc.model.ServiceMetadata;
import com.aliyuncs.fc.request.CreateServiceRequest;
import com.aliyuncs.fc.request.DeleteServiceRequest;
import com.aliyuncs.fc.request.GetServiceRequest;
import com.aliyuncs.fc.request.ListServicesRequest;
import com.aliyuncs.fc.request.UpdateServiceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningSuite.class)
class ServicesIT {

  private static final String UTC_SECONDS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

  private final FunctionComputeClient client;

  ServicesIT(Suite suite) {
    this.client = suite.vendorClient();
  }

  @Test
  void answersAServiceAsItWasCreated() {
    // when
    var created =
        client.createService(
            new CreateServiceRequest()
                .setServiceName("services-created")
                .setDescription("a tea shop")
                .setLogConfig(new LogConfig("tea-project", "tea-store")));
    var got = client.getService(new GetServiceRequest("services-created"));
    // then
    assertThat(created.getServiceId()).isEqualTo(got.getServiceId()).isNotBlank();
    assertThat(got.getDescription()).isEqualTo("a tea shop");
    assertThat(got.getInternetAccess()).isTrue();
    assertThat(got.getRole()).isEmpty();
    assertThat(got.getLogConfig().getProject()).isEqualTo("tea-project");
    assertThat(got.getLogConfig().getLogStore()).isEqualTo("tea-store");
    assertThat(got.getLogConfig().getEnableRequestMetrics()).isFalse();
    assertThat(got.getTracingConfig().getType()).isNull();
    assertThat(got.getCreatedTime()).matches(UTC_SECONDS).isEqualTo(got.getLastModifiedTime());
    assertThat(got.getEtag()).isNotBlank().isEqualTo(created.getEtag());
  }

  @Test
  void keepsWhatAnUpdateDoesNotName() {
    // given
    client.createService(
        new CreateServiceRequest()
            .setServiceName("services-updated")
            .setDescription("before")
            .setLogConfig(new LogConfig("p", "s")));
    // when
    client.updateService(new UpdateServiceRequest("services-updated").setDescription("after"));
    // then
    var got = client.getService(new GetServiceRequest("services-updated"));
    assertThat(got.getDescription()).isEqualTo("after");
    assertThat(got.getLogConfig().getProject()).isEqualTo("p");
  }

  @Test
  void refusesAnUpdateUnderAnOldEtag() {
    // given
    var created = client.createService(new CreateServiceRequest().setServiceName("services-etag"));
    client.updateService(new UpdateServiceRequest("services-etag").setDescription("first"));
    // when, then
    Refused.with(
        412,
        "PreconditionFailed",
        "the resource being modified has been changed",
        () ->
            client.updateService(
                new UpdateServiceRequest("services-etag")
                    .setDescription("second")
                    .setIfMatch(created.getEtag())));
  }

  @Test
  void refusesASecondServiceOfTheSameName() {
    client.createService(new CreateServiceRequest().setServiceName("services-twice"));
    Refused.with(
        409,
        "ServiceAlreadyExists",
        "service 'services-twice' already exists",
        () -> client.createService(new CreateServiceRequest().setServiceName("services-twice")));
  }

  @Test
  void knowsADeletedServiceNoMore() {
    // given
    client.createService(new CreateServiceRequest().setServiceName("services-deleted"));
    // when
    client.deleteService(new DeleteServiceRequest("services-deleted"));
    // then
    Refused.with(
        404,
        "ServiceNotFound",
        "service 'services-deleted' does not exist",
        () -> client.getService(new GetServiceRequest("services-deleted")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1st", "-dash", "with space", "ünicode", "a.b", "semi;colon"})
  void refusesNamesOutsideTheRule(String name) {
    Refused.by(
        400,
        "InvalidArgument",
        () -> client.createService(new CreateServiceRequest().setServiceName(name)));
  }

  @Test
  void walksAllServicesPageByPage() {
    // given
    var names = IntStream.range(0, 23).mapToObj(i -> "walk-%02d".formatted(i)).toList();
    names.forEach(name -> client.createService(new CreateServiceRequest().setServiceName(name)));
    // when
    List<String> walked = new ArrayList<>();
    String token = null;
    do {
      var page =
          client.listServices(
              new ListServicesRequest().setPrefix("walk-").setLimit(5).setNextToken(token));
      Stream.of(page.getServices()).map(ServiceMetadata::getServiceName).forEach(walked::add);
      token = page.getNextToken();
    } while (token != null);
    // then
    assertThat(walked).isEqualTo(names);
  }
}
