// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static java.util.Objects.requireNonNull;

/**
 * The one catalogue of errors that a caller can see: spelling, status and, where FC has a fixed
 * text, its pattern (fc-contract section 3). What a function does wrong is no error of ours and has
 * no row here.
 */
public enum ErrorCode {
  INVALID_ARGUMENT(400, "InvalidArgument"),
  MISSING_REQUIRED_HEADER(
      400, "MissingRequiredHeader", "required HTTP header %s was not specified"),
  PATH_NOT_SUPPORTED(400, "PathNotSupported", "'%s' against '%s' is not supported"),
  ENTITY_TOO_LARGE(400, "EntityTooLarge", "payload size exceeds maximum allowed size (%s bytes)"),
  LIMIT_EXCEEDED(400, "LimitExceededError"),
  DOMAIN_NAME_NOT_RESOLVED(400, "DomainNameNotResolved"),
  DOMAIN_NAME_RESOLVE_ERROR(400, "DomainNameResolveError"),
  INSTANCE_METRICS_REQUIRED(400, "InstanceMetricsRequired"),
  ADDITIONAL_VERSION_CONTAINS_MAJOR_VERSION(400, "AdditionalVersionContainsMajorVersion"),

  ACCESS_DENIED(403, "AccessDenied"),
  SIGNATURE_NOT_MATCH(
      403,
      "SignatureNotMatch",
      "The request signature we calculated does not match the signature you provided."
          + " Check your access key and signing method"),
  INVALID_ACCESS_KEY_ID(403, "InvalidAccessKeyID", "invalid access key ID '%s'"),
  REQUEST_TIME_TOO_SKEWED(
      403,
      "RequestTimeTooSkewed",
      "the difference between the request time '%s' and the current time '%s' is too large"),

  SERVICE_NOT_FOUND(404, "ServiceNotFound", "service '%s' does not exist"),
  FUNCTION_NOT_FOUND(404, "FunctionNotFound", "function '%s' does not exist in service '%s'"),
  TRIGGER_NOT_FOUND(
      404, "TriggerNotFound", "trigger '%s' does not exist in service '%s' and function '%s'"),
  ALIAS_NOT_FOUND(404, "AliasNotFound", "alias '%s' of service '%s' does not exist"),
  VERSION_NOT_FOUND(404, "VersionNotFound", "version '%s' of service '%s' does not exist"),
  DOMAIN_NAME_NOT_FOUND(404, "DomainNameNotFound", "domain name '%s' does not exist"),
  ASYNC_CONFIG_NOT_EXISTS(404, "AsyncConfigNotExists", "AsyncConfig for %s:%s does not exist."),
  ON_DEMAND_CONFIG_NOT_FOUND(
      404, "OnDemandConfigNotFound", "on-demand config of '%s' does not exist"),
  PROVISION_CONFIG_NOT_FOUND(
      404, "ProvisionConfigNotFound", "provision config of '%s' does not exist"),
  LAYER_NOT_FOUND(404, "LayerNotFound", "layer '%s' does not exist"),
  LAYER_VERSION_NOT_FOUND(404, "LayerVersionNotFound", "version '%s' of layer '%s' does not exist"),
  /** Ours: a binding that does not exist. */
  VPC_BINDING_NOT_FOUND(404, "VpcBindingNotFound", "VPC '%s' is not bound to service '%s'"),
  /** Ours: a call that `/kafunc/invocations/{requestId}` does not know. */
  INVOCATION_NOT_FOUND(404, "InvocationNotFound", "invocation '%s' does not exist"),
  /** Ours: an archive that `/kafunc/code/{sha256}` does not hold. */
  CODE_NOT_FOUND(404, "CodeNotFound", "code '%s' does not exist"),

  /** A method that an HTTP trigger or a custom domain's route does not name. */
  METHOD_NOT_ALLOWED(405, "MethodNotAllowed", "method '%s' is not allowed (allowed: %s)"),

  SERVICE_ALREADY_EXISTS(409, "ServiceAlreadyExists", "service '%s' already exists"),
  FUNCTION_ALREADY_EXISTS(
      409, "FunctionAlreadyExists", "function '%s' already exists in service '%s'"),
  TRIGGER_ALREADY_EXISTS(
      409, "TriggerAlreadyExists", "trigger '%s' already exists in service '%s' and function '%s'"),
  ALIAS_ALREADY_EXISTS(409, "AliasAlreadyExists", "alias %s of service %s already exists"),
  DOMAIN_NAME_ALREADY_EXISTS(409, "DomainNameAlreadyExists", "domain name %s already exists"),
  CONCURRENT_UPDATE(409, "ConcurrentUpdateError"),
  EVENT_BRIDGE_TRIGGER_CONFLICT(409, "EventBridgeTriggerConflict"),
  FUNCTION_NOT_EMPTY(409, "FunctionNotEmpty", "function '%s' has active triggers"),
  SERVICE_NOT_EMPTY(409, "ServiceNotEmpty", "service '%s' has active %s"),

  PRECONDITION_FAILED(412, "PreconditionFailed", "the resource being modified has been changed"),
  CA_EXITED(412, "CAExited"),
  CA_FILE_NOT_FOUND(412, "CAFileNotFound"),
  CA_FILE_PERMISSION(412, "CAFilePermission"),
  ASYNC_INVOCATION_STOPPED(412, "AsyncInvocationStopped"),

  UNSUPPORTED_MEDIA_TYPE(
      415, "UnsupportedMediaType", "content type '%s' is not supported (allowed: %s)"),

  RESOURCE_EXHAUSTED(429, "ResourceExhausted"),

  CLIENT_CLOSED_REQUEST(499, "ClientClosedRequest", "the client closed the request"),

  INTERNAL_SERVER_ERROR(
      500, "InternalServerError", "an internal error has occurred. Please retry."),
  DESTINATION_DELIVERY_FAILED(500, "DestinationDeliveryFailed"),
  BAD_RESPONSE(502, "BadResponse"),
  RESOURCE_THROTTLED(503, "ResourceThrottled"),
  SERVICE_UNAVAILABLE(503, "ServiceUnavailable"),
  /** Ours: the disk is full; nothing was written. */
  INSUFFICIENT_STORAGE(507, "InsufficientStorage");

  private final int status;
  private final String code;
  private final String pattern;

  ErrorCode(int status, String code) {
    this(status, code, "%s");
  }

  ErrorCode(int status, String code, String pattern) {
    this.status = status;
    this.code = code;
    this.pattern = pattern;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The spelling on the wire, such as {@code ServiceNotFound}. */
  public String code() {
    return code;
  }

  /**
   * The error with this code's own text, filled with {@code values} in the order of the pattern;
   * where FC has no fixed text, the one value is the text.
   */
  public FcError with(Object... values) {
    return new FcError(this, pattern.formatted(values));
  }

  /** The error with a text of the speaker's own. */
  public FcError saying(String message) {
    return new FcError(this, requireNonNull(message, "message is null"));
  }
}
