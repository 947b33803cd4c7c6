-- name: all_deliveries(account)
SELECT id, post, account, platform, rehearsal, round, state, fingerprint, approved, approved_by, approved_at, immediate,
    due, until, zone, wall, fence, attempts, segments, note, title, blocked, as_draft
FROM deliveries
WHERE CAST(:account AS TEXT) IS NULL OR account = :account
ORDER BY number;

-- name: deliveries_in(state, account)
SELECT id, post, account, platform, rehearsal, round, state, fingerprint, approved, approved_by, approved_at, immediate,
    due, until, zone, wall, fence, attempts, segments, note, title, blocked, as_draft
FROM deliveries
WHERE state = :state AND (CAST(:account AS TEXT) IS NULL OR account = :account)
ORDER BY number;

-- name: deliveries_of(post, account)
SELECT id, post, account, platform, rehearsal, round, state, fingerprint, approved, approved_by, approved_at, immediate,
    due, until, zone, wall, fence, attempts, segments, note, title, blocked, as_draft
FROM deliveries
WHERE post = :post AND (CAST(:account AS TEXT) IS NULL OR account = :account)
ORDER BY number;

-- name: delivery(id)^
SELECT id, post, account, platform, rehearsal, round, state, fingerprint, approved, approved_by, approved_at, immediate,
    due, until, zone, wall, fence, attempts, segments, note, title, blocked, as_draft
FROM deliveries WHERE id = :id;

-- name: due(now)
SELECT id, post, account, platform, rehearsal, round, state, fingerprint, approved, approved_by, approved_at, immediate,
    due, until, zone, wall, fence, attempts, segments, note, title, blocked, as_draft
FROM deliveries d
WHERE d.state = 'approved' AND d.due <= :now
    AND NOT EXISTS (
        SELECT 1 FROM accounts a
        WHERE a.account IN (d.account, '') AND a.rehearsal = d.rehearsal AND (a.paused = 1 OR a.not_before > :now)
    )
ORDER BY d.due, d.number;

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

-- name: live_links()
SELECT delivery, ref_url FROM steps WHERE action = 'post' AND state = 'sent' ORDER BY delivery, idx;

-- name: links_of(delivery)
SELECT delivery, ref_url FROM steps WHERE action = 'post' AND state = 'sent' AND delivery = :delivery ORDER BY idx;

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

-- name: draft(delivery, fingerprint)^
SELECT body FROM drafts WHERE delivery = :delivery AND fingerprint = :fingerprint;
