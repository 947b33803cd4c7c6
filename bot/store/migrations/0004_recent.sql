-- What is asked before every send must not cost more with every year of history.
CREATE INDEX steps_by_receipt ON steps (receipt_at);
CREATE INDEX steps_amending ON steps (delivery) WHERE action IN ('delete', 'edit', 'reply');
