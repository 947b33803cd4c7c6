-- What a glance at the workspace asks must not read every delivery that ever was.
CREATE INDEX deliveries_counted ON deliveries (state, as_draft, number);
CREATE INDEX deliveries_noted ON deliveries (state, number) WHERE note <> '';
CREATE INDEX deliveries_dated ON deliveries (account, rehearsal, due);
CREATE INDEX posts_broken ON posts (slug) WHERE state = 'broken';
