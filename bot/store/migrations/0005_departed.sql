-- A post that is read is looked for among all that ever were: it may be one that was deleted and is back.
CREATE INDEX posts_by_digest ON posts (digest);
CREATE INDEX posts_by_url ON posts (url);
