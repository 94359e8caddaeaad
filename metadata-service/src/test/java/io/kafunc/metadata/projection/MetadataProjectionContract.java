// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.Decision.Accepted;
import io.kafunc.eventlog.Projection;
import io.kafunc.eventlog.ProjectionContract;
import io.kafunc.eventlog.Recorded;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.metadata.write.AccountSpec;
import io.kafunc.metadata.write.Histories;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row, the history too, is the same however the events came, and wherever the rows are. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class MetadataProjectionContract
    extends ProjectionContract<MetadataEvent, Map<String, List<String>>> {

  private static final List<String> TABLES =
      List.of(
          "service_row",
          "function_row",
          "version_row",
          "alias_row",
          "trigger_row",
          "on_demand_row",
          "provision_row",
          "async_config_row",
          "tag_row",
          "binding_row",
          "domain_row",
          "layer_row",
          "history_row");

  private ApplicationContext context;

  /** Settings of an empty database. */
  abstract Map<String, Object> database();

  @BeforeAll
  void start() {
    var settings = new HashMap<String, Object>(database());
    settings.put("kafunc.roles", "metadata");
    settings.put("kafunc.metadata.in-memory", true);
    settings.put("kafunc.data", "target/projection-" + UUID.randomUUID());
    context = ApplicationContext.run(settings);
  }

  @AfterAll
  void stop() {
    context.close();
  }

  @Override
  protected Projection<MetadataEvent> onEmptyStore() {
    return following(UUID.randomUUID().toString());
  }

  @Override
  protected Projection<MetadataEvent> reopened(Projection<MetadataEvent> projection) {
    return following(((MetadataProjection) projection).log());
  }

  private MetadataProjection following(String log) {
    var projection = context.createBean(MetadataProjection.class);
    projection.follow(log);
    return projection;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void endsEqualHoweverARandomHistoryIsSplit(long seed) {
    var events = accepted(Histories.random(seed, 300));
    var recorded =
        IntStream.range(0, events.size())
            .mapToObj(position -> new Recorded<>(position, events.get(position)))
            .toList();
    var whole = onEmptyStore();
    whole.apply(recorded);
    var expected = rows(whole);
    var random = new Random(seed);
    for (int split = 0; split < 3; split++) {
      var projection = onEmptyStore();
      for (int from = 0; from < recorded.size(); ) {
        int until = Math.min(recorded.size(), from + 1 + random.nextInt(60));
        projection.apply(recorded.subList(from, until));
        from = until;
      }
      assertThat(rows(projection)).isEqualTo(expected);
    }
  }

  @Override
  protected List<MetadataEvent> history() {
    return accepted(Histories.ofEveryEvent());
  }

  private static List<MetadataEvent> accepted(List<MetadataCommand> commands) {
    var events = new ArrayList<MetadataEvent>();
    var account = Account.EMPTY;
    for (var command : commands) {
      if (AccountSpec.DECIDER.decide(account, command)
          instanceof Accepted<MetadataEvent, FcError>(var event)) {
        events.add(event);
        account = AccountSpec.DECIDER.evolve(account, event);
      }
    }
    return events;
  }

  @Override
  @SuppressWarnings("unchecked")
  protected Map<String, List<String>> rows(Projection<MetadataEvent> projection) {
    var transactions =
        (TransactionOperations<Connection>)
            context.getBean(TransactionOperations.class, Qualifiers.byName("metadata"));
    return transactions.executeRead(status -> read(status.getConnection()));
  }

  private static Map<String, List<String>> read(Connection connection) {
    var tables = new TreeMap<String, List<String>>();
    for (var table : TABLES) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
        var texts = new ArrayList<String>();
        while (rows.next()) {
          var text = new StringBuilder();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            text.append(rows.getString(i)).append('|');
          }
          texts.add(text.toString());
        }
        tables.put(table, texts);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return tables;
  }
}
