-- Configurations of how functions run, and room in history for things with longer names.

CREATE TABLE on_demand_row (
  id VARCHAR(600) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  resource VARCHAR(500) NOT NULL,
  revision BIGINT NOT NULL,
  body VARCHAR NOT NULL
);
CREATE INDEX on_demand_by_resource ON on_demand_row (account_id, resource);

CREATE TABLE provision_row (
  resource VARCHAR(500) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  function_name VARCHAR(128) NOT NULL,
  qualifier VARCHAR(128) NOT NULL,
  revision BIGINT NOT NULL,
  body VARCHAR NOT NULL
);
CREATE INDEX provision_by_function ON provision_row (account_id, service_name, function_name);

CREATE TABLE async_config_row (
  id VARCHAR(600) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  function_name VARCHAR(128) NOT NULL,
  qualifier VARCHAR(128) NOT NULL,
  created_time BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body VARCHAR NOT NULL
);
CREATE INDEX async_config_by_function
  ON async_config_row (account_id, service_name, function_name, qualifier);

ALTER TABLE history_row ALTER COLUMN subject SET DATA TYPE VARCHAR(600);
