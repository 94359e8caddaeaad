-- Rows made from the log and from nothing else. Names sort by their bytes: a database that does not
-- (PostgreSQL) must be created with the collation "C".

CREATE TABLE position_row (
  id VARCHAR(32) PRIMARY KEY,
  log VARCHAR(200) NOT NULL,
  next_position BIGINT NOT NULL
);

CREATE TABLE service_row (
  id VARCHAR(400) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  version_id BIGINT NOT NULL,
  service_id VARCHAR(64) NOT NULL,
  created_time BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body VARCHAR NOT NULL
);
CREATE INDEX service_by_name ON service_row (account_id, version_id, service_name);

CREATE TABLE function_row (
  id VARCHAR(400) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  version_id BIGINT NOT NULL,
  function_name VARCHAR(128) NOT NULL,
  function_id VARCHAR(64) NOT NULL,
  created_time BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  code_sha256 VARCHAR(64),
  code_crc64 VARCHAR(20),
  body VARCHAR NOT NULL
);
CREATE INDEX function_by_name ON function_row (account_id, service_name, version_id, function_name);

CREATE TABLE version_row (
  id VARCHAR(400) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  version_id BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body VARCHAR NOT NULL
);
CREATE INDEX version_by_number ON version_row (account_id, service_name, version_id);

CREATE TABLE alias_row (
  id VARCHAR(400) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  alias_name VARCHAR(128) NOT NULL,
  version_id BIGINT NOT NULL,
  created_time BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body VARCHAR NOT NULL
);
CREATE INDEX alias_by_name ON alias_row (account_id, service_name, alias_name);

CREATE TABLE trigger_row (
  id VARCHAR(600) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  function_name VARCHAR(128) NOT NULL,
  trigger_name VARCHAR(128) NOT NULL,
  trigger_id VARCHAR(64) NOT NULL,
  created_time BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body VARCHAR NOT NULL
);
CREATE INDEX trigger_by_name
  ON trigger_row (account_id, service_name, function_name, trigger_name);

CREATE TABLE history_row (
  position BIGINT PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  subject VARCHAR(400) NOT NULL,
  event_type VARCHAR(64) NOT NULL,
  event_time BIGINT NOT NULL,
  actor VARCHAR(200) NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  revision BIGINT NOT NULL,
  body_before VARCHAR,
  body_after VARCHAR
);
CREATE INDEX history_by_service ON history_row (account_id, service_name, position);
CREATE INDEX history_by_subject ON history_row (account_id, service_name, subject, position);
