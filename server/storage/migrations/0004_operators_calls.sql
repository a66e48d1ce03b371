-- Calls are given to operators: extensions and rights, and what became of each call.

-- The operator's number inside; unique. NULL: no phone.
ALTER TABLE operators ADD COLUMN extension TEXT;
CREATE UNIQUE INDEX operators_extension ON operators (extension) WHERE extension IS NOT NULL;

ALTER TABLE operator_services ADD COLUMN can_phone INTEGER NOT NULL DEFAULT 0;

ALTER TABLE operator_states ADD COLUMN phone INTEGER NOT NULL DEFAULT 1;
ALTER TABLE operator_state_changes ADD COLUMN phone INTEGER NOT NULL DEFAULT 1;

-- A call rings so long at one operator.
ALTER TABLE queues ADD COLUMN ring_seconds INTEGER NOT NULL DEFAULT 20;

-- The longest time to write down what a call was about; 0: no end.
ALTER TABLE services ADD COLUMN longest_wrap_up_seconds INTEGER NOT NULL DEFAULT 180;

-- inbound or outbound.
ALTER TABLE calls ADD COLUMN direction TEXT NOT NULL DEFAULT 'inbound';

-- talked_by is who answered it, the last one; answered_at the time of the first answer. held_ms is the whole time on hold, of
-- which what goes on since held_since is not yet part. wrap_up_ms is written when that time ends.
ALTER TABLE calls ADD COLUMN offer_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN talked_by INTEGER;
ALTER TABLE calls ADD COLUMN answered_at INTEGER;
ALTER TABLE calls ADD COLUMN held_since INTEGER;
ALTER TABLE calls ADD COLUMN held_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN wrap_up_ms INTEGER NOT NULL DEFAULT 0;
