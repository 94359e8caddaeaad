// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.client.FunctionComputeClient;
import com.aliyuncs.fc.model.JaegerConfig;
import com.aliyuncs.fc.model.LogConfig;
import com.aliyuncs.fc.model.NasConfig;
import com.aliyuncs.fc.model.NasConfig.NasMountConfig;
import com.aliyuncs.fc.model.ServiceMetadata;
import com.aliyuncs.fc.model.TracingConfig;
import com.aliyuncs.fc.model.VpcConfig;
import com.aliyuncs.fc.request.CreateServiceRequest;
import com.aliyuncs.fc.request.DeleteServiceRequest;
import com.aliyuncs.fc.request.GetServiceRequest;
import com.aliyuncs.fc.request.ListServicesRequest;
import com.aliyuncs.fc.request.TagResourceRequest;
import com.aliyuncs.fc.request.UpdateServiceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningSuite.class)
class ServicesIT {

  private static final String ALL =
      """
      {
        "serviceName": "%s",
        "serviceId": "ID",
        "description": "a tea shop",
        "role": "acs:ram::1000000000000000:role/tea",
        "logConfig": {
          "project": "tea-project",
          "logStore": "tea-store",
          "enableRequestMetrics": true,
          "enableInstanceMetrics": true,
          "logBeginRule": "DefaultRegex"
        },
        "vpcConfig": {"vpcId": "vpc-1", "VSwitchIds": ["vsw-1", "vsw-2"], "securityGroupId": "sg-1"},
        "internetAccess": false,
        "nasConfig": {
          "userId": 10003,
          "groupId": 10004,
          "mountPoints": [{"serverAddr": "nas.example.com:/tea", "mountDir": "/mnt/tea"}]
        },
        "tracingConfig": {
          "type": "JAEGERTYPE",
          "params": {"endpoint": "http://jaeger.example.com/api"},
          "jaegerConfig": {"endpoint": "http://jaeger.example.com/api"}
        },
        "createdTime": "TIME",
        "lastModifiedTime": "TIME"
      }
      """;

  private final FunctionComputeClient client;

  ServicesIT(Suite suite) {
    this.client = suite.vendorClient();
  }

  @Test
  void fillsInWhatIsNotSet() {
    // when
    var created =
        client.createService(new CreateServiceRequest().setServiceName("services-created"));
    var got = client.getService(new GetServiceRequest("services-created"));
    // then
    var expected =
        """
        {
          "serviceName": "services-created",
          "serviceId": "ID",
          "description": "",
          "role": "",
          "logConfig": {
            "project": "",
            "logStore": "",
            "enableRequestMetrics": false,
            "enableInstanceMetrics": false,
            "logBeginRule": null
          },
          "vpcConfig": {"vpcId": "", "VSwitchIds": [], "securityGroupId": ""},
          "internetAccess": true,
          "nasConfig": {"userId": -1, "groupId": -1, "mountPoints": []},
          "tracingConfig": {"type": null, "params": null, "jaegerConfig": null},
          "createdTime": "TIME",
          "lastModifiedTime": "TIME"
        }
        """;
    Answered.with(expected, created);
    Answered.with(expected, got);
    assertThat(got.getServiceId()).isEqualTo(created.getServiceId());
    assertThat(got.getCreatedTime()).isEqualTo(got.getLastModifiedTime());
    assertThat(got.getEtag()).isNotBlank().isEqualTo(created.getEtag());
  }

  @Test
  void answersEveryFieldAsItWasSet() {
    // given
    client.createService(
        new CreateServiceRequest().setServiceName("services-all").setDescription("a shop"));
    var update =
        new UpdateServiceRequest("services-all")
            .setDescription("a tea shop")
            .setRole("acs:ram::1000000000000000:role/tea")
            .setLogConfig(new LogConfig("tea-project", "tea-store", true, true, "DefaultRegex"));
    update.setVpcConfig(new VpcConfig("vpc-1", new String[] {"vsw-1", "vsw-2"}, "sg-1"));
    update.setInternetAccess(false);
    update.setNasConfig(
        new NasConfig(
            10003,
            10004,
            new NasMountConfig[] {new NasMountConfig("nas.example.com:/tea", "/mnt/tea")}));
    update.setTracingConfig(
        new TracingConfig().setJaegerConfig(new JaegerConfig("http://jaeger.example.com/api")));
    // when
    var updated = client.updateService(update);
    // then
    Answered.with(ALL.formatted("services-all"), updated);
    Answered.with(
        ALL.formatted("services-all"), client.getService(new GetServiceRequest("services-all")));
    Answered.with(
        "{\"services\": [%s], \"nextToken\": null}".formatted(ALL.formatted("services-all")),
        client.listServices(new ListServicesRequest().setPrefix("services-all")));
  }

  @Test
  void listsTheServicesThatHaveATag() {
    // given
    for (var name : List.of("tagged-a", "tagged-b", "tagged-c")) {
      client.createService(new CreateServiceRequest().setServiceName(name));
      client.tagResource(
          new TagResourceRequest(
              "services/" + name,
              Map.of("kind", name.equals("tagged-b") ? "coffee" : "tea", "shop", "1")));
    }
    // when
    var teas = new ListServicesRequest().setPrefix("tagged-");
    teas.setTags(Map.of("kind", "tea", "shop", "1"));
    // then
    assertThat(Stream.of(client.listServices(teas).getServices()))
        .extracting(ServiceMetadata::getServiceName)
        .containsExactly("tagged-a", "tagged-c");
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
