-- Telephone calls. What they have in common with chats stands in contacts (channel 'call'), under the same id.

-- from_number is empty when the number was withheld; trunk is the name in the configuration of that time.
CREATE TABLE calls (
  service_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  from_number TEXT NOT NULL,
  to_number TEXT NOT NULL,
  trunk TEXT NOT NULL,
  arrived_at INTEGER NOT NULL,
  PRIMARY KEY (service_id, contact_id),
  FOREIGN KEY (service_id, contact_id) REFERENCES contacts (service_id, id)
);
CREATE INDEX calls_from ON calls (service_id, from_number, contact_id);

-- A call that nobody took so long after it began ends.
ALTER TABLE queues ADD COLUMN longest_wait_seconds INTEGER NOT NULL DEFAULT 300;

-- The phone number as trunks write it: digits without separators, +81 as 0. Calls are matched by it.
ALTER TABLE customers ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
UPDATE customers SET phone_key = replace(replace(replace(replace(replace(phone, '-', ''), ' ', ''), '(', ''), ')', ''), '+81', '0');
CREATE INDEX customers_phone ON customers (service_id, phone_key) WHERE phone_key <> '';
