-- name: plan_reader(delivery, reader, at)!
-- Whoever had the issue, or may have it, keeps that; whoever was put off counts from new.
INSERT INTO readers (delivery, reader, state, attempt, at, why)
VALUES (:delivery, :reader, 'planned', 0, :at, '')
ON CONFLICT (delivery, reader) DO UPDATE
SET state = 'planned', attempt = 0, at = excluded.at, why = ''
WHERE readers.state IN ('planned', 'later', 'left out');

-- name: forget_planned(delivery)!
DELETE FROM readers WHERE delivery = :delivery AND state IN ('planned', 'later');

-- name: doubt_open(delivery)!
UPDATE readers SET state = 'unsure' WHERE delivery = :delivery AND state = 'intent';

-- name: readers(delivery)
SELECT reader, state, attempt, at, why FROM readers WHERE delivery = :delivery ORDER BY state DESC, attempt, reader;

-- name: reader(delivery, reader)^
SELECT reader, state, attempt, at, why FROM readers WHERE delivery = :delivery AND reader = :reader;

-- name: intend_reader(delivery, reader, at, why)!
UPDATE readers SET state = 'intent', attempt = attempt + 1, at = :at, why = :why
WHERE delivery = :delivery AND reader = :reader AND state IN ('planned', 'later');

-- name: receive_reader(delivery, reader, state, at, why)!
-- An answer that comes late is a fact, and who was refused may be planned again; nothing else changes what is settled.
UPDATE readers SET state = :state, at = :at, why = :why
WHERE delivery = :delivery AND reader = :reader
    AND (
        state IN ('planned', 'later', 'intent') OR (state = 'unsure' AND CAST(:state AS TEXT) = 'sent')
        OR (state = 'refused' AND CAST(:state AS TEXT) = 'planned')
    );

-- name: count_readers(delivery)
SELECT state, COUNT(*) FROM readers WHERE delivery = :delivery GROUP BY state;

-- name: mailed_at(account, rehearsal, since)
-- CROSS JOIN makes SQLite begin with the few of the last day.
SELECT r.at
FROM readers r CROSS JOIN deliveries d
WHERE d.id = r.delivery AND d.account = :account AND d.rehearsal = :rehearsal
    AND r.at >= :since AND r.state IN ('intent', 'sent', 'unsure', 'refused')
ORDER BY r.at;

-- name: restore_reader(delivery, reader, state, attempt, at, why)!
INSERT INTO readers (delivery, reader, state, attempt, at, why)
VALUES (:delivery, :reader, :state, :attempt, :at, :why)
ON CONFLICT (delivery, reader) DO UPDATE
SET state = excluded.state, attempt = excluded.attempt, at = excluded.at, why = excluded.why
WHERE readers.state IN ('planned', 'later', 'intent', 'unsure', 'left out');
