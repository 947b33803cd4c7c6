-- name: claim(id, fingerprint, at)^
UPDATE deliveries
SET state = 'sending', fence = fence + 1, attempts = attempts + 1
WHERE id = :id AND state = 'approved' AND approved = :fingerprint AND fingerprint = :fingerprint
    AND (due IS NULL OR due <= :at)
    AND NOT EXISTS (
        SELECT 1 FROM accounts a
        WHERE a.account IN (deliveries.account, '') AND a.rehearsal = deliveries.rehearsal
            AND (a.paused = 1 OR a.not_before > :at)
    )
RETURNING fence;

-- name: may_send(id, fence)$
SELECT 1 FROM deliveries d
WHERE d.id = :id AND d.state = 'sending' AND d.fence = :fence
    AND NOT EXISTS (
        SELECT 1 FROM accounts a
        WHERE a.account IN (d.account, '') AND a.rehearsal = d.rehearsal AND a.paused = 1
    );

-- name: intend(delivery, idx, action, key, fence, at, deadline)^
-- What is there is never sent again; what may be there only with the key that the platform knows, or once it was looked for.
-- An upload shows nothing to anybody: it may be made again, and its place may be taken by another step after an edit.
-- What is in doubt keeps the instant of its first intent, so that a platform can be sent the same bytes again.
INSERT INTO steps (delivery, idx, action, state, key, fence, attempt, intent_at, deadline, why, answer)
VALUES (:delivery, :idx, :action, 'intent', :key, :fence, 1, :at, :deadline, '', '')
ON CONFLICT (delivery, idx) DO UPDATE
SET action = excluded.action, state = 'intent', key = excluded.key, fence = excluded.fence, attempt = steps.attempt + 1,
    intent_at = CASE
        WHEN steps.state IN ('intent', 'unsure') AND steps.action <> 'upload' THEN steps.intent_at ELSE excluded.intent_at
    END,
    deadline = excluded.deadline, receipt_at = NULL, ref_id = NULL, ref_url = NULL,
    ref_extra = NULL, why = '', answer = ''
WHERE (steps.state <> 'sent' OR steps.action = 'upload')
    AND (
        steps.state NOT IN ('intent', 'unsure') OR steps.action = 'upload'
        OR (steps.key = excluded.key AND steps.key <> '')
    )
RETURNING attempt;

-- name: fence(id)$
SELECT fence FROM deliveries WHERE id = :id;

-- name: receive(delivery, idx, state, at, ref_id, ref_url, ref_extra, why, answer)!
UPDATE steps
SET state = :state, receipt_at = :at, ref_id = COALESCE(CAST(:ref_id AS TEXT), ref_id),
    ref_url = COALESCE(CAST(:ref_url AS TEXT), ref_url), ref_extra = COALESCE(CAST(:ref_extra AS TEXT), ref_extra),
    why = :why, answer = :answer
WHERE delivery = :delivery AND idx = :idx AND (state <> 'sent' OR CAST(:state AS TEXT) IN ('sent', 'retracted'));

-- name: keep_reference(delivery, idx, fence, at, ref_id, ref_url, ref_extra, why)!
-- A receipt that comes too late, or without an intent, is still a fact.
INSERT INTO steps (
    delivery, idx, action, state, key, fence, attempt, intent_at, deadline, receipt_at, ref_id, ref_url, ref_extra, why, answer
)
VALUES (:delivery, :idx, 'post', 'sent', '', :fence, 1, :at, :at, :at, :ref_id, :ref_url, :ref_extra, :why, '')
ON CONFLICT (delivery, idx) DO UPDATE
SET state = 'sent', receipt_at = excluded.receipt_at, ref_id = excluded.ref_id, ref_url = excluded.ref_url,
    ref_extra = excluded.ref_extra, why = excluded.why
WHERE steps.ref_id IS NULL;

-- name: steps(delivery)
SELECT idx, action, state, key, fence, attempt, intent_at, deadline, receipt_at, ref_id, ref_url, ref_extra, why, answer
FROM steps WHERE delivery = :delivery ORDER BY idx;

-- name: delivery_of(account, rehearsal, but, ref)^
SELECT d.id FROM deliveries d JOIN steps s ON s.delivery = d.id
WHERE d.account = :account AND d.rehearsal = :rehearsal AND d.id <> :but AND s.ref_id = :ref AND s.action <> 'upload'
LIMIT 1;

-- name: posts_at(account, rehearsal, since)
-- Every post of a thread, and a reply that corrects one. What may be there counts as there.
-- CROSS JOIN, here and below, makes SQLite begin with the few of the last day, not with all that the account ever sent.
SELECT s.receipt_at
FROM steps s CROSS JOIN deliveries d
WHERE d.id = s.delivery AND d.account = :account AND d.rehearsal = :rehearsal
    AND s.state IN ('sent', 'unsure', 'retracted') AND s.receipt_at >= :since AND s.action IN ('post', 'reply')
ORDER BY s.receipt_at;

-- name: began_at(account, rehearsal, since)
-- The first post of each delivery stands for it. What may be there counts as there.
SELECT s.receipt_at
FROM steps s CROSS JOIN deliveries d
WHERE d.id = s.delivery AND d.account = :account AND d.rehearsal = :rehearsal
    AND s.state IN ('sent', 'unsure', 'retracted') AND s.receipt_at >= :since
    AND s.idx = (SELECT MIN(f.idx) FROM steps f WHERE f.delivery = s.delivery AND f.action = 'post')
ORDER BY s.receipt_at;

-- name: promised(account, rehearsal, after, but)
SELECT due FROM deliveries
WHERE account = :account AND rehearsal = :rehearsal AND state IN ('approved', 'sending', 'handoff')
    AND due > :after AND id <> :but
ORDER BY due;

-- name: restore_step(delivery, idx, action, state, key, fence, attempt, intent_at, deadline, receipt_at, ref_id, ref_url, ref_extra, why)!
-- What the logbook remembers of a step, over what an older database does.
INSERT INTO steps (
    delivery, idx, action, state, key, fence, attempt, intent_at, deadline, receipt_at, ref_id, ref_url, ref_extra, why, answer
)
VALUES (
    :delivery, :idx, :action, :state, :key, :fence, :attempt, :intent_at, :deadline, :receipt_at, :ref_id, :ref_url, :ref_extra,
    :why, ''
)
ON CONFLICT (delivery, idx) DO UPDATE
SET action = excluded.action, state = excluded.state, key = excluded.key, fence = excluded.fence, attempt = excluded.attempt,
    intent_at = excluded.intent_at, deadline = excluded.deadline, receipt_at = excluded.receipt_at, ref_id = excluded.ref_id,
    ref_url = excluded.ref_url, ref_extra = excluded.ref_extra, why = excluded.why, answer = ''
WHERE steps.state <> 'sent' OR steps.action = 'upload';

-- name: refence(id, fence)!
UPDATE deliveries SET fence = :fence WHERE id = :id AND fence < :fence;
