-- name: forget_drafts(before)!
-- What is waiting, what a yes bound and what a reply says stay, however old.
DELETE FROM drafts
WHERE at < :before
    AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.id = drafts.delivery AND drafts.fingerprint IN (d.fingerprint, d.approved))
    AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.delivery = drafts.delivery AND s.key = drafts.fingerprint);

-- name: bodies(since)
SELECT b.body FROM drafts b JOIN deliveries d ON d.id = b.delivery
WHERE b.at >= :since OR d.state NOT IN ('published', 'retracted', 'rejected', 'withdrawn');
