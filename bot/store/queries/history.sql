-- name: append(delivery, at, event, detail, who, state, fingerprint, answer)!
INSERT INTO history (seq, delivery, at, event, detail, who, state, fingerprint, answer)
VALUES (
    (SELECT COALESCE(MAX(seq), 0) + 1 FROM history), :delivery, :at, :event, :detail, :who, :state, :fingerprint, :answer
);

-- name: history(delivery)
SELECT seq, delivery, at, event, detail, who, answer FROM history WHERE delivery = :delivery ORDER BY seq;

-- name: events(after, most)
SELECT seq, delivery, at, event, detail, who, answer FROM history WHERE seq > :after ORDER BY seq LIMIT :most;

-- name: last_event()$
SELECT COALESCE(MAX(seq), 0) FROM history;

-- name: in_state_since(state, since)
-- Begins with the few that are in that state, not with all that ever happened.
SELECT DISTINCT d.id
FROM deliveries d CROSS JOIN history h
WHERE d.state = :state AND h.delivery = d.id AND h.state = :state AND h.at >= :since;

-- name: happened(delivery, at, event, detail)$
SELECT 1 FROM history WHERE delivery = :delivery AND at = :at AND event = :event AND detail = :detail LIMIT 1;
