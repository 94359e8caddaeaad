// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.service;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.LIMIT_EXCEEDED;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.SERVICE_ALREADY_EXISTS;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_EMPTY;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.createAlias;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.deleteService;
import static io.kafunc.metadata.write.Commands.deleteVersion;
import static io.kafunc.metadata.write.Commands.publish;
import static io.kafunc.metadata.write.Commands.updateService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.metadata.command.ServiceChange;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.metadata.write.AccountSpec;
import io.kafunc.metadata.write.Quotas;
import io.kafunc.schemas.metadata.NasConfig;
import io.kafunc.schemas.metadata.NasMountPoint;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceCreated;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceDeleted;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceUpdated;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceDeciderTest {

  @Test
  void createsAServiceThatReachesTheInternetAndSetsNothingElse() {
    var created = given().when(createService()).then(ServiceCreated.class);

    assertThat(created.config()).isEqualTo(ServiceConfigs.DEFAULT);
    assertThat(created.config().internetAccess()).isTrue();
    assertThat(created.stamp().revision()).isEqualTo(1);
    assertThat(created.stamp().actor()).isEqualTo("key");
  }

  @Test
  void rejectsASecondCreateWithTheSameName() {
    given(createService()).when(createService()).thenRejected(SERVICE_ALREADY_EXISTS.with("s"));
  }

  @Test
  void takesNamesThatDifferInCaseForTwo() {
    given(createService("s")).when(createService("S")).thenAccepted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "-a", "a.b", "a b", "ü", "a/b"})
  void refusesWhatIsNoName(String name) {
    assertThatThrownBy(() -> createService(name)).hasMessageContaining("serviceName");
  }

  @Test
  void rejectsWhateverNamesAMissingService() {
    var refusal = SERVICE_NOT_FOUND.with("s");

    given().when(updateService(ServiceChange.NONE)).thenRejected(refusal);
    given().when(deleteService()).thenRejected(refusal);
    given().when(createFunction()).thenRejected(refusal);
    given().when(publish()).thenRejected(refusal);
    given().when(createAlias("1")).thenRejected(refusal);
  }

  @Test
  void keepsWhatAnUpdateDoesNotName() {
    var before = change().description("d").role("r").log("p", "l").nas(10, 20).build();

    var updated =
        given(createService(before))
            .when(updateService(change().description("").build()))
            .then(ServiceUpdated.class);

    assertThat(updated.config().description()).isEmpty();
    assertThat(updated.config().role()).isEqualTo("r");
    assertThat(updated.config().logConfig().project()).isEqualTo("p");
    assertThat(updated.config().nasConfig())
        .hasValueSatisfying(nas -> assertThat(nas.groupId()).isEqualTo(20));
  }

  @Test
  void leavesAnEventAlsoForAnUpdateThatChangesNothing() {
    given(createService()).when(updateService(ServiceChange.NONE)).then(ServiceUpdated.class);
  }

  @Test
  void comparesTheRevision() {
    var service = given(createService());

    service.when(updateService(7)).thenRejected(PRECONDITION_FAILED.with());
    service.when(updateService(1)).thenAccepted();
    service.when(updateService(1)).thenRejected(PRECONDITION_FAILED.with());
  }

  @Test
  void rejectsDeletionWhileFunctionsOrVersionsExist() {
    given(createService(), createFunction())
        .when(deleteService())
        .thenRejected(SERVICE_NOT_EMPTY.with("s", "functions"));
    given(createService(), publish())
        .when(deleteService())
        .thenRejected(SERVICE_NOT_EMPTY.with("s", "versions"));
  }

  @Test
  void deletesAServiceThatHasOnlyAliasesLeft() {
    given(createService(), publish(), createAlias("1"), deleteVersion("1"))
        .when(deleteService())
        .then(ServiceDeleted.class);
  }

  @Test
  void takesEmptyNetworkSettingsAsUnsetAndRefusesHalfOfThem() {
    given().when(createService(change().vpc("", List.of(), "").build())).then(ServiceCreated.class);
    given()
        .when(createService(change().vpc("vpc", List.of(), "").build()))
        .thenRejected(INVALID_ARGUMENT, "vpcConfig.vSwitchIds");
    given()
        .when(createService(change().vpc("vpc", List.of("vsw"), "").build()))
        .thenRejected(INVALID_ARGUMENT, "vpcConfig.securityGroupId");
    given()
        .when(createService(change().vpc("", List.of("vsw"), "sg").build()))
        .thenRejected(INVALID_ARGUMENT, "vpcConfig.vpcId");
  }

  @Test
  void givesStorageTheUsersGroupAndMinusOneByDefault() {
    var created =
        given()
            .when(createService(change().nas(Optional.of(-1), Optional.empty()).build()))
            .then(ServiceCreated.class);

    assertThat(created.config().nasConfig()).contains(new NasConfig(-1, -1, List.of()));
  }

  @Test
  void refusesImpossibleStorage() {
    refuses(change().nas(0, 1), "nasConfig.userId");
    refuses(change().nas(1, 65535), "nasConfig.groupId");
    refuses(change().mounts(mount("server", "/mnt")), "serverAddr");
    refuses(change().mounts(mount("server:/", "mnt")), "mountDir");
    refuses(change().mounts(mount("server:/", "/usr/x")), "mountDir");
    refuses(change().mounts(mount("server:/", "/mnt/../etc")), "mountDir");
    refuses(
        change()
            .mounts(
                Collections.nCopies(6, mount("server:/", "/mnt")).toArray(NasMountPoint[]::new)),
        "too many values (max: 5, actual: 6)");
    refuses(change().mounts(mount("a:/", "/mnt"), mount("b:/", "/mnt")), "Duplicate mountDir");
  }

  @Test
  void refusesAProjectThatDoesNotExistWhereNoneComesIntoBeing() {
    var decider =
        AccountSpec.decider(Limits.STANDARD, new LogProjects(false, List.of("known", "other")));
    var unknown = change().log("unknown", "l").build();

    given(decider)
        .when(createService(unknown))
        .thenRejected(INVALID_ARGUMENT.with("project 'unknown' does not exist"));
    given(decider, createService(change().log("known", "l").build()))
        .when(updateService(unknown))
        .thenRejected(INVALID_ARGUMENT.with("project 'unknown' does not exist"))
        .when(updateService(change().description("d").build()))
        .thenAccepted();
    given(createService(unknown));
  }

  @Test
  void refusesHalfALogConfig() {
    refuses(change().log("project", ""), "must be set together");
  }

  @Test
  void switchesTracingOffWithAnEmptyObjectAndKnowsOnlyJaeger() {
    var on = change().tracing("Jaeger", Map.of("endpoint", "http://t")).build();
    var off =
        given(createService(on))
            .when(updateService(change().tracing(null, null).build()))
            .then(ServiceUpdated.class);

    assertThat(off.config().tracingConfig()).isEmpty();
    refuses(change().tracing("Zipkin", Map.of("endpoint", "x")), "tracingConfig.type");
    refuses(change().tracing("Jaeger", Map.of()), "endpoint");
  }

  @Test
  void countsServicesWhenAQuotaIsSet() {
    given(AccountSpec.decider(Quotas.of(1, 0, 0, 0)), createService())
        .when(createService("other"))
        .thenRejected(LIMIT_EXCEEDED, "(max: 1)");
  }

  private static void refuses(ChangeBuilder change, String text) {
    given().when(createService(change.build())).thenRejected(INVALID_ARGUMENT, text);
  }

  private static NasMountPoint mount(String server, String directory) {
    return new NasMountPoint(server, directory);
  }

  private static ChangeBuilder change() {
    return new ChangeBuilder();
  }

  private static final class ChangeBuilder {

    private ServiceChange change = ServiceChange.NONE;

    ChangeBuilder description(String text) {
      return with(Optional.of(text), change.role(), change.logConfig(), change.vpcConfig());
    }

    ChangeBuilder role(String role) {
      return with(change.description(), Optional.of(role), change.logConfig(), change.vpcConfig());
    }

    ChangeBuilder log(String project, String logstore) {
      return with(
          change.description(),
          change.role(),
          Optional.of(
              new ServiceChange.Log(
                  Optional.of(project),
                  Optional.of(logstore),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty())),
          change.vpcConfig());
    }

    ChangeBuilder vpc(String vpcId, List<String> switches, String group) {
      return with(
          change.description(),
          change.role(),
          change.logConfig(),
          Optional.of(
              new ServiceChange.Vpc(
                  Optional.of(vpcId),
                  Optional.of(switches),
                  Optional.of(group),
                  Optional.empty())));
    }

    ChangeBuilder nas(int user, int group) {
      return nas(Optional.of(user), Optional.of(group));
    }

    ChangeBuilder nas(Optional<Integer> user, Optional<Integer> group) {
      return rest(new ServiceChange.Nas(user, group, Optional.empty()), change.tracingConfig());
    }

    ChangeBuilder mounts(NasMountPoint... mounts) {
      return rest(
          new ServiceChange.Nas(Optional.empty(), Optional.empty(), Optional.of(List.of(mounts))),
          change.tracingConfig());
    }

    ChangeBuilder tracing(String type, Map<String, String> params) {
      return rest(
          change.nasConfig().orElse(null),
          Optional.of(
              new ServiceChange.Tracing(Optional.ofNullable(type), Optional.ofNullable(params))));
    }

    ServiceChange build() {
      return change;
    }

    private ChangeBuilder with(
        Optional<String> description,
        Optional<String> role,
        Optional<ServiceChange.Log> log,
        Optional<ServiceChange.Vpc> vpc) {
      change =
          new ServiceChange(
              description,
              role,
              log,
              vpc,
              change.internetAccess(),
              change.nasConfig(),
              change.tracingConfig());
      return this;
    }

    private ChangeBuilder rest(ServiceChange.Nas nas, Optional<ServiceChange.Tracing> tracing) {
      change =
          new ServiceChange(
              change.description(),
              change.role(),
              change.logConfig(),
              change.vpcConfig(),
              change.internetAccess(),
              Optional.ofNullable(nas),
              tracing);
      return this;
    }
  }
}
