BEGIN TRANSACTION;
CREATE TABLE accounts (
    account TEXT NOT NULL,
    rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
    paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
    pause_reason TEXT NOT NULL,
    not_before TEXT,
    wait_reason TEXT NOT NULL,
    PRIMARY KEY (account, rehearsal)
);
INSERT INTO "accounts" VALUES('x-paused',1,1,'the tester said so',NULL,'');
INSERT INTO "accounts" VALUES('mastodon-old',1,0,'','2026-11-21T09:01:30.000000Z','it said so');
CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    post TEXT NOT NULL,
    account TEXT NOT NULL,
    platform TEXT NOT NULL,
    rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
    round INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'waiting', 'approved', 'sending', 'published', 'handoff', 'held', 'unsure', 'failed',
        'rejected', 'withdrawn', 'retracted', 'archived'
    )),
    fingerprint TEXT NOT NULL,
    approved TEXT,
    approved_by TEXT,
    approved_at TEXT,
    immediate INTEGER NOT NULL CHECK (immediate IN (0, 1)),
    due TEXT,
    until TEXT,
    zone TEXT NOT NULL,
    wall TEXT NOT NULL,
    fence BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    note TEXT NOT NULL,
    title TEXT NOT NULL,
    blocked INTEGER NOT NULL CHECK (blocked IN (0, 1)),
    UNIQUE (post, account, rehearsal, round),
    -- A yes stands only for what it bound.
    CHECK (state NOT IN ('approved', 'handoff') OR (approved IS NOT NULL AND approved = fingerprint))
);
INSERT INTO "deliveries" VALUES('xapproved',1,'x-approved','x-old','x',1,1,'approved','b4aafa838e1e61d84efed3dd7490fb79ab99b8e143798f59ffc67b345cbe009a','b4aafa838e1e61d84efed3dd7490fb79ab99b8e143798f59ffc67b345cbe009a','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0002',0);
INSERT INTO "deliveries" VALUES('xclaimed',2,'x-claimed','x-old','x',1,1,'sending','2f2599d4fc463fa1d2615e7bff328a70ed7ed0c2acd6db78696c0c5a1810e9b9','2f2599d4fc463fa1d2615e7bff328a70ed7ed0c2acd6db78696c0c5a1810e9b9','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0002',0);
INSERT INTO "deliveries" VALUES('xsent',3,'x-sent','x-old','x',1,1,'sending','542660d822f168de8cbec5bdd14e05797a9766f820a5e1cc08a232d07fb26eae','542660d822f168de8cbec5bdd14e05797a9766f820a5e1cc08a232d07fb26eae','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0002',0);
INSERT INTO "deliveries" VALUES('xlost',4,'x-lost','x-old','x',1,1,'sending','3df67bcb47ddfd5598d65b7cfde2fd90b2c044ca813662c7b6ed6648ce449928','3df67bcb47ddfd5598d65b7cfde2fd90b2c044ca813662c7b6ed6648ce449928','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0002',0);
INSERT INTO "deliveries" VALUES('xdoubted',5,'x-doubted','x-old','x',1,1,'unsure','893b6488cefdf57b89bf19cb5850c3e8ed590e9ef1dc64f5286b20858f4a2126','893b6488cefdf57b89bf19cb5850c3e8ed590e9ef1dc64f5286b20858f4a2126','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0002',0);
INSERT INTO "deliveries" VALUES('xhalf',6,'x-half','x-old','x',1,1,'approved','8e45f4cad75ad3d2317369e0e43cd08ffa18f264e4bb9e2970c7595f2d6ff542','8e45f4cad75ad3d2317369e0e43cd08ffa18f264e4bb9e2970c7595f2d6ff542','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0002',0);
INSERT INTO "deliveries" VALUES('xwaits',7,'x-waits','x-old','x',1,1,'waiting','a7fd81f2674f2b75143733047af73d82a0af9ccaadb2ae0e4c263bc07651c80c',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','waits schema-0002',0);
INSERT INTO "deliveries" VALUES('xpaused',8,'x-paused','x-paused','x',1,1,'approved','dff1017b0adaa436a6c472e18df6c92b280203d2d901e0b7b77c6b34c80bac42','dff1017b0adaa436a6c472e18df6c92b280203d2d901e0b7b77c6b34c80bac42','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','paused schema-0002',0);
INSERT INTO "deliveries" VALUES('xlive',9,'x-live','x-old','x',1,1,'published','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','live schema-0002',0);
INSERT INTO "deliveries" VALUES('xrefused',10,'x-refused','x-old','x',1,1,'failed','e32e0bb40fa215278732ad30d637f2388bd37ca2450cb76af14da508c5d843aa','e32e0bb40fa215278732ad30d637f2388bd37ca2450cb76af14da508c5d843aa','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'Refused: it is too long. Nothing is live','refused schema-0002',0);
INSERT INTO "deliveries" VALUES('xlate',11,'x-late','x-old','x',1,1,'held','5f5fdc32b7235f6fe2e180eeedbedc6cedfbd5973f5bbd48fbd6cf16b7dcc897','5f5fdc32b7235f6fe2e180eeedbedc6cedfbd5973f5bbd48fbd6cf16b7dcc897','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'its time was 09:00; the window of your yes is over','late schema-0002',0);
INSERT INTO "deliveries" VALUES('xrejected',12,'x-rejected','x-old','x',1,1,'rejected','3466c6975b52fb24e12d70eb4f728268eb6a458d974c599c4638f913b82eab5d',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','rejected schema-0002',0);
INSERT INTO "deliveries" VALUES('xretracted',13,'x-retracted','x-old','x',1,1,'retracted','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','retracted schema-0002',0);
INSERT INTO "deliveries" VALUES('lapproved',14,'linkedin-approved','linkedin-old','linkedin',1,1,'approved','a6bc6a37a7df807e462dc6ef2349dbe388fccb451f2c576f6ef6566d16900c41','a6bc6a37a7df807e462dc6ef2349dbe388fccb451f2c576f6ef6566d16900c41','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,1,'','approved schema-0002',0);
INSERT INTO "deliveries" VALUES('lclaimed',15,'linkedin-claimed','linkedin-old','linkedin',1,1,'sending','6c18d6a14a6577718656288b5eca43444a9e60bcd120082e0d96791b886bec6e','6c18d6a14a6577718656288b5eca43444a9e60bcd120082e0d96791b886bec6e','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','claimed schema-0002',0);
INSERT INTO "deliveries" VALUES('lsent',16,'linkedin-sent','linkedin-old','linkedin',1,1,'sending','fab729528bd082187b165fe07f49d395481af94a14cdaf287c11b599126ac7ea','fab729528bd082187b165fe07f49d395481af94a14cdaf287c11b599126ac7ea','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','sent schema-0002',0);
INSERT INTO "deliveries" VALUES('llost',17,'linkedin-lost','linkedin-old','linkedin',1,1,'sending','bf21e6112cc9714a60723dc450c8db5afd8beb68a0eeddbde46065ce461f8b9e','bf21e6112cc9714a60723dc450c8db5afd8beb68a0eeddbde46065ce461f8b9e','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','lost schema-0002',0);
INSERT INTO "deliveries" VALUES('ldoubted',18,'linkedin-doubted','linkedin-old','linkedin',1,1,'unsure','b70662a87b9e035dc74854c04a786e0af8467c78bda3511e8dd175a398453e2d','b70662a87b9e035dc74854c04a786e0af8467c78bda3511e8dd175a398453e2d','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'The connection was lost.','doubted schema-0002',0);
INSERT INTO "deliveries" VALUES('lhalf',19,'linkedin-half','linkedin-old','linkedin',1,1,'published','95e5b07ab85b3affb73a6daca1b12ab8172022971a43b1c0328d8f602d4c6635','95e5b07ab85b3affb73a6daca1b12ab8172022971a43b1c0328d8f602d4c6635','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','half schema-0002',0);
CREATE TABLE drafts (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (delivery, fingerprint)
);
INSERT INTO "drafts" VALUES('xapproved','b4aafa838e1e61d84efed3dd7490fb79ab99b8e143798f59ffc67b345cbe009a','{"account":"x-old","platform":"x","title":"approved schema-0002","segments":[{"text":"The beginning of what was approved on x when the database was schema-0002.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was approved on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was approved on x when the database was schema-0002.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was approved on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xclaimed','2f2599d4fc463fa1d2615e7bff328a70ed7ed0c2acd6db78696c0c5a1810e9b9','{"account":"x-old","platform":"x","title":"claimed schema-0002","segments":[{"text":"The beginning of what was claimed on x when the database was schema-0002.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was claimed on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was claimed on x when the database was schema-0002.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was claimed on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xsent','542660d822f168de8cbec5bdd14e05797a9766f820a5e1cc08a232d07fb26eae','{"account":"x-old","platform":"x","title":"sent schema-0002","segments":[{"text":"The beginning of what was sent on x when the database was schema-0002.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was sent on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was sent on x when the database was schema-0002.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was sent on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlost','3df67bcb47ddfd5598d65b7cfde2fd90b2c044ca813662c7b6ed6648ce449928','{"account":"x-old","platform":"x","title":"lost schema-0002","segments":[{"text":"The beginning of what was lost on x when the database was schema-0002.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was lost on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was lost on x when the database was schema-0002.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was lost on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xdoubted','893b6488cefdf57b89bf19cb5850c3e8ed590e9ef1dc64f5286b20858f4a2126','{"account":"x-old","platform":"x","title":"doubted schema-0002","segments":[{"text":"The beginning of what was doubted on x when the database was schema-0002.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was doubted on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was doubted on x when the database was schema-0002.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was doubted on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xhalf','8e45f4cad75ad3d2317369e0e43cd08ffa18f264e4bb9e2970c7595f2d6ff542','{"account":"x-old","platform":"x","title":"half schema-0002","segments":[{"text":"The beginning of what was half on x when the database was schema-0002.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was half on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was half on x when the database was schema-0002.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was half on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xwaits','a7fd81f2674f2b75143733047af73d82a0af9ccaadb2ae0e4c263bc07651c80c','{"account":"x-old","platform":"x","title":"waits schema-0002","segments":[{"text":"The beginning of what was waits on x when the database was schema-0002.","length":71,"limit":280,"counter":"x-weighted","wire":"The beginning of what was waits on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was waits on x when the database was schema-0002.","length":66,"limit":280,"counter":"x-weighted","wire":"The rest of what was waits on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xpaused','dff1017b0adaa436a6c472e18df6c92b280203d2d901e0b7b77c6b34c80bac42','{"account":"x-paused","platform":"x","title":"paused schema-0002","segments":[{"text":"The beginning of what was paused on x when the database was schema-0002.","length":72,"limit":280,"counter":"x-weighted","wire":"The beginning of what was paused on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was paused on x when the database was schema-0002.","length":67,"limit":280,"counter":"x-weighted","wire":"The rest of what was paused on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlive','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','{"account":"x-old","platform":"x","title":"live schema-0002","segments":[{"text":"The beginning of what was live on x when the database was schema-0002.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was live on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was live on x when the database was schema-0002.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was live on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrefused','e32e0bb40fa215278732ad30d637f2388bd37ca2450cb76af14da508c5d843aa','{"account":"x-old","platform":"x","title":"refused schema-0002","segments":[{"text":"The beginning of what was refused on x when the database was schema-0002.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was refused on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was refused on x when the database was schema-0002.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was refused on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlate','5f5fdc32b7235f6fe2e180eeedbedc6cedfbd5973f5bbd48fbd6cf16b7dcc897','{"account":"x-old","platform":"x","title":"late schema-0002","segments":[{"text":"The beginning of what was late on x when the database was schema-0002.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was late on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was late on x when the database was schema-0002.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was late on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrejected','3466c6975b52fb24e12d70eb4f728268eb6a458d974c599c4638f913b82eab5d','{"account":"x-old","platform":"x","title":"rejected schema-0002","segments":[{"text":"The beginning of what was rejected on x when the database was schema-0002.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was rejected on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was rejected on x when the database was schema-0002.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was rejected on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xretracted','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','{"account":"x-old","platform":"x","title":"retracted schema-0002","segments":[{"text":"The beginning of what was retracted on x when the database was schema-0002.","length":75,"limit":280,"counter":"x-weighted","wire":"The beginning of what was retracted on x when the database was schema-0002.","spans":[],"media":[]},{"text":"The rest of what was retracted on x when the database was schema-0002.","length":70,"limit":280,"counter":"x-weighted","wire":"The rest of what was retracted on x when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lapproved','a6bc6a37a7df807e462dc6ef2349dbe388fccb451f2c576f6ef6566d16900c41','{"account":"linkedin-old","platform":"linkedin","title":"approved schema-0002","segments":[{"text":"The beginning of what was approved on linkedin when the database was schema-0002.","length":81,"limit":3000,"counter":"utf16","wire":"The beginning of what was approved on linkedin when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lclaimed','6c18d6a14a6577718656288b5eca43444a9e60bcd120082e0d96791b886bec6e','{"account":"linkedin-old","platform":"linkedin","title":"claimed schema-0002","segments":[{"text":"The beginning of what was claimed on linkedin when the database was schema-0002.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was claimed on linkedin when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lsent','fab729528bd082187b165fe07f49d395481af94a14cdaf287c11b599126ac7ea','{"account":"linkedin-old","platform":"linkedin","title":"sent schema-0002","segments":[{"text":"The beginning of what was sent on linkedin when the database was schema-0002.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was sent on linkedin when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('llost','bf21e6112cc9714a60723dc450c8db5afd8beb68a0eeddbde46065ce461f8b9e','{"account":"linkedin-old","platform":"linkedin","title":"lost schema-0002","segments":[{"text":"The beginning of what was lost on linkedin when the database was schema-0002.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was lost on linkedin when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('ldoubted','b70662a87b9e035dc74854c04a786e0af8467c78bda3511e8dd175a398453e2d','{"account":"linkedin-old","platform":"linkedin","title":"doubted schema-0002","segments":[{"text":"The beginning of what was doubted on linkedin when the database was schema-0002.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was doubted on linkedin when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lhalf','95e5b07ab85b3affb73a6daca1b12ab8172022971a43b1c0328d8f602d4c6635','{"account":"linkedin-old","platform":"linkedin","title":"half schema-0002","segments":[{"text":"The beginning of what was half on linkedin when the database was schema-0002.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was half on linkedin when the database was schema-0002.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
CREATE TABLE facts (
    account TEXT NOT NULL,
    rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (account, rehearsal)
);
INSERT INTO "facts" VALUES('mastodon-old',1,'{"limit":500}','2026-11-21T09:00:00.000000Z');
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    digest TEXT NOT NULL,
    slug TEXT NOT NULL
);
CREATE TABLE generation (number BIGINT NOT NULL);
INSERT INTO "generation" VALUES(85);
CREATE TABLE history (
    seq BIGINT PRIMARY KEY,
    delivery TEXT NOT NULL,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL,
    who TEXT NOT NULL,
    state TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    answer TEXT NOT NULL
);
INSERT INTO "history" VALUES(1,'xapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','b4aafa838e1e61d84efed3dd7490fb79ab99b8e143798f59ffc67b345cbe009a','');
INSERT INTO "history" VALUES(2,'xapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','b4aafa838e1e61d84efed3dd7490fb79ab99b8e143798f59ffc67b345cbe009a','');
INSERT INTO "history" VALUES(3,'xclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','2f2599d4fc463fa1d2615e7bff328a70ed7ed0c2acd6db78696c0c5a1810e9b9','');
INSERT INTO "history" VALUES(4,'xclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','2f2599d4fc463fa1d2615e7bff328a70ed7ed0c2acd6db78696c0c5a1810e9b9','');
INSERT INTO "history" VALUES(5,'xclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','2f2599d4fc463fa1d2615e7bff328a70ed7ed0c2acd6db78696c0c5a1810e9b9','');
INSERT INTO "history" VALUES(6,'xsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','542660d822f168de8cbec5bdd14e05797a9766f820a5e1cc08a232d07fb26eae','');
INSERT INTO "history" VALUES(7,'xsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','542660d822f168de8cbec5bdd14e05797a9766f820a5e1cc08a232d07fb26eae','');
INSERT INTO "history" VALUES(8,'xsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','542660d822f168de8cbec5bdd14e05797a9766f820a5e1cc08a232d07fb26eae','');
INSERT INTO "history" VALUES(9,'xsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','542660d822f168de8cbec5bdd14e05797a9766f820a5e1cc08a232d07fb26eae','');
INSERT INTO "history" VALUES(10,'xlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3df67bcb47ddfd5598d65b7cfde2fd90b2c044ca813662c7b6ed6648ce449928','');
INSERT INTO "history" VALUES(11,'xlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','3df67bcb47ddfd5598d65b7cfde2fd90b2c044ca813662c7b6ed6648ce449928','');
INSERT INTO "history" VALUES(12,'xlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','3df67bcb47ddfd5598d65b7cfde2fd90b2c044ca813662c7b6ed6648ce449928','');
INSERT INTO "history" VALUES(13,'xlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','3df67bcb47ddfd5598d65b7cfde2fd90b2c044ca813662c7b6ed6648ce449928','');
INSERT INTO "history" VALUES(14,'xdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','893b6488cefdf57b89bf19cb5850c3e8ed590e9ef1dc64f5286b20858f4a2126','');
INSERT INTO "history" VALUES(15,'xdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','893b6488cefdf57b89bf19cb5850c3e8ed590e9ef1dc64f5286b20858f4a2126','');
INSERT INTO "history" VALUES(16,'xdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','893b6488cefdf57b89bf19cb5850c3e8ed590e9ef1dc64f5286b20858f4a2126','');
INSERT INTO "history" VALUES(17,'xdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','893b6488cefdf57b89bf19cb5850c3e8ed590e9ef1dc64f5286b20858f4a2126','');
INSERT INTO "history" VALUES(18,'xdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','893b6488cefdf57b89bf19cb5850c3e8ed590e9ef1dc64f5286b20858f4a2126','');
INSERT INTO "history" VALUES(19,'xdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','893b6488cefdf57b89bf19cb5850c3e8ed590e9ef1dc64f5286b20858f4a2126','');
INSERT INTO "history" VALUES(20,'xhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','8e45f4cad75ad3d2317369e0e43cd08ffa18f264e4bb9e2970c7595f2d6ff542','');
INSERT INTO "history" VALUES(21,'xhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','8e45f4cad75ad3d2317369e0e43cd08ffa18f264e4bb9e2970c7595f2d6ff542','');
INSERT INTO "history" VALUES(22,'xhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','8e45f4cad75ad3d2317369e0e43cd08ffa18f264e4bb9e2970c7595f2d6ff542','');
INSERT INTO "history" VALUES(23,'xhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','8e45f4cad75ad3d2317369e0e43cd08ffa18f264e4bb9e2970c7595f2d6ff542','');
INSERT INTO "history" VALUES(24,'xhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://x.example/first-of-xhalf','','sending','8e45f4cad75ad3d2317369e0e43cd08ffa18f264e4bb9e2970c7595f2d6ff542','');
INSERT INTO "history" VALUES(25,'xhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','8e45f4cad75ad3d2317369e0e43cd08ffa18f264e4bb9e2970c7595f2d6ff542','');
INSERT INTO "history" VALUES(26,'xwaits','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','a7fd81f2674f2b75143733047af73d82a0af9ccaadb2ae0e4c263bc07651c80c','');
INSERT INTO "history" VALUES(27,'xpaused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','dff1017b0adaa436a6c472e18df6c92b280203d2d901e0b7b77c6b34c80bac42','');
INSERT INTO "history" VALUES(28,'xpaused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','dff1017b0adaa436a6c472e18df6c92b280203d2d901e0b7b77c6b34c80bac42','');
INSERT INTO "history" VALUES(29,'xlive','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','');
INSERT INTO "history" VALUES(30,'xlive','2026-11-21T09:00:00.000000Z','yes','','tester','approved','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','');
INSERT INTO "history" VALUES(31,'xlive','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','');
INSERT INTO "history" VALUES(32,'xlive','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','');
INSERT INTO "history" VALUES(33,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xlive-0','','sending','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','');
INSERT INTO "history" VALUES(34,'xlive','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','');
INSERT INTO "history" VALUES(35,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xlive-1','','sending','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','');
INSERT INTO "history" VALUES(36,'xlive','2026-11-21T09:00:00.000000Z','sent','','','published','9359ca8b5262c82ef88ad3dfec95df4c20a4b7364767f15cc7b0799409ad565d','');
INSERT INTO "history" VALUES(37,'xrefused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','e32e0bb40fa215278732ad30d637f2388bd37ca2450cb76af14da508c5d843aa','');
INSERT INTO "history" VALUES(38,'xrefused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','e32e0bb40fa215278732ad30d637f2388bd37ca2450cb76af14da508c5d843aa','');
INSERT INTO "history" VALUES(39,'xrefused','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','e32e0bb40fa215278732ad30d637f2388bd37ca2450cb76af14da508c5d843aa','');
INSERT INTO "history" VALUES(40,'xrefused','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','e32e0bb40fa215278732ad30d637f2388bd37ca2450cb76af14da508c5d843aa','');
INSERT INTO "history" VALUES(41,'xrefused','2026-11-21T09:00:00.000000Z','receipt','step 0: refused it is too long','','sending','e32e0bb40fa215278732ad30d637f2388bd37ca2450cb76af14da508c5d843aa','{"error": "too long"}');
INSERT INTO "history" VALUES(42,'xrefused','2026-11-21T09:00:00.000000Z','refuse','','','failed','e32e0bb40fa215278732ad30d637f2388bd37ca2450cb76af14da508c5d843aa','');
INSERT INTO "history" VALUES(43,'xlate','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','5f5fdc32b7235f6fe2e180eeedbedc6cedfbd5973f5bbd48fbd6cf16b7dcc897','');
INSERT INTO "history" VALUES(44,'xlate','2026-11-21T09:00:00.000000Z','yes','','tester','approved','5f5fdc32b7235f6fe2e180eeedbedc6cedfbd5973f5bbd48fbd6cf16b7dcc897','');
INSERT INTO "history" VALUES(45,'xlate','2026-11-21T09:00:00.000000Z','past window','','','held','5f5fdc32b7235f6fe2e180eeedbedc6cedfbd5973f5bbd48fbd6cf16b7dcc897','');
INSERT INTO "history" VALUES(46,'xrejected','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3466c6975b52fb24e12d70eb4f728268eb6a458d974c599c4638f913b82eab5d','');
INSERT INTO "history" VALUES(47,'xrejected','2026-11-21T09:00:00.000000Z','no','','tester','rejected','3466c6975b52fb24e12d70eb4f728268eb6a458d974c599c4638f913b82eab5d','');
INSERT INTO "history" VALUES(48,'xretracted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','');
INSERT INTO "history" VALUES(49,'xretracted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','');
INSERT INTO "history" VALUES(50,'xretracted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','');
INSERT INTO "history" VALUES(51,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','');
INSERT INTO "history" VALUES(52,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xretracted-0','','sending','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','');
INSERT INTO "history" VALUES(53,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','');
INSERT INTO "history" VALUES(54,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xretracted-1','','sending','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','');
INSERT INTO "history" VALUES(55,'xretracted','2026-11-21T09:00:00.000000Z','sent','','','published','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','');
INSERT INTO "history" VALUES(56,'xretracted','2026-11-21T09:00:00.000000Z','retract','','tester','retracted','8ae183f68474f873bdfa218ca1b9919d4e10027f53794a4122496c8d59aede06','');
INSERT INTO "history" VALUES(57,'lapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','a6bc6a37a7df807e462dc6ef2349dbe388fccb451f2c576f6ef6566d16900c41','');
INSERT INTO "history" VALUES(58,'lapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','a6bc6a37a7df807e462dc6ef2349dbe388fccb451f2c576f6ef6566d16900c41','');
INSERT INTO "history" VALUES(59,'lclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','6c18d6a14a6577718656288b5eca43444a9e60bcd120082e0d96791b886bec6e','');
INSERT INTO "history" VALUES(60,'lclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','6c18d6a14a6577718656288b5eca43444a9e60bcd120082e0d96791b886bec6e','');
INSERT INTO "history" VALUES(61,'lclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','6c18d6a14a6577718656288b5eca43444a9e60bcd120082e0d96791b886bec6e','');
INSERT INTO "history" VALUES(62,'lsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','fab729528bd082187b165fe07f49d395481af94a14cdaf287c11b599126ac7ea','');
INSERT INTO "history" VALUES(63,'lsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','fab729528bd082187b165fe07f49d395481af94a14cdaf287c11b599126ac7ea','');
INSERT INTO "history" VALUES(64,'lsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','fab729528bd082187b165fe07f49d395481af94a14cdaf287c11b599126ac7ea','');
INSERT INTO "history" VALUES(65,'lsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','fab729528bd082187b165fe07f49d395481af94a14cdaf287c11b599126ac7ea','');
INSERT INTO "history" VALUES(66,'llost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','bf21e6112cc9714a60723dc450c8db5afd8beb68a0eeddbde46065ce461f8b9e','');
INSERT INTO "history" VALUES(67,'llost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','bf21e6112cc9714a60723dc450c8db5afd8beb68a0eeddbde46065ce461f8b9e','');
INSERT INTO "history" VALUES(68,'llost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','bf21e6112cc9714a60723dc450c8db5afd8beb68a0eeddbde46065ce461f8b9e','');
INSERT INTO "history" VALUES(69,'llost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','bf21e6112cc9714a60723dc450c8db5afd8beb68a0eeddbde46065ce461f8b9e','');
INSERT INTO "history" VALUES(70,'ldoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','b70662a87b9e035dc74854c04a786e0af8467c78bda3511e8dd175a398453e2d','');
INSERT INTO "history" VALUES(71,'ldoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','b70662a87b9e035dc74854c04a786e0af8467c78bda3511e8dd175a398453e2d','');
INSERT INTO "history" VALUES(72,'ldoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','b70662a87b9e035dc74854c04a786e0af8467c78bda3511e8dd175a398453e2d','');
INSERT INTO "history" VALUES(73,'ldoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','b70662a87b9e035dc74854c04a786e0af8467c78bda3511e8dd175a398453e2d','');
INSERT INTO "history" VALUES(74,'ldoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','b70662a87b9e035dc74854c04a786e0af8467c78bda3511e8dd175a398453e2d','');
INSERT INTO "history" VALUES(75,'ldoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','b70662a87b9e035dc74854c04a786e0af8467c78bda3511e8dd175a398453e2d','');
INSERT INTO "history" VALUES(76,'lhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','95e5b07ab85b3affb73a6daca1b12ab8172022971a43b1c0328d8f602d4c6635','');
INSERT INTO "history" VALUES(77,'lhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','95e5b07ab85b3affb73a6daca1b12ab8172022971a43b1c0328d8f602d4c6635','');
INSERT INTO "history" VALUES(78,'lhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','95e5b07ab85b3affb73a6daca1b12ab8172022971a43b1c0328d8f602d4c6635','');
INSERT INTO "history" VALUES(79,'lhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','95e5b07ab85b3affb73a6daca1b12ab8172022971a43b1c0328d8f602d4c6635','');
INSERT INTO "history" VALUES(80,'lhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://linkedin.example/first-of-lhalf','','sending','95e5b07ab85b3affb73a6daca1b12ab8172022971a43b1c0328d8f602d4c6635','');
INSERT INTO "history" VALUES(81,'lhalf','2026-11-21T09:00:00.000000Z','sent','','','published','95e5b07ab85b3affb73a6daca1b12ab8172022971a43b1c0328d8f602d4c6635','');
INSERT INTO "history" VALUES(82,'','2026-11-21T09:00:00.000000Z','pause','x-paused: the tester said so','tester','','','');
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO "meta" VALUES('clock','2026-11-21T09:00:00.000000Z');
CREATE TABLE posts (
    slug TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'draft', 'gone', 'archived', 'broken')),
    problems TEXT NOT NULL,
    publish_at TEXT
);
INSERT INTO "posts" VALUES('x-waits','x-waits.md','A title',NULL,'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','active','[]',NULL);
CREATE TABLE steps (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    idx INTEGER NOT NULL,
    action TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('intent', 'sent', 'refused', 'deferred', 'absent', 'unsure', 'retracted')),
    key TEXT NOT NULL,
    fence BIGINT NOT NULL,
    attempt INTEGER NOT NULL,
    intent_at TEXT NOT NULL,
    deadline TEXT NOT NULL,
    receipt_at TEXT,
    ref_id TEXT,
    ref_url TEXT,
    ref_extra TEXT,
    why TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (delivery, idx)
);
INSERT INTO "steps" VALUES('xsent',0,'post','intent','a041ecf7ed93a00f2659208057c6c5f6',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xlost',0,'post','intent','1137c113436e9304a2421614e99ea55a',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xdoubted',0,'post','unsure','9e7b471ef443f629d16805076782451d',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('xhalf',0,'post','sent','618a3476855a0f69a65cde174875c14a',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-xhalf','https://x.example/first-of-xhalf','{}','','');
INSERT INTO "steps" VALUES('xlive',0,'post','sent','34e6933aae0614dade753bb06b255012',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xlive-0','https://example.org/xlive-0','{}','','');
INSERT INTO "steps" VALUES('xlive',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xlive-1','https://example.org/xlive-1','{}','','');
INSERT INTO "steps" VALUES('xrefused',0,'post','refused','ada09ae5c020abf43d4266fbc614eb54',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'it is too long','{"error": "too long"}');
INSERT INTO "steps" VALUES('xretracted',0,'post','sent','d6d2415beb6dda896b7d16a2bc7c0e6a',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xretracted-0','https://example.org/xretracted-0','{}','','');
INSERT INTO "steps" VALUES('xretracted',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xretracted-1','https://example.org/xretracted-1','{}','','');
INSERT INTO "steps" VALUES('lsent',0,'post','intent','58d2cab7a9258bb95566b47cd81b7288',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('llost',0,'post','intent','0751ebe0b0fb657d296c5a11dd3e0e98',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('ldoubted',0,'post','unsure','9a5071a6ef54a2dc88fe779a1b729c0f',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('lhalf',0,'post','sent','ed9365f1d1aa68b8403adc7bc758ea71',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-lhalf','https://linkedin.example/first-of-lhalf','{}','','');
CREATE TABLE texts (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    digest TEXT NOT NULL,
    PRIMARY KEY (delivery, digest)
);
CREATE INDEX texts_by_digest ON texts (digest);
CREATE INDEX deliveries_by_state ON deliveries (state, due);
CREATE INDEX deliveries_by_account ON deliveries (account, rehearsal, state);
CREATE INDEX history_by_delivery ON history (delivery, seq);
CREATE TRIGGER history_is_never_updated BEFORE UPDATE ON history
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;
CREATE TRIGGER history_is_never_deleted BEFORE DELETE ON history
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;
COMMIT;
PRAGMA user_version = 2;
