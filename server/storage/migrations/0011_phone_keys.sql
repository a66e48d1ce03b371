-- A number that was written as "+81 (0)90-1111-2222" had a key with a second 0 in front, which no caller has.
UPDATE customers SET phone_key = substr(phone_key, 2)
WHERE phone_key LIKE '00%' AND (phone LIKE '+%' OR phone LIKE '＋%');
