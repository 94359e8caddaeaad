// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

/** Something a caller wants of an account's metadata; well-formed, but perhaps not possible. */
public sealed interface MetadataCommand
    permits ServiceCommand,
        FunctionCommand,
        VersionCommand,
        AliasCommand,
        TriggerCommand,
        OnDemandCommand,
        ProvisionCommand,
        AsyncConfigCommand,
        TagCommand,
        BindingCommand,
        DomainCommand,
        LayerCommand {

  Author author();
}
