// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/**
 * The certificate of a custom domain. Its private key is in no event.
 *
 * @param keyId names the file that keeps the private key on the node that took it
 */
public record DomainCertificate(String certName, String certificate, String keyId) {}
