-- name: begin(id, was)^
-- Nothing is under way or in doubt, and nobody else began since it was read.
UPDATE deliveries SET fence = fence + 1
WHERE id = :id AND fence = :was AND state NOT IN ('approved', 'sending', 'unsure', 'handoff')
RETURNING fence;

-- name: plan(delivery, idx, action, key, fence, at)!
INSERT INTO steps (delivery, idx, action, state, key, fence, attempt, intent_at, deadline, why, answer)
VALUES (:delivery, :idx, :action, 'deferred', :key, :fence, 0, :at, :at, '', '')
ON CONFLICT (delivery, idx) DO UPDATE
SET state = 'deferred', key = excluded.key, fence = excluded.fence, attempt = 0, intent_at = excluded.intent_at,
    deadline = excluded.deadline, receipt_at = NULL, why = '', answer = ''
WHERE steps.action <> 'reply' OR steps.state IN ('deferred', 'absent', 'refused');

-- name: may_amend(id, fence, action)$
-- A pause stops words from going out; it does not stop words from being taken back.
SELECT 1 FROM deliveries d
WHERE d.id = :id AND d.fence = :fence AND d.state NOT IN ('approved', 'sending', 'unsure', 'handoff')
    AND (
        CAST(:action AS TEXT) = 'delete'
        OR NOT EXISTS (
            SELECT 1 FROM accounts a
            WHERE a.account IN (d.account, '') AND a.rehearsal = d.rehearsal AND a.paused = 1
        )
    );

-- name: intend_amendment(delivery, idx, fence, at, deadline)^
-- Deleting twice and saying the same twice change nothing more; a second reply would be a second post.
UPDATE steps
SET state = 'intent', attempt = attempt + 1, intent_at = :at, deadline = :deadline, receipt_at = NULL, why = '', answer = ''
WHERE delivery = :delivery AND idx = :idx AND fence = :fence AND (action <> 'reply' OR state = 'deferred')
RETURNING attempt;

-- name: drop_plans(delivery)!
UPDATE steps SET state = 'absent'
WHERE delivery = :delivery
    AND ((action IN ('delete', 'edit') AND state <> 'sent') OR (action = 'reply' AND state = 'deferred'));

-- name: unfinished()
SELECT DISTINCT s.delivery
FROM steps s CROSS JOIN deliveries d
WHERE d.id = s.delivery AND s.action IN ('delete', 'edit', 'reply') AND d.state <> 'retracted'
    AND (s.state IN ('deferred', 'intent', 'unsure') OR (s.action = 'delete' AND s.state = 'refused'));
