-- Customers, their threads, contacts and messages, and the live state of the desk.

CREATE TABLE customers (
  service_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  is_registered INTEGER NOT NULL,
  name TEXT NOT NULL,
  kana TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  member_id TEXT NOT NULL,
  note TEXT NOT NULL,
  search_text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (service_id, id)
);

-- A browser that agreed to the chat. The token is kept as its SHA-256 only.
CREATE TABLE visitors (
  service_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  customer_id INTEGER NOT NULL,
  thread_id INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  language TEXT NOT NULL,
  consent_at INTEGER,
  page_url TEXT NOT NULL,
  page_title TEXT NOT NULL,
  device TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  PRIMARY KEY (service_id, id),
  FOREIGN KEY (service_id, customer_id) REFERENCES customers (service_id, id)
);
CREATE UNIQUE INDEX visitors_token ON visitors (token_hash);
CREATE INDEX visitors_thread ON visitors (service_id, thread_id);

CREATE TABLE threads (
  service_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  customer_id INTEGER NOT NULL,
  channel TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (service_id, id),
  FOREIGN KEY (service_id, customer_id) REFERENCES customers (service_id, id)
);
CREATE INDEX threads_customer ON threads (service_id, customer_id);

-- changed_number is the desk's number of the last change of the row: what a console that comes back has missed.
CREATE TABLE contacts (
  service_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  thread_id INTEGER NOT NULL,
  customer_id INTEGER NOT NULL,
  queue_id INTEGER NOT NULL,
  channel TEXT NOT NULL,
  assignment TEXT NOT NULL,
  conversation TEXT NOT NULL,
  owner_id INTEGER,
  priority INTEGER NOT NULL,
  place INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  queued_at INTEGER,
  assigned_at INTEGER,
  waiting_since INTEGER,
  is_unanswered_told INTEGER NOT NULL,
  silent_since INTEGER,
  is_silence_warned INTEGER NOT NULL,
  last_customer_message_at INTEGER,
  last_operator_message_at INTEGER,
  first_reply_at INTEGER,
  snoozed_until INTEGER,
  ended_at INTEGER,
  end_reason TEXT,
  last_message TEXT NOT NULL,
  last_message_at INTEGER NOT NULL,
  message_count INTEGER NOT NULL,
  read_by_owner INTEGER NOT NULL,
  read_by_customer INTEGER NOT NULL,
  changed_number INTEGER NOT NULL,
  PRIMARY KEY (service_id, id),
  FOREIGN KEY (service_id, thread_id) REFERENCES threads (service_id, id)
);
CREATE UNIQUE INDEX contacts_number ON contacts (service_id, number);
CREATE INDEX contacts_thread ON contacts (service_id, thread_id, id);
CREATE INDEX contacts_customer ON contacts (service_id, customer_id, id);
CREATE INDEX contacts_changed ON contacts (service_id, changed_number);
CREATE INDEX contacts_open ON contacts (service_id, id) WHERE ended_at IS NULL;
CREATE INDEX contacts_ended ON contacts (service_id, ended_at) WHERE ended_at IS NOT NULL;

-- Messages and the desk's own lines (kind 'system', with system_what); both count in one order within the contact.
CREATE TABLE messages (
  service_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  thread_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  author_id INTEGER,
  author_name TEXT NOT NULL,
  client_id TEXT NOT NULL,
  system_what TEXT NOT NULL,
  system_name TEXT NOT NULL,
  file_count INTEGER NOT NULL,
  at INTEGER NOT NULL,
  changed_number INTEGER NOT NULL,
  PRIMARY KEY (service_id, id),
  FOREIGN KEY (service_id, contact_id) REFERENCES contacts (service_id, id)
);
CREATE UNIQUE INDEX messages_number ON messages (contact_id, number);
CREATE UNIQUE INDEX messages_client ON messages (contact_id, client_id) WHERE client_id <> '';
CREATE INDEX messages_thread ON messages (service_id, thread_id, id);

-- The bytes lie in the data folder under the service and their SHA-256; `uses` counts the files that share them.
CREATE TABLE file_contents (
  service_id INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  PRIMARY KEY (service_id, sha256)
);

CREATE TABLE files (
  service_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  visitor_id INTEGER,
  operator_id INTEGER,
  thread_id INTEGER,
  message_id INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (service_id, id),
  FOREIGN KEY (service_id, sha256) REFERENCES file_contents (service_id, sha256)
);
CREATE INDEX files_message ON files (service_id, message_id);

-- What an operator chose, kept over restarts; and every change of it with its cause.
CREATE TABLE operator_states (
  operator_id INTEGER NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  work_reason_id INTEGER,
  since INTEGER NOT NULL,
  chat INTEGER NOT NULL,
  do_not_disturb INTEGER NOT NULL,
  idle_since INTEGER NOT NULL
);

CREATE TABLE operator_state_changes (
  id INTEGER NOT NULL PRIMARY KEY,
  operator_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  state TEXT NOT NULL,
  work_reason_id INTEGER,
  chat INTEGER NOT NULL,
  do_not_disturb INTEGER NOT NULL,
  is_connected INTEGER NOT NULL
);
CREATE INDEX operator_state_changes_operator ON operator_state_changes (operator_id, at);
