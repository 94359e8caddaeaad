// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.schemas.Examples;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AliasEvent.AliasMoved;
import io.kafunc.schemas.metadata.MetadataEvent;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AvroCodecTest {

  private final EventCodec<MetadataEvent> metadata = Schemas.metadata(WriterSchemas.NONE);

  /** The pet of a build before a field was added, and of one after. */
  sealed interface Pet {
    record Adopted(String name) implements Pet {}
  }

  sealed interface GrownPet {
    record Adopted(Optional<String> colour, String name) implements GrownPet {}
  }

  private static final Schema OLD =
      new Schema.Parser()
          .parse(
              """
              [{"type":"record","name":"Adopted","namespace":"pets",
                "fields":[{"name":"name","type":"string"}]}]""");
  private static final Schema NEW =
      new Schema.Parser()
          .parse(
              """
              [{"type":"record","name":"Adopted","namespace":"pets","fields":[
                {"name":"colour","type":["null","string"],"default":null},
                {"name":"name","type":"string"}]}]""");

  @Test
  void tellsTheNounsOfOneTopicApart() {
    var moved = Examples.full(AliasMoved.class);
    assertThat(metadata.decode(metadata.encode(moved))).isEqualTo(moved);
  }

  @Test
  void resolvesWhatAnOlderBuildWrote() {
    // given
    var old = EventSchema.of(Pet.class, OLD);
    var bytes = AvroCodec.of(WriterSchemas.NONE, old).encode(new Pet.Adopted("Rex"));
    // when
    var codec =
        AvroCodec.of(
            fingerprint ->
                fingerprint == old.fingerprint() ? Optional.of(old.json()) : Optional.empty(),
            EventSchema.of(GrownPet.class, NEW));
    // then
    assertThat(codec.decode(bytes)).isEqualTo(new GrownPet.Adopted(Optional.empty(), "Rex"));
  }

  @Test
  void resolvesWhatANewerBuildWrote() {
    // given
    var grown = EventSchema.of(GrownPet.class, NEW);
    var bytes =
        AvroCodec.of(WriterSchemas.NONE, grown)
            .encode(new GrownPet.Adopted(Optional.of("red"), "Rex"));
    // when
    var codec =
        AvroCodec.of(fingerprint -> Optional.of(grown.json()), EventSchema.of(Pet.class, OLD));
    // then
    assertThat(codec.decode(bytes)).isEqualTo(new Pet.Adopted("Rex"));
  }

  @Test
  void refusesAnUnknownSchema() {
    var pets = AvroCodec.of(WriterSchemas.NONE, EventSchema.of(Pet.class, OLD));
    var bytes = pets.encode(new Pet.Adopted("Rex"));
    assertThatThrownBy(() -> metadata.decode(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("unknown schema");
  }

  @Test
  void refusesEveryTornEvent() {
    // given
    var whole = metadata.encode(Examples.full(AliasMoved.class));
    for (int length = 0; length < whole.length; length++) {
      var torn = Arrays.copyOf(whole, length);
      // when, then
      assertThatThrownBy(() -> metadata.decode(torn)).isInstanceOf(UndecodableException.class);
    }
  }

  @Test
  void refusesBytesBehindTheEnd() {
    var whole = metadata.encode(Examples.bare(AliasMoved.class));
    assertThatThrownBy(() -> metadata.decode(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void refusesARecordThatDoesNotAgreeWithItsSchema() {
    assertThatThrownBy(
            () -> AvroCodec.of(WriterSchemas.NONE, EventSchema.of(AliasEvent.class, OLD)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Adopted");
  }
}
