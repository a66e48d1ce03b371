-- Trunks and numbers that an admin made; those of flags and configuration file are not here.

-- addresses: IP addresses with a blank between. password_sealed: see base/secret_box.h; empty: none.
CREATE TABLE trunks (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  addresses TEXT NOT NULL,
  port INTEGER NOT NULL,
  is_tcp INTEGER NOT NULL,
  registers INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  password_sealed TEXT NOT NULL,
  asserts_identity INTEGER NOT NULL,
  is_asked INTEGER NOT NULL
);

-- number_key is what two ways to write one number have in common. queue_id NULL: the service's default queue.
CREATE TABLE phone_numbers (
  id INTEGER NOT NULL PRIMARY KEY,
  number TEXT NOT NULL,
  number_key TEXT NOT NULL UNIQUE,
  service_id INTEGER NOT NULL REFERENCES services (id),
  queue_id INTEGER
);
