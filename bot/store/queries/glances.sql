-- name: noted(state)
-- Those about which something is to be said.
SELECT d.id, d.post, d.account, d.platform, d.rehearsal, d.round, d.state, d.fingerprint, d.approved, d.approved_by, d.approved_at,
    d.immediate, d.due, d.until, d.zone, d.wall, d.fence, d.attempts, d.segments, d.note, d.title, d.blocked, d.as_draft, s.idx, s.ref_url
FROM deliveries d LEFT JOIN steps s ON s.delivery = d.id AND s.action = 'post' AND s.state = 'sent'
WHERE d.state = :state AND d.note <> ''
ORDER BY d.number, s.idx;

-- name: soonest(state, most)
SELECT few.id, few.post, few.account, few.platform, few.rehearsal, few.round, few.state, few.fingerprint, few.approved, few.approved_by, few.approved_at,
    few.immediate, few.due, few.until, few.zone, few.wall, few.fence, few.attempts, few.segments, few.note, few.title, few.blocked, few.as_draft, s.idx, s.ref_url
FROM (SELECT * FROM deliveries WHERE state = :state AND due IS NOT NULL ORDER BY due, number LIMIT :most) few
    LEFT JOIN steps s ON s.delivery = few.id AND s.action = 'post' AND s.state = 'sent'
ORDER BY few.due, few.number, s.idx;

-- name: latest(state, most)
SELECT few.id, few.post, few.account, few.platform, few.rehearsal, few.round, few.state, few.fingerprint, few.approved, few.approved_by, few.approved_at,
    few.immediate, few.due, few.until, few.zone, few.wall, few.fence, few.attempts, few.segments, few.note, few.title, few.blocked, few.as_draft, s.idx, s.ref_url
FROM (SELECT * FROM deliveries WHERE state = :state AND due IS NOT NULL ORDER BY due DESC, number LIMIT :most) few
    LEFT JOIN steps s ON s.delivery = few.id AND s.action = 'post' AND s.state = 'sent'
ORDER BY few.due DESC, few.number, s.idx;

-- name: counts()
SELECT state, as_draft, COUNT(*), MIN(number) FROM deliveries GROUP BY state, as_draft ORDER BY 4;

-- name: live_between(account, since, until)
SELECT d.id, d.post, d.account, d.platform, d.rehearsal, d.round, d.state, d.fingerprint, d.approved, d.approved_by, d.approved_at,
    d.immediate, d.due, d.until, d.zone, d.wall, d.fence, d.attempts, d.segments, d.note, d.title, d.blocked, d.as_draft, s.idx, s.ref_url
FROM deliveries d LEFT JOIN steps s ON s.delivery = d.id AND s.action = 'post' AND s.state = 'sent'
WHERE d.account = :account AND d.rehearsal = 0 AND d.due >= :since AND d.due < :until
ORDER BY d.number, s.idx;

-- name: broken()
SELECT slug, path, title, url, digest, state, problems, publish_at FROM posts WHERE state = 'broken' ORDER BY slug;
