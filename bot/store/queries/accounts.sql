-- name: accounts()
SELECT account, rehearsal, paused, pause_reason, not_before, wait_reason FROM accounts ORDER BY account, rehearsal;

-- name: pause(account, rehearsal, reason)!
INSERT INTO accounts (account, rehearsal, paused, pause_reason, not_before, wait_reason)
VALUES (:account, :rehearsal, 1, :reason, NULL, '')
ON CONFLICT (account, rehearsal) DO UPDATE SET paused = 1, pause_reason = excluded.pause_reason;

-- name: resume(account, rehearsal)!
UPDATE accounts SET paused = 0, pause_reason = '', odd = 0
WHERE account = :account AND rehearsal = :rehearsal AND paused = 1;

-- name: wait(account, rehearsal, until, reason)!
INSERT INTO accounts (account, rehearsal, paused, pause_reason, not_before, wait_reason)
VALUES (:account, :rehearsal, 0, '', :until, :reason)
ON CONFLICT (account, rehearsal) DO UPDATE SET not_before = excluded.not_before, wait_reason = excluded.wait_reason;

-- name: facts(account, rehearsal)^
SELECT body, at FROM facts WHERE account = :account AND rehearsal = :rehearsal;

-- name: save_facts(account, rehearsal, body, at)!
INSERT INTO facts (account, rehearsal, body, at) VALUES (:account, :rehearsal, :body, :at)
ON CONFLICT (account, rehearsal) DO UPDATE SET body = excluded.body, at = excluded.at;

-- name: meta(name)$
SELECT value FROM meta WHERE name = :name;

-- name: set_meta(name, value)!
INSERT INTO meta (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: odd_answer(account, rehearsal)^
INSERT INTO accounts (account, rehearsal, paused, pause_reason, not_before, wait_reason, odd)
VALUES (:account, :rehearsal, 0, '', NULL, '', 1)
ON CONFLICT (account, rehearsal) DO UPDATE SET odd = accounts.odd + 1
RETURNING odd;

-- name: plain_answer(account, rehearsal)!
UPDATE accounts SET odd = 0 WHERE account = :account AND rehearsal = :rehearsal AND odd > 0;
