// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas;

import io.kafunc.schemas.avro.AvroCodec;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.EventSchema;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallEvent;
import io.kafunc.schemas.call.CallSnapshot;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.call.SnapshotChunk;
import io.kafunc.schemas.firing.FiringEvent;
import io.kafunc.schemas.invocation.InvocationEvent;
import io.kafunc.schemas.invocation.OutputWritten;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AsyncConfigEvent;
import io.kafunc.schemas.metadata.BindingEvent;
import io.kafunc.schemas.metadata.DomainEvent;
import io.kafunc.schemas.metadata.FunctionEvent;
import io.kafunc.schemas.metadata.LayerEvent;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OnDemandEvent;
import io.kafunc.schemas.metadata.ProvisionEvent;
import io.kafunc.schemas.metadata.ServiceEvent;
import io.kafunc.schemas.metadata.TagEvent;
import io.kafunc.schemas.metadata.TriggerEvent;
import io.kafunc.schemas.metadata.VersionEvent;
import java.util.List;

/** The event contract: every top-level schema, and a codec for what each topic holds. */
public final class Schemas {

  public static final EventSchema<ServiceEvent> SERVICE =
      EventSchema.load(ServiceEvent.class, "service");
  public static final EventSchema<FunctionEvent> FUNCTION =
      EventSchema.load(FunctionEvent.class, "function");
  public static final EventSchema<VersionEvent> VERSION =
      EventSchema.load(VersionEvent.class, "version");
  public static final EventSchema<AliasEvent> ALIAS = EventSchema.load(AliasEvent.class, "alias");
  public static final EventSchema<TriggerEvent> TRIGGER =
      EventSchema.load(TriggerEvent.class, "trigger");
  public static final EventSchema<OnDemandEvent> ON_DEMAND =
      EventSchema.load(OnDemandEvent.class, "on-demand");
  public static final EventSchema<ProvisionEvent> PROVISION =
      EventSchema.load(ProvisionEvent.class, "provision");
  public static final EventSchema<AsyncConfigEvent> ASYNC_CONFIG =
      EventSchema.load(AsyncConfigEvent.class, "async-config");
  public static final EventSchema<TagEvent> TAG = EventSchema.load(TagEvent.class, "tag");
  public static final EventSchema<BindingEvent> BINDING =
      EventSchema.load(BindingEvent.class, "binding");
  public static final EventSchema<DomainEvent> DOMAIN =
      EventSchema.load(DomainEvent.class, "domain");
  public static final EventSchema<LayerEvent> LAYER = EventSchema.load(LayerEvent.class, "layer");
  public static final EventSchema<InvocationEvent> INVOCATION =
      EventSchema.load(InvocationEvent.class, "invocation");
  public static final EventSchema<OutputWritten> OUTPUT =
      EventSchema.load(OutputWritten.class, "output-written");
  public static final EventSchema<InvocationRequested> CALL =
      EventSchema.load(InvocationRequested.class, "invocation-requested");
  public static final EventSchema<CallEvent> CALL_EVENT = EventSchema.load(CallEvent.class, "call");
  public static final EventSchema<CallSnapshot> CALL_SNAPSHOT =
      EventSchema.load(CallSnapshot.class, "call-snapshot");
  public static final EventSchema<SnapshotChunk> SNAPSHOT_CHUNK =
      EventSchema.load(SnapshotChunk.class, "snapshot-chunk");
  public static final EventSchema<FiringEvent> FIRING =
      EventSchema.load(FiringEvent.class, "firing");
  public static final EventSchema<Fence> FENCE = EventSchema.load(Fence.class, "fence");
  public static final EventSchema<Parked> PARKED = EventSchema.load(Parked.class, "parked");

  private Schemas() {}

  /** All schemas of the contract. */
  public static List<EventSchema<?>> all() {
    return List.of(
        SERVICE,
        FUNCTION,
        VERSION,
        ALIAS,
        TRIGGER,
        ON_DEMAND,
        PROVISION,
        ASYNC_CONFIG,
        TAG,
        BINDING,
        DOMAIN,
        LAYER,
        INVOCATION,
        OUTPUT,
        CALL,
        CALL_EVENT,
        CALL_SNAPSHOT,
        SNAPSHOT_CHUNK,
        FIRING,
        FENCE,
        PARKED);
  }

  /** What kafunc.metadata holds, fences apart. */
  public static EventCodec<MetadataEvent> metadata(WriterSchemas writers) {
    return AvroCodec.of(
        writers,
        SERVICE,
        FUNCTION,
        VERSION,
        ALIAS,
        TRIGGER,
        ON_DEMAND,
        PROVISION,
        ASYNC_CONFIG,
        TAG,
        BINDING,
        DOMAIN,
        LAYER);
  }

  /** What one topic holds that has a single schema. */
  public static <E> EventCodec<E> codec(EventSchema<E> schema, WriterSchemas writers) {
    return AvroCodec.of(writers, schema);
  }
}
