-- History anew, with bodies in bytes and indexes of two numbers: it takes a row for each event.
-- Names of things are hashed for the indexes and compared as well, since hashes may meet.

DROP TABLE history_row;
CREATE TABLE history_row (
  position BIGINT PRIMARY KEY,
  service_key BIGINT NOT NULL,
  subject_key BIGINT NOT NULL,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  subject VARCHAR(600) NOT NULL,
  event_type VARCHAR(64) NOT NULL,
  event_time BIGINT NOT NULL,
  actor VARCHAR(200) NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  revision BIGINT NOT NULL,
  body_before BYTEA,
  body_after BYTEA
);
CREATE INDEX history_by_service ON history_row (service_key, position);
CREATE INDEX history_by_subject ON history_row (subject_key, position);
