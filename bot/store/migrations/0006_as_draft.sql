-- Whether all that a yes makes is a draft at the platform, which its author sends by hand. A quote in a text is escaped there.

ALTER TABLE deliveries ADD COLUMN as_draft INTEGER NOT NULL DEFAULT 0 CHECK (as_draft IN (0, 1));
UPDATE deliveries SET as_draft = 1 WHERE EXISTS (
    SELECT 1 FROM drafts
    WHERE drafts.delivery = deliveries.id AND drafts.fingerprint = COALESCE(deliveries.approved, deliveries.fingerprint)
        AND drafts.body LIKE '%"visibility":"draft"%'
);
