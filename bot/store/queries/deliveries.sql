-- A delivery comes as one row for each of its posts that are live, in order, or as one without an address.

-- name: all_deliveries(account)
SELECT d.id, d.post, d.account, d.platform, d.rehearsal, d.round, d.state, d.fingerprint, d.approved, d.approved_by, d.approved_at,
    d.immediate, d.due, d.until, d.zone, d.wall, d.fence, d.attempts, d.segments, d.note, d.title, d.blocked, d.as_draft, s.idx, s.ref_url
FROM deliveries d LEFT JOIN steps s ON s.delivery = d.id AND s.action = 'post' AND s.state = 'sent'
WHERE CAST(:account AS TEXT) IS NULL OR d.account = :account
ORDER BY d.number, s.idx;

-- name: deliveries_in(state, account)
SELECT d.id, d.post, d.account, d.platform, d.rehearsal, d.round, d.state, d.fingerprint, d.approved, d.approved_by, d.approved_at,
    d.immediate, d.due, d.until, d.zone, d.wall, d.fence, d.attempts, d.segments, d.note, d.title, d.blocked, d.as_draft, s.idx, s.ref_url
FROM deliveries d LEFT JOIN steps s ON s.delivery = d.id AND s.action = 'post' AND s.state = 'sent'
WHERE d.state = :state AND (CAST(:account AS TEXT) IS NULL OR d.account = :account)
ORDER BY d.number, s.idx;

-- name: deliveries_of(post, account)
SELECT d.id, d.post, d.account, d.platform, d.rehearsal, d.round, d.state, d.fingerprint, d.approved, d.approved_by, d.approved_at,
    d.immediate, d.due, d.until, d.zone, d.wall, d.fence, d.attempts, d.segments, d.note, d.title, d.blocked, d.as_draft, s.idx, s.ref_url
FROM deliveries d LEFT JOIN steps s ON s.delivery = d.id AND s.action = 'post' AND s.state = 'sent'
WHERE d.post = :post AND (CAST(:account AS TEXT) IS NULL OR d.account = :account)
ORDER BY d.number, s.idx;

-- name: delivery(id)
SELECT d.id, d.post, d.account, d.platform, d.rehearsal, d.round, d.state, d.fingerprint, d.approved, d.approved_by, d.approved_at,
    d.immediate, d.due, d.until, d.zone, d.wall, d.fence, d.attempts, d.segments, d.note, d.title, d.blocked, d.as_draft, s.idx, s.ref_url
FROM deliveries d LEFT JOIN steps s ON s.delivery = d.id AND s.action = 'post' AND s.state = 'sent'
WHERE d.id = :id
ORDER BY s.idx;

-- name: due(now)
SELECT d.id, d.post, d.account, d.platform, d.rehearsal, d.round, d.state, d.fingerprint, d.approved, d.approved_by, d.approved_at,
    d.immediate, d.due, d.until, d.zone, d.wall, d.fence, d.attempts, d.segments, d.note, d.title, d.blocked, d.as_draft, s.idx, s.ref_url
FROM deliveries d LEFT JOIN steps s ON s.delivery = d.id AND s.action = 'post' AND s.state = 'sent'
WHERE d.state = 'approved' AND d.due <= :now
    AND NOT EXISTS (
        SELECT 1 FROM accounts a
        WHERE a.account IN (d.account, '') AND a.rehearsal = d.rehearsal AND (a.paused = 1 OR a.not_before > :now)
    )
ORDER BY d.due, d.number, s.idx;

-- name: next_due()$
SELECT MIN(CASE WHEN ready.wait > ready.due THEN ready.wait ELSE ready.due END)
FROM (
    SELECT d.due, (
        SELECT MAX(a.not_before) FROM accounts a WHERE a.account IN (d.account, '') AND a.rehearsal = d.rehearsal
    ) AS wait
    FROM deliveries d
    WHERE d.state = 'approved' AND d.due IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM accounts a
            WHERE a.account IN (d.account, '') AND a.rehearsal = d.rehearsal AND a.paused = 1
        )
) AS ready;

-- name: all_ids()
SELECT id FROM deliveries;

-- name: add_delivery(id, post, account, platform, rehearsal, round, state, fingerprint, approved, approved_by, approved_at, immediate, due, until, zone, wall, segments, note, title, blocked, as_draft)!
INSERT INTO deliveries (
    id, number, post, account, platform, rehearsal, round, state, fingerprint, approved, approved_by, approved_at, immediate,
    due, until, zone, wall, fence, attempts, segments, note, title, blocked, as_draft
)
VALUES (
    :id, (SELECT COALESCE(MAX(number), 0) + 1 FROM deliveries), :post, :account, :platform, :rehearsal, :round, :state,
    :fingerprint, :approved, :approved_by, :approved_at, :immediate, :due, :until, :zone, :wall, 0, 0, :segments, :note,
    :title, :blocked, :as_draft
)
ON CONFLICT (post, account, rehearsal, round) DO NOTHING;

-- name: move_delivery(id, was, state, fingerprint, approved, approved_by, approved_at, immediate, due, until, zone, wall, segments, note, title, blocked, as_draft)!
UPDATE deliveries
SET state = :state, approved = :approved, approved_by = :approved_by, approved_at = :approved_at, immediate = :immediate,
    due = :due, until = :until, zone = :zone, wall = :wall, segments = :segments, note = :note, title = :title, blocked = :blocked,
    fingerprint = :fingerprint, as_draft = :as_draft
WHERE id = :id AND state = :was;

-- name: set_note(id, note)!
UPDATE deliveries SET note = :note WHERE id = :id;

-- name: save_draft(delivery, fingerprint, body, at)!
INSERT INTO drafts (delivery, fingerprint, body, at) VALUES (:delivery, :fingerprint, :body, :at)
ON CONFLICT (delivery, fingerprint) DO UPDATE SET body = excluded.body, at = excluded.at;

-- name: draft(delivery, fingerprint)$
SELECT body FROM drafts WHERE delivery = :delivery AND fingerprint = :fingerprint;

-- name: present_draft(delivery)$
SELECT t.body FROM deliveries d JOIN drafts t ON t.delivery = d.id AND t.fingerprint = d.fingerprint WHERE d.id = :delivery;
