-- name: files()
SELECT path, size, mtime_ns, digest, slug FROM files;

-- name: remember_files(path, size, mtime_ns, digest, slug)*!
INSERT INTO files (path, size, mtime_ns, digest, slug)
VALUES (:path, :size, :mtime_ns, :digest, :slug)
ON CONFLICT (path) DO UPDATE
SET size = excluded.size, mtime_ns = excluded.mtime_ns, digest = excluded.digest, slug = excluded.slug;

-- name: forget_files(path)*!
DELETE FROM files WHERE path = :path;

-- name: posts()
SELECT slug, path, title, url, digest, state, problems, publish_at FROM posts ORDER BY slug;

-- name: addresses()
SELECT url, path FROM posts WHERE url <> '' AND state IN ('active', 'archived') ORDER BY slug;

-- name: departed(digest, url)
SELECT slug FROM posts WHERE digest = :digest AND state = 'gone'
UNION SELECT slug FROM posts WHERE url = CAST(:url AS TEXT) AND url <> '' AND state = 'gone';

-- name: post(slug)^
SELECT slug, path, title, url, digest, state, problems, publish_at FROM posts WHERE slug = :slug;

-- name: save_post(slug, path, title, url, digest, state, problems, publish_at)!
INSERT INTO posts (slug, path, title, url, digest, state, problems, publish_at)
VALUES (:slug, :path, :title, :url, :digest, :state, :problems, :publish_at)
ON CONFLICT (slug) DO UPDATE
SET path = excluded.path, title = excluded.title, url = excluded.url, digest = excluded.digest,
    state = excluded.state, problems = excluded.problems, publish_at = excluded.publish_at;

-- name: forget_texts(delivery)!
DELETE FROM texts WHERE delivery = :delivery;

-- name: remember_texts(delivery, digest)*!
INSERT INTO texts (delivery, digest) VALUES (:delivery, :digest) ON CONFLICT (delivery, digest) DO NOTHING;

-- name: said_in(account, rehearsal, digest, post)^
SELECT d.post
FROM texts AS t CROSS JOIN deliveries AS d
WHERE d.id = t.delivery AND t.digest = :digest AND d.account = :account AND d.rehearsal = :rehearsal AND d.post <> :post
    AND d.state NOT IN ('rejected', 'withdrawn', 'archived', 'retracted')
ORDER BY d.number LIMIT 1;
