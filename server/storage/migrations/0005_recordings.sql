-- Recordings of calls. The audio lies in the data folder under the ids of service and contact; a row whose state is still
-- 'recording' at a start belonged to a process that died. No reference to contacts: the contact's row is written behind the call.
-- missing_ms: silence that stands for audio that came and could not be kept; fail_reason is empty unless the state is 'failed'.
CREATE TABLE recordings (
  service_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  duration_ms INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  missing_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  fail_reason TEXT NOT NULL,
  PRIMARY KEY (service_id, contact_id)
);
CREATE INDEX recordings_running ON recordings (service_id, contact_id) WHERE state = 'recording';
