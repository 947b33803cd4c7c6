-- To whom an issue goes that is mailed by ourselves: each reader as a key, from the yes on.
CREATE TABLE readers (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    reader TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'intent', 'sent', 'refused', 'later', 'unsure', 'left out')),
    attempt INTEGER NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (delivery, reader)
);
CREATE INDEX readers_by_time ON readers (at);
