BEGIN TRANSACTION;
CREATE TABLE accounts (
    account TEXT NOT NULL,
    rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
    paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
    pause_reason TEXT NOT NULL,
    not_before TEXT,
    wait_reason TEXT NOT NULL, odd INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, rehearsal)
);
INSERT INTO "accounts" VALUES('x-paused',1,1,'the tester said so',NULL,'',0);
INSERT INTO "accounts" VALUES('mastodon-old',1,0,'','2026-11-21T09:01:30.000000Z','it said so',0);
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
    blocked INTEGER NOT NULL CHECK (blocked IN (0, 1)), as_draft INTEGER NOT NULL DEFAULT 0 CHECK (as_draft IN (0, 1)),
    UNIQUE (post, account, rehearsal, round),
    -- A yes stands only for what it bound.
    CHECK (state NOT IN ('approved', 'handoff') OR (approved IS NOT NULL AND approved = fingerprint))
);
INSERT INTO "deliveries" VALUES('xapproved',1,'x-approved','x-old','x',1,1,'approved','330b02fb2724652af18ba3936da361112fc878f1976ae8cfd1b96cd6d7fe71cd','330b02fb2724652af18ba3936da361112fc878f1976ae8cfd1b96cd6d7fe71cd','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xclaimed',2,'x-claimed','x-old','x',1,1,'sending','98ee399cc2e2a670ba3fa7e62f8e7c313a6bf1dc6e57cf4c77a350782495b4df','98ee399cc2e2a670ba3fa7e62f8e7c313a6bf1dc6e57cf4c77a350782495b4df','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xsent',3,'x-sent','x-old','x',1,1,'sending','77720a0e8128f13d5bfdf93c9edc9e4c62838ec711a6f60ad4294abe6a309b7b','77720a0e8128f13d5bfdf93c9edc9e4c62838ec711a6f60ad4294abe6a309b7b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xlost',4,'x-lost','x-old','x',1,1,'sending','4a2b9e2852e27dc8bf6b8487d356f1539d7ff411bd6c3e8fe09ae10b10dc3428','4a2b9e2852e27dc8bf6b8487d356f1539d7ff411bd6c3e8fe09ae10b10dc3428','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xdoubted',5,'x-doubted','x-old','x',1,1,'unsure','3c548fc404d7791d6bb5846ebe09b99610880ee585fce85ca4eeb15bf1877154','3c548fc404d7791d6bb5846ebe09b99610880ee585fce85ca4eeb15bf1877154','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xhalf',6,'x-half','x-old','x',1,1,'approved','29790783d496cd51d0818d98bf238d3caf9bba7c6071e2b78db7c716d6d23b1d','29790783d496cd51d0818d98bf238d3caf9bba7c6071e2b78db7c716d6d23b1d','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xwaits',7,'x-waits','x-old','x',1,1,'waiting','3ed30b7426b2742be7d8269dabe089d07b2415425ae6a761b4a1d6f2115f4be5',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','waits schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xpaused',8,'x-paused','x-paused','x',1,1,'approved','fdc6266925d4fc051e8e46177eb6704d88436cdc3c7e04763e66a2270255db3a','fdc6266925d4fc051e8e46177eb6704d88436cdc3c7e04763e66a2270255db3a','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','paused schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xlive',9,'x-live','x-old','x',1,1,'published','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','live schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xrefused',10,'x-refused','x-old','x',1,1,'failed','7e8190ec8ea3cd5744261020552255602023d5be5d462ce4bf3d5830c73eb298','7e8190ec8ea3cd5744261020552255602023d5be5d462ce4bf3d5830c73eb298','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'Refused: it is too long. Nothing is live','refused schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xlate',11,'x-late','x-old','x',1,1,'held','3e2e7153940d3278dd9959fb703fca706667beb92dce3e5ede283fd90f7573af','3e2e7153940d3278dd9959fb703fca706667beb92dce3e5ede283fd90f7573af','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'its time was 09:00; the window of your yes is over','late schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xrejected',12,'x-rejected','x-old','x',1,1,'rejected','ece8996f1a38eec782f3d2e14b090e48beea896e1e2897e43688c07dfc1487cb',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','rejected schema-0006',0,0);
INSERT INTO "deliveries" VALUES('xretracted',13,'x-retracted','x-old','x',1,1,'retracted','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','retracted schema-0006',0,0);
INSERT INTO "deliveries" VALUES('lapproved',14,'linkedin-approved','linkedin-old','linkedin',1,1,'approved','6d9c4be9cd0c08039fbe5480d35c0f248543277ff451528556ddd73b6e2db0db','6d9c4be9cd0c08039fbe5480d35c0f248543277ff451528556ddd73b6e2db0db','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,1,'','approved schema-0006',0,0);
INSERT INTO "deliveries" VALUES('lclaimed',15,'linkedin-claimed','linkedin-old','linkedin',1,1,'sending','79f09dab14236516ead620b86279d3eb90b1d1d56113e8c6070bd8f18a1347cb','79f09dab14236516ead620b86279d3eb90b1d1d56113e8c6070bd8f18a1347cb','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','claimed schema-0006',0,0);
INSERT INTO "deliveries" VALUES('lsent',16,'linkedin-sent','linkedin-old','linkedin',1,1,'sending','65824a7b4196312dc69f26a701d4c8c78563f7367abb0849d608148ef61242ac','65824a7b4196312dc69f26a701d4c8c78563f7367abb0849d608148ef61242ac','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','sent schema-0006',0,0);
INSERT INTO "deliveries" VALUES('llost',17,'linkedin-lost','linkedin-old','linkedin',1,1,'sending','256cf321f610722dac4d07273e5e90c9fa6457a00a5ebfcc2e5bbe607d4fe831','256cf321f610722dac4d07273e5e90c9fa6457a00a5ebfcc2e5bbe607d4fe831','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','lost schema-0006',0,0);
INSERT INTO "deliveries" VALUES('ldoubted',18,'linkedin-doubted','linkedin-old','linkedin',1,1,'unsure','80475436ff3820acf81e83a59646a67ebfe9a8b52cfa1b7b1898cef28ed034de','80475436ff3820acf81e83a59646a67ebfe9a8b52cfa1b7b1898cef28ed034de','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'The connection was lost.','doubted schema-0006',0,0);
INSERT INTO "deliveries" VALUES('lhalf',19,'linkedin-half','linkedin-old','linkedin',1,1,'published','18f380bed601f6c24b392cb94a82bc36b23a636062cfed0635de02326bb93df0','18f380bed601f6c24b392cb94a82bc36b23a636062cfed0635de02326bb93df0','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','half schema-0006',0,0);
INSERT INTO "deliveries" VALUES('mapproved',20,'mastodon-approved','mastodon-old','mastodon',1,1,'approved','adc4ba50f84697d768678d1a4fe3aa875cf26c8cb14b4ff6a5b3549d275be8f9','adc4ba50f84697d768678d1a4fe3aa875cf26c8cb14b4ff6a5b3549d275be8f9','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0006',0,0);
INSERT INTO "deliveries" VALUES('mclaimed',21,'mastodon-claimed','mastodon-old','mastodon',1,1,'sending','809cc0d0e272590e3c66722e45bb4e60f9ef1d0c1d2cf3488e90f72ba5d46fdc','809cc0d0e272590e3c66722e45bb4e60f9ef1d0c1d2cf3488e90f72ba5d46fdc','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0006',0,0);
INSERT INTO "deliveries" VALUES('msent',22,'mastodon-sent','mastodon-old','mastodon',1,1,'sending','0990ced15cea91498c4f4c70975d00fa360a141ede24c0d5ea93c226894e515d','0990ced15cea91498c4f4c70975d00fa360a141ede24c0d5ea93c226894e515d','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0006',0,0);
INSERT INTO "deliveries" VALUES('mlost',23,'mastodon-lost','mastodon-old','mastodon',1,1,'sending','6762af957dfbea66318deeba18c2a654a1106c7c492edb7e2fd300d67a74c40d','6762af957dfbea66318deeba18c2a654a1106c7c492edb7e2fd300d67a74c40d','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0006',0,0);
INSERT INTO "deliveries" VALUES('mdoubted',24,'mastodon-doubted','mastodon-old','mastodon',1,1,'unsure','2b4bf9a6d6af22679fe9521e8b63c3d86e2fb8e4ace6c1974071b5ae78f1e6e8','2b4bf9a6d6af22679fe9521e8b63c3d86e2fb8e4ace6c1974071b5ae78f1e6e8','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0006',0,0);
INSERT INTO "deliveries" VALUES('mhalf',25,'mastodon-half','mastodon-old','mastodon',1,1,'approved','679558c79ee63af36ea242ae8389ed2a5c33a8e509f83a5533462aa4bc4206b6','679558c79ee63af36ea242ae8389ed2a5c33a8e509f83a5533462aa4bc4206b6','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0006',0,0);
INSERT INTO "deliveries" VALUES('bapproved',26,'bluesky-approved','bluesky-old','bluesky',1,1,'approved','f83093bb80f4fcb6a268940d4eb09f76f71c085d88af9909d8fd39e46b9c7dea','f83093bb80f4fcb6a268940d4eb09f76f71c085d88af9909d8fd39e46b9c7dea','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0006',0,0);
INSERT INTO "deliveries" VALUES('bclaimed',27,'bluesky-claimed','bluesky-old','bluesky',1,1,'sending','13de392be46e6e02d9eb9301c9b9b0f2bcab7ea9ba7f3341dc11277ac460f6c5','13de392be46e6e02d9eb9301c9b9b0f2bcab7ea9ba7f3341dc11277ac460f6c5','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0006',0,0);
INSERT INTO "deliveries" VALUES('bsent',28,'bluesky-sent','bluesky-old','bluesky',1,1,'sending','40ec8104c4cb8fe0fa42537a21ee80023329f941308585995a4bd62fae22f883','40ec8104c4cb8fe0fa42537a21ee80023329f941308585995a4bd62fae22f883','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0006',0,0);
INSERT INTO "deliveries" VALUES('blost',29,'bluesky-lost','bluesky-old','bluesky',1,1,'sending','5f2cdde3707c111f51c5e6f53d9a505528c0db8e616a2f3cb263cca26f659cf2','5f2cdde3707c111f51c5e6f53d9a505528c0db8e616a2f3cb263cca26f659cf2','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0006',0,0);
INSERT INTO "deliveries" VALUES('bdoubted',30,'bluesky-doubted','bluesky-old','bluesky',1,1,'unsure','d350676cd90fdb19ed55bae5ac92333a4aef7e4f5fae3e5f0db7199b8d1a07db','d350676cd90fdb19ed55bae5ac92333a4aef7e4f5fae3e5f0db7199b8d1a07db','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0006',0,0);
INSERT INTO "deliveries" VALUES('bhalf',31,'bluesky-half','bluesky-old','bluesky',1,1,'approved','72fafc8f65876e790da15657137e34374189eb4522adb400c2b26900434401b3','72fafc8f65876e790da15657137e34374189eb4522adb400c2b26900434401b3','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0006',0,0);
CREATE TABLE drafts (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (delivery, fingerprint)
);
INSERT INTO "drafts" VALUES('xapproved','330b02fb2724652af18ba3936da361112fc878f1976ae8cfd1b96cd6d7fe71cd','{"account":"x-old","platform":"x","title":"approved schema-0006","segments":[{"text":"The beginning of what was approved on x when the database was schema-0006.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was approved on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was approved on x when the database was schema-0006.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was approved on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xclaimed','98ee399cc2e2a670ba3fa7e62f8e7c313a6bf1dc6e57cf4c77a350782495b4df','{"account":"x-old","platform":"x","title":"claimed schema-0006","segments":[{"text":"The beginning of what was claimed on x when the database was schema-0006.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was claimed on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was claimed on x when the database was schema-0006.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was claimed on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xsent','77720a0e8128f13d5bfdf93c9edc9e4c62838ec711a6f60ad4294abe6a309b7b','{"account":"x-old","platform":"x","title":"sent schema-0006","segments":[{"text":"The beginning of what was sent on x when the database was schema-0006.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was sent on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was sent on x when the database was schema-0006.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was sent on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlost','4a2b9e2852e27dc8bf6b8487d356f1539d7ff411bd6c3e8fe09ae10b10dc3428','{"account":"x-old","platform":"x","title":"lost schema-0006","segments":[{"text":"The beginning of what was lost on x when the database was schema-0006.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was lost on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was lost on x when the database was schema-0006.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was lost on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xdoubted','3c548fc404d7791d6bb5846ebe09b99610880ee585fce85ca4eeb15bf1877154','{"account":"x-old","platform":"x","title":"doubted schema-0006","segments":[{"text":"The beginning of what was doubted on x when the database was schema-0006.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was doubted on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was doubted on x when the database was schema-0006.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was doubted on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xhalf','29790783d496cd51d0818d98bf238d3caf9bba7c6071e2b78db7c716d6d23b1d','{"account":"x-old","platform":"x","title":"half schema-0006","segments":[{"text":"The beginning of what was half on x when the database was schema-0006.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was half on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was half on x when the database was schema-0006.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was half on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xwaits','3ed30b7426b2742be7d8269dabe089d07b2415425ae6a761b4a1d6f2115f4be5','{"account":"x-old","platform":"x","title":"waits schema-0006","segments":[{"text":"The beginning of what was waits on x when the database was schema-0006.","length":71,"limit":280,"counter":"x-weighted","wire":"The beginning of what was waits on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was waits on x when the database was schema-0006.","length":66,"limit":280,"counter":"x-weighted","wire":"The rest of what was waits on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xpaused','fdc6266925d4fc051e8e46177eb6704d88436cdc3c7e04763e66a2270255db3a','{"account":"x-paused","platform":"x","title":"paused schema-0006","segments":[{"text":"The beginning of what was paused on x when the database was schema-0006.","length":72,"limit":280,"counter":"x-weighted","wire":"The beginning of what was paused on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was paused on x when the database was schema-0006.","length":67,"limit":280,"counter":"x-weighted","wire":"The rest of what was paused on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlive','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','{"account":"x-old","platform":"x","title":"live schema-0006","segments":[{"text":"The beginning of what was live on x when the database was schema-0006.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was live on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was live on x when the database was schema-0006.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was live on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrefused','7e8190ec8ea3cd5744261020552255602023d5be5d462ce4bf3d5830c73eb298','{"account":"x-old","platform":"x","title":"refused schema-0006","segments":[{"text":"The beginning of what was refused on x when the database was schema-0006.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was refused on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was refused on x when the database was schema-0006.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was refused on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlate','3e2e7153940d3278dd9959fb703fca706667beb92dce3e5ede283fd90f7573af','{"account":"x-old","platform":"x","title":"late schema-0006","segments":[{"text":"The beginning of what was late on x when the database was schema-0006.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was late on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was late on x when the database was schema-0006.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was late on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrejected','ece8996f1a38eec782f3d2e14b090e48beea896e1e2897e43688c07dfc1487cb','{"account":"x-old","platform":"x","title":"rejected schema-0006","segments":[{"text":"The beginning of what was rejected on x when the database was schema-0006.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was rejected on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was rejected on x when the database was schema-0006.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was rejected on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xretracted','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','{"account":"x-old","platform":"x","title":"retracted schema-0006","segments":[{"text":"The beginning of what was retracted on x when the database was schema-0006.","length":75,"limit":280,"counter":"x-weighted","wire":"The beginning of what was retracted on x when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was retracted on x when the database was schema-0006.","length":70,"limit":280,"counter":"x-weighted","wire":"The rest of what was retracted on x when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lapproved','6d9c4be9cd0c08039fbe5480d35c0f248543277ff451528556ddd73b6e2db0db','{"account":"linkedin-old","platform":"linkedin","title":"approved schema-0006","segments":[{"text":"The beginning of what was approved on linkedin when the database was schema-0006.","length":81,"limit":3000,"counter":"utf16","wire":"The beginning of what was approved on linkedin when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lclaimed','79f09dab14236516ead620b86279d3eb90b1d1d56113e8c6070bd8f18a1347cb','{"account":"linkedin-old","platform":"linkedin","title":"claimed schema-0006","segments":[{"text":"The beginning of what was claimed on linkedin when the database was schema-0006.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was claimed on linkedin when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lsent','65824a7b4196312dc69f26a701d4c8c78563f7367abb0849d608148ef61242ac','{"account":"linkedin-old","platform":"linkedin","title":"sent schema-0006","segments":[{"text":"The beginning of what was sent on linkedin when the database was schema-0006.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was sent on linkedin when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('llost','256cf321f610722dac4d07273e5e90c9fa6457a00a5ebfcc2e5bbe607d4fe831','{"account":"linkedin-old","platform":"linkedin","title":"lost schema-0006","segments":[{"text":"The beginning of what was lost on linkedin when the database was schema-0006.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was lost on linkedin when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('ldoubted','80475436ff3820acf81e83a59646a67ebfe9a8b52cfa1b7b1898cef28ed034de','{"account":"linkedin-old","platform":"linkedin","title":"doubted schema-0006","segments":[{"text":"The beginning of what was doubted on linkedin when the database was schema-0006.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was doubted on linkedin when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lhalf','18f380bed601f6c24b392cb94a82bc36b23a636062cfed0635de02326bb93df0','{"account":"linkedin-old","platform":"linkedin","title":"half schema-0006","segments":[{"text":"The beginning of what was half on linkedin when the database was schema-0006.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was half on linkedin when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mapproved','adc4ba50f84697d768678d1a4fe3aa875cf26c8cb14b4ff6a5b3549d275be8f9','{"account":"mastodon-old","platform":"mastodon","title":"approved schema-0006","segments":[{"text":"The beginning of what was approved on mastodon when the database was schema-0006.","length":81,"limit":500,"counter":"mastodon","wire":"The beginning of what was approved on mastodon when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was approved on mastodon when the database was schema-0006.","length":76,"limit":500,"counter":"mastodon","wire":"The rest of what was approved on mastodon when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mclaimed','809cc0d0e272590e3c66722e45bb4e60f9ef1d0c1d2cf3488e90f72ba5d46fdc','{"account":"mastodon-old","platform":"mastodon","title":"claimed schema-0006","segments":[{"text":"The beginning of what was claimed on mastodon when the database was schema-0006.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was claimed on mastodon when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was claimed on mastodon when the database was schema-0006.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was claimed on mastodon when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('msent','0990ced15cea91498c4f4c70975d00fa360a141ede24c0d5ea93c226894e515d','{"account":"mastodon-old","platform":"mastodon","title":"sent schema-0006","segments":[{"text":"The beginning of what was sent on mastodon when the database was schema-0006.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was sent on mastodon when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was sent on mastodon when the database was schema-0006.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was sent on mastodon when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mlost','6762af957dfbea66318deeba18c2a654a1106c7c492edb7e2fd300d67a74c40d','{"account":"mastodon-old","platform":"mastodon","title":"lost schema-0006","segments":[{"text":"The beginning of what was lost on mastodon when the database was schema-0006.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was lost on mastodon when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was lost on mastodon when the database was schema-0006.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was lost on mastodon when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mdoubted','2b4bf9a6d6af22679fe9521e8b63c3d86e2fb8e4ace6c1974071b5ae78f1e6e8','{"account":"mastodon-old","platform":"mastodon","title":"doubted schema-0006","segments":[{"text":"The beginning of what was doubted on mastodon when the database was schema-0006.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was doubted on mastodon when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was doubted on mastodon when the database was schema-0006.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was doubted on mastodon when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mhalf','679558c79ee63af36ea242ae8389ed2a5c33a8e509f83a5533462aa4bc4206b6','{"account":"mastodon-old","platform":"mastodon","title":"half schema-0006","segments":[{"text":"The beginning of what was half on mastodon when the database was schema-0006.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was half on mastodon when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was half on mastodon when the database was schema-0006.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was half on mastodon when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bapproved','f83093bb80f4fcb6a268940d4eb09f76f71c085d88af9909d8fd39e46b9c7dea','{"account":"bluesky-old","platform":"bluesky","title":"approved schema-0006","segments":[{"text":"The beginning of what was approved on bluesky when the database was schema-0006.","length":80,"limit":300,"counter":"graphemes","wire":"The beginning of what was approved on bluesky when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was approved on bluesky when the database was schema-0006.","length":75,"limit":300,"counter":"graphemes","wire":"The rest of what was approved on bluesky when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bclaimed','13de392be46e6e02d9eb9301c9b9b0f2bcab7ea9ba7f3341dc11277ac460f6c5','{"account":"bluesky-old","platform":"bluesky","title":"claimed schema-0006","segments":[{"text":"The beginning of what was claimed on bluesky when the database was schema-0006.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was claimed on bluesky when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was claimed on bluesky when the database was schema-0006.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was claimed on bluesky when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bsent','40ec8104c4cb8fe0fa42537a21ee80023329f941308585995a4bd62fae22f883','{"account":"bluesky-old","platform":"bluesky","title":"sent schema-0006","segments":[{"text":"The beginning of what was sent on bluesky when the database was schema-0006.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was sent on bluesky when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was sent on bluesky when the database was schema-0006.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was sent on bluesky when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('blost','5f2cdde3707c111f51c5e6f53d9a505528c0db8e616a2f3cb263cca26f659cf2','{"account":"bluesky-old","platform":"bluesky","title":"lost schema-0006","segments":[{"text":"The beginning of what was lost on bluesky when the database was schema-0006.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was lost on bluesky when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was lost on bluesky when the database was schema-0006.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was lost on bluesky when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bdoubted','d350676cd90fdb19ed55bae5ac92333a4aef7e4f5fae3e5f0db7199b8d1a07db','{"account":"bluesky-old","platform":"bluesky","title":"doubted schema-0006","segments":[{"text":"The beginning of what was doubted on bluesky when the database was schema-0006.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was doubted on bluesky when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was doubted on bluesky when the database was schema-0006.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was doubted on bluesky when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bhalf','72fafc8f65876e790da15657137e34374189eb4522adb400c2b26900434401b3','{"account":"bluesky-old","platform":"bluesky","title":"half schema-0006","segments":[{"text":"The beginning of what was half on bluesky when the database was schema-0006.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was half on bluesky when the database was schema-0006.","spans":[],"media":[]},{"text":"The rest of what was half on bluesky when the database was schema-0006.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was half on bluesky when the database was schema-0006.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
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
INSERT INTO "generation" VALUES(135);
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
INSERT INTO "history" VALUES(1,'xapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','330b02fb2724652af18ba3936da361112fc878f1976ae8cfd1b96cd6d7fe71cd','');
INSERT INTO "history" VALUES(2,'xapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','330b02fb2724652af18ba3936da361112fc878f1976ae8cfd1b96cd6d7fe71cd','');
INSERT INTO "history" VALUES(3,'xclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','98ee399cc2e2a670ba3fa7e62f8e7c313a6bf1dc6e57cf4c77a350782495b4df','');
INSERT INTO "history" VALUES(4,'xclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','98ee399cc2e2a670ba3fa7e62f8e7c313a6bf1dc6e57cf4c77a350782495b4df','');
INSERT INTO "history" VALUES(5,'xclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','98ee399cc2e2a670ba3fa7e62f8e7c313a6bf1dc6e57cf4c77a350782495b4df','');
INSERT INTO "history" VALUES(6,'xsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','77720a0e8128f13d5bfdf93c9edc9e4c62838ec711a6f60ad4294abe6a309b7b','');
INSERT INTO "history" VALUES(7,'xsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','77720a0e8128f13d5bfdf93c9edc9e4c62838ec711a6f60ad4294abe6a309b7b','');
INSERT INTO "history" VALUES(8,'xsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','77720a0e8128f13d5bfdf93c9edc9e4c62838ec711a6f60ad4294abe6a309b7b','');
INSERT INTO "history" VALUES(9,'xsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','77720a0e8128f13d5bfdf93c9edc9e4c62838ec711a6f60ad4294abe6a309b7b','');
INSERT INTO "history" VALUES(10,'xlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','4a2b9e2852e27dc8bf6b8487d356f1539d7ff411bd6c3e8fe09ae10b10dc3428','');
INSERT INTO "history" VALUES(11,'xlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','4a2b9e2852e27dc8bf6b8487d356f1539d7ff411bd6c3e8fe09ae10b10dc3428','');
INSERT INTO "history" VALUES(12,'xlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','4a2b9e2852e27dc8bf6b8487d356f1539d7ff411bd6c3e8fe09ae10b10dc3428','');
INSERT INTO "history" VALUES(13,'xlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','4a2b9e2852e27dc8bf6b8487d356f1539d7ff411bd6c3e8fe09ae10b10dc3428','');
INSERT INTO "history" VALUES(14,'xdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3c548fc404d7791d6bb5846ebe09b99610880ee585fce85ca4eeb15bf1877154','');
INSERT INTO "history" VALUES(15,'xdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','3c548fc404d7791d6bb5846ebe09b99610880ee585fce85ca4eeb15bf1877154','');
INSERT INTO "history" VALUES(16,'xdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','3c548fc404d7791d6bb5846ebe09b99610880ee585fce85ca4eeb15bf1877154','');
INSERT INTO "history" VALUES(17,'xdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','3c548fc404d7791d6bb5846ebe09b99610880ee585fce85ca4eeb15bf1877154','');
INSERT INTO "history" VALUES(18,'xdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','3c548fc404d7791d6bb5846ebe09b99610880ee585fce85ca4eeb15bf1877154','');
INSERT INTO "history" VALUES(19,'xdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','3c548fc404d7791d6bb5846ebe09b99610880ee585fce85ca4eeb15bf1877154','');
INSERT INTO "history" VALUES(20,'xhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','29790783d496cd51d0818d98bf238d3caf9bba7c6071e2b78db7c716d6d23b1d','');
INSERT INTO "history" VALUES(21,'xhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','29790783d496cd51d0818d98bf238d3caf9bba7c6071e2b78db7c716d6d23b1d','');
INSERT INTO "history" VALUES(22,'xhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','29790783d496cd51d0818d98bf238d3caf9bba7c6071e2b78db7c716d6d23b1d','');
INSERT INTO "history" VALUES(23,'xhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','29790783d496cd51d0818d98bf238d3caf9bba7c6071e2b78db7c716d6d23b1d','');
INSERT INTO "history" VALUES(24,'xhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://x.example/first-of-xhalf','','sending','29790783d496cd51d0818d98bf238d3caf9bba7c6071e2b78db7c716d6d23b1d','');
INSERT INTO "history" VALUES(25,'xhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','29790783d496cd51d0818d98bf238d3caf9bba7c6071e2b78db7c716d6d23b1d','');
INSERT INTO "history" VALUES(26,'xwaits','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3ed30b7426b2742be7d8269dabe089d07b2415425ae6a761b4a1d6f2115f4be5','');
INSERT INTO "history" VALUES(27,'xpaused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','fdc6266925d4fc051e8e46177eb6704d88436cdc3c7e04763e66a2270255db3a','');
INSERT INTO "history" VALUES(28,'xpaused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','fdc6266925d4fc051e8e46177eb6704d88436cdc3c7e04763e66a2270255db3a','');
INSERT INTO "history" VALUES(29,'xlive','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','');
INSERT INTO "history" VALUES(30,'xlive','2026-11-21T09:00:00.000000Z','yes','','tester','approved','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','');
INSERT INTO "history" VALUES(31,'xlive','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','');
INSERT INTO "history" VALUES(32,'xlive','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','');
INSERT INTO "history" VALUES(33,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xlive-0','','sending','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','');
INSERT INTO "history" VALUES(34,'xlive','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','');
INSERT INTO "history" VALUES(35,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xlive-1','','sending','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','');
INSERT INTO "history" VALUES(36,'xlive','2026-11-21T09:00:00.000000Z','sent','','','published','9f174bcc83097c67b4027da3fffaacb30dd8014ff408ac714366fa9e9a373d06','');
INSERT INTO "history" VALUES(37,'xrefused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','7e8190ec8ea3cd5744261020552255602023d5be5d462ce4bf3d5830c73eb298','');
INSERT INTO "history" VALUES(38,'xrefused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','7e8190ec8ea3cd5744261020552255602023d5be5d462ce4bf3d5830c73eb298','');
INSERT INTO "history" VALUES(39,'xrefused','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','7e8190ec8ea3cd5744261020552255602023d5be5d462ce4bf3d5830c73eb298','');
INSERT INTO "history" VALUES(40,'xrefused','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','7e8190ec8ea3cd5744261020552255602023d5be5d462ce4bf3d5830c73eb298','');
INSERT INTO "history" VALUES(41,'xrefused','2026-11-21T09:00:00.000000Z','receipt','step 0: refused it is too long','','sending','7e8190ec8ea3cd5744261020552255602023d5be5d462ce4bf3d5830c73eb298','{"error": "too long"}');
INSERT INTO "history" VALUES(42,'xrefused','2026-11-21T09:00:00.000000Z','refuse','','','failed','7e8190ec8ea3cd5744261020552255602023d5be5d462ce4bf3d5830c73eb298','');
INSERT INTO "history" VALUES(43,'xlate','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3e2e7153940d3278dd9959fb703fca706667beb92dce3e5ede283fd90f7573af','');
INSERT INTO "history" VALUES(44,'xlate','2026-11-21T09:00:00.000000Z','yes','','tester','approved','3e2e7153940d3278dd9959fb703fca706667beb92dce3e5ede283fd90f7573af','');
INSERT INTO "history" VALUES(45,'xlate','2026-11-21T09:00:00.000000Z','past window','','','held','3e2e7153940d3278dd9959fb703fca706667beb92dce3e5ede283fd90f7573af','');
INSERT INTO "history" VALUES(46,'xrejected','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','ece8996f1a38eec782f3d2e14b090e48beea896e1e2897e43688c07dfc1487cb','');
INSERT INTO "history" VALUES(47,'xrejected','2026-11-21T09:00:00.000000Z','no','','tester','rejected','ece8996f1a38eec782f3d2e14b090e48beea896e1e2897e43688c07dfc1487cb','');
INSERT INTO "history" VALUES(48,'xretracted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','');
INSERT INTO "history" VALUES(49,'xretracted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','');
INSERT INTO "history" VALUES(50,'xretracted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','');
INSERT INTO "history" VALUES(51,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','');
INSERT INTO "history" VALUES(52,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xretracted-0','','sending','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','');
INSERT INTO "history" VALUES(53,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','');
INSERT INTO "history" VALUES(54,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xretracted-1','','sending','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','');
INSERT INTO "history" VALUES(55,'xretracted','2026-11-21T09:00:00.000000Z','sent','','','published','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','');
INSERT INTO "history" VALUES(56,'xretracted','2026-11-21T09:00:00.000000Z','retract','','tester','retracted','aafcd04428a99d7c4c8cd84f0c5ddf02a962bfee2ca2672c7b3e541e24f36e0e','');
INSERT INTO "history" VALUES(57,'lapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','6d9c4be9cd0c08039fbe5480d35c0f248543277ff451528556ddd73b6e2db0db','');
INSERT INTO "history" VALUES(58,'lapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','6d9c4be9cd0c08039fbe5480d35c0f248543277ff451528556ddd73b6e2db0db','');
INSERT INTO "history" VALUES(59,'lclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','79f09dab14236516ead620b86279d3eb90b1d1d56113e8c6070bd8f18a1347cb','');
INSERT INTO "history" VALUES(60,'lclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','79f09dab14236516ead620b86279d3eb90b1d1d56113e8c6070bd8f18a1347cb','');
INSERT INTO "history" VALUES(61,'lclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','79f09dab14236516ead620b86279d3eb90b1d1d56113e8c6070bd8f18a1347cb','');
INSERT INTO "history" VALUES(62,'lsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','65824a7b4196312dc69f26a701d4c8c78563f7367abb0849d608148ef61242ac','');
INSERT INTO "history" VALUES(63,'lsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','65824a7b4196312dc69f26a701d4c8c78563f7367abb0849d608148ef61242ac','');
INSERT INTO "history" VALUES(64,'lsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','65824a7b4196312dc69f26a701d4c8c78563f7367abb0849d608148ef61242ac','');
INSERT INTO "history" VALUES(65,'lsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','65824a7b4196312dc69f26a701d4c8c78563f7367abb0849d608148ef61242ac','');
INSERT INTO "history" VALUES(66,'llost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','256cf321f610722dac4d07273e5e90c9fa6457a00a5ebfcc2e5bbe607d4fe831','');
INSERT INTO "history" VALUES(67,'llost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','256cf321f610722dac4d07273e5e90c9fa6457a00a5ebfcc2e5bbe607d4fe831','');
INSERT INTO "history" VALUES(68,'llost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','256cf321f610722dac4d07273e5e90c9fa6457a00a5ebfcc2e5bbe607d4fe831','');
INSERT INTO "history" VALUES(69,'llost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','256cf321f610722dac4d07273e5e90c9fa6457a00a5ebfcc2e5bbe607d4fe831','');
INSERT INTO "history" VALUES(70,'ldoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','80475436ff3820acf81e83a59646a67ebfe9a8b52cfa1b7b1898cef28ed034de','');
INSERT INTO "history" VALUES(71,'ldoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','80475436ff3820acf81e83a59646a67ebfe9a8b52cfa1b7b1898cef28ed034de','');
INSERT INTO "history" VALUES(72,'ldoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','80475436ff3820acf81e83a59646a67ebfe9a8b52cfa1b7b1898cef28ed034de','');
INSERT INTO "history" VALUES(73,'ldoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','80475436ff3820acf81e83a59646a67ebfe9a8b52cfa1b7b1898cef28ed034de','');
INSERT INTO "history" VALUES(74,'ldoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','80475436ff3820acf81e83a59646a67ebfe9a8b52cfa1b7b1898cef28ed034de','');
INSERT INTO "history" VALUES(75,'ldoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','80475436ff3820acf81e83a59646a67ebfe9a8b52cfa1b7b1898cef28ed034de','');
INSERT INTO "history" VALUES(76,'lhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','18f380bed601f6c24b392cb94a82bc36b23a636062cfed0635de02326bb93df0','');
INSERT INTO "history" VALUES(77,'lhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','18f380bed601f6c24b392cb94a82bc36b23a636062cfed0635de02326bb93df0','');
INSERT INTO "history" VALUES(78,'lhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','18f380bed601f6c24b392cb94a82bc36b23a636062cfed0635de02326bb93df0','');
INSERT INTO "history" VALUES(79,'lhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','18f380bed601f6c24b392cb94a82bc36b23a636062cfed0635de02326bb93df0','');
INSERT INTO "history" VALUES(80,'lhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://linkedin.example/first-of-lhalf','','sending','18f380bed601f6c24b392cb94a82bc36b23a636062cfed0635de02326bb93df0','');
INSERT INTO "history" VALUES(81,'lhalf','2026-11-21T09:00:00.000000Z','sent','','','published','18f380bed601f6c24b392cb94a82bc36b23a636062cfed0635de02326bb93df0','');
INSERT INTO "history" VALUES(82,'mapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','adc4ba50f84697d768678d1a4fe3aa875cf26c8cb14b4ff6a5b3549d275be8f9','');
INSERT INTO "history" VALUES(83,'mapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','adc4ba50f84697d768678d1a4fe3aa875cf26c8cb14b4ff6a5b3549d275be8f9','');
INSERT INTO "history" VALUES(84,'mclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','809cc0d0e272590e3c66722e45bb4e60f9ef1d0c1d2cf3488e90f72ba5d46fdc','');
INSERT INTO "history" VALUES(85,'mclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','809cc0d0e272590e3c66722e45bb4e60f9ef1d0c1d2cf3488e90f72ba5d46fdc','');
INSERT INTO "history" VALUES(86,'mclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','809cc0d0e272590e3c66722e45bb4e60f9ef1d0c1d2cf3488e90f72ba5d46fdc','');
INSERT INTO "history" VALUES(87,'msent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','0990ced15cea91498c4f4c70975d00fa360a141ede24c0d5ea93c226894e515d','');
INSERT INTO "history" VALUES(88,'msent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','0990ced15cea91498c4f4c70975d00fa360a141ede24c0d5ea93c226894e515d','');
INSERT INTO "history" VALUES(89,'msent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','0990ced15cea91498c4f4c70975d00fa360a141ede24c0d5ea93c226894e515d','');
INSERT INTO "history" VALUES(90,'msent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','0990ced15cea91498c4f4c70975d00fa360a141ede24c0d5ea93c226894e515d','');
INSERT INTO "history" VALUES(91,'mlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','6762af957dfbea66318deeba18c2a654a1106c7c492edb7e2fd300d67a74c40d','');
INSERT INTO "history" VALUES(92,'mlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','6762af957dfbea66318deeba18c2a654a1106c7c492edb7e2fd300d67a74c40d','');
INSERT INTO "history" VALUES(93,'mlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','6762af957dfbea66318deeba18c2a654a1106c7c492edb7e2fd300d67a74c40d','');
INSERT INTO "history" VALUES(94,'mlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','6762af957dfbea66318deeba18c2a654a1106c7c492edb7e2fd300d67a74c40d','');
INSERT INTO "history" VALUES(95,'mdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','2b4bf9a6d6af22679fe9521e8b63c3d86e2fb8e4ace6c1974071b5ae78f1e6e8','');
INSERT INTO "history" VALUES(96,'mdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','2b4bf9a6d6af22679fe9521e8b63c3d86e2fb8e4ace6c1974071b5ae78f1e6e8','');
INSERT INTO "history" VALUES(97,'mdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','2b4bf9a6d6af22679fe9521e8b63c3d86e2fb8e4ace6c1974071b5ae78f1e6e8','');
INSERT INTO "history" VALUES(98,'mdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','2b4bf9a6d6af22679fe9521e8b63c3d86e2fb8e4ace6c1974071b5ae78f1e6e8','');
INSERT INTO "history" VALUES(99,'mdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','2b4bf9a6d6af22679fe9521e8b63c3d86e2fb8e4ace6c1974071b5ae78f1e6e8','');
INSERT INTO "history" VALUES(100,'mdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','2b4bf9a6d6af22679fe9521e8b63c3d86e2fb8e4ace6c1974071b5ae78f1e6e8','');
INSERT INTO "history" VALUES(101,'mhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','679558c79ee63af36ea242ae8389ed2a5c33a8e509f83a5533462aa4bc4206b6','');
INSERT INTO "history" VALUES(102,'mhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','679558c79ee63af36ea242ae8389ed2a5c33a8e509f83a5533462aa4bc4206b6','');
INSERT INTO "history" VALUES(103,'mhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','679558c79ee63af36ea242ae8389ed2a5c33a8e509f83a5533462aa4bc4206b6','');
INSERT INTO "history" VALUES(104,'mhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','679558c79ee63af36ea242ae8389ed2a5c33a8e509f83a5533462aa4bc4206b6','');
INSERT INTO "history" VALUES(105,'mhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://mastodon.example/first-of-mhalf','','sending','679558c79ee63af36ea242ae8389ed2a5c33a8e509f83a5533462aa4bc4206b6','');
INSERT INTO "history" VALUES(106,'mhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','679558c79ee63af36ea242ae8389ed2a5c33a8e509f83a5533462aa4bc4206b6','');
INSERT INTO "history" VALUES(107,'bapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','f83093bb80f4fcb6a268940d4eb09f76f71c085d88af9909d8fd39e46b9c7dea','');
INSERT INTO "history" VALUES(108,'bapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','f83093bb80f4fcb6a268940d4eb09f76f71c085d88af9909d8fd39e46b9c7dea','');
INSERT INTO "history" VALUES(109,'bclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','13de392be46e6e02d9eb9301c9b9b0f2bcab7ea9ba7f3341dc11277ac460f6c5','');
INSERT INTO "history" VALUES(110,'bclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','13de392be46e6e02d9eb9301c9b9b0f2bcab7ea9ba7f3341dc11277ac460f6c5','');
INSERT INTO "history" VALUES(111,'bclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','13de392be46e6e02d9eb9301c9b9b0f2bcab7ea9ba7f3341dc11277ac460f6c5','');
INSERT INTO "history" VALUES(112,'bsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','40ec8104c4cb8fe0fa42537a21ee80023329f941308585995a4bd62fae22f883','');
INSERT INTO "history" VALUES(113,'bsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','40ec8104c4cb8fe0fa42537a21ee80023329f941308585995a4bd62fae22f883','');
INSERT INTO "history" VALUES(114,'bsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','40ec8104c4cb8fe0fa42537a21ee80023329f941308585995a4bd62fae22f883','');
INSERT INTO "history" VALUES(115,'bsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','40ec8104c4cb8fe0fa42537a21ee80023329f941308585995a4bd62fae22f883','');
INSERT INTO "history" VALUES(116,'blost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','5f2cdde3707c111f51c5e6f53d9a505528c0db8e616a2f3cb263cca26f659cf2','');
INSERT INTO "history" VALUES(117,'blost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','5f2cdde3707c111f51c5e6f53d9a505528c0db8e616a2f3cb263cca26f659cf2','');
INSERT INTO "history" VALUES(118,'blost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','5f2cdde3707c111f51c5e6f53d9a505528c0db8e616a2f3cb263cca26f659cf2','');
INSERT INTO "history" VALUES(119,'blost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','5f2cdde3707c111f51c5e6f53d9a505528c0db8e616a2f3cb263cca26f659cf2','');
INSERT INTO "history" VALUES(120,'bdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','d350676cd90fdb19ed55bae5ac92333a4aef7e4f5fae3e5f0db7199b8d1a07db','');
INSERT INTO "history" VALUES(121,'bdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','d350676cd90fdb19ed55bae5ac92333a4aef7e4f5fae3e5f0db7199b8d1a07db','');
INSERT INTO "history" VALUES(122,'bdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','d350676cd90fdb19ed55bae5ac92333a4aef7e4f5fae3e5f0db7199b8d1a07db','');
INSERT INTO "history" VALUES(123,'bdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','d350676cd90fdb19ed55bae5ac92333a4aef7e4f5fae3e5f0db7199b8d1a07db','');
INSERT INTO "history" VALUES(124,'bdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','d350676cd90fdb19ed55bae5ac92333a4aef7e4f5fae3e5f0db7199b8d1a07db','');
INSERT INTO "history" VALUES(125,'bdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','d350676cd90fdb19ed55bae5ac92333a4aef7e4f5fae3e5f0db7199b8d1a07db','');
INSERT INTO "history" VALUES(126,'bhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','72fafc8f65876e790da15657137e34374189eb4522adb400c2b26900434401b3','');
INSERT INTO "history" VALUES(127,'bhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','72fafc8f65876e790da15657137e34374189eb4522adb400c2b26900434401b3','');
INSERT INTO "history" VALUES(128,'bhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','72fafc8f65876e790da15657137e34374189eb4522adb400c2b26900434401b3','');
INSERT INTO "history" VALUES(129,'bhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','72fafc8f65876e790da15657137e34374189eb4522adb400c2b26900434401b3','');
INSERT INTO "history" VALUES(130,'bhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://bluesky.example/first-of-bhalf','','sending','72fafc8f65876e790da15657137e34374189eb4522adb400c2b26900434401b3','');
INSERT INTO "history" VALUES(131,'bhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','72fafc8f65876e790da15657137e34374189eb4522adb400c2b26900434401b3','');
INSERT INTO "history" VALUES(132,'','2026-11-21T09:00:00.000000Z','pause','x-paused: the tester said so','tester','','','');
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
INSERT INTO "steps" VALUES('xsent',0,'post','intent','86c4269fc109fc07aa7ab038bfd06bd7',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xlost',0,'post','intent','61bd49fca541574b19efca1499cf4dd5',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xdoubted',0,'post','unsure','aeb42cf082c33beeb86e54a839b3abb2',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('xhalf',0,'post','sent','8d4098c2d198fcaa314e3cfc3da59ee6',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-xhalf','https://x.example/first-of-xhalf','{}','','');
INSERT INTO "steps" VALUES('xlive',0,'post','sent','dfb3f44f06d239ff5ccf29c14951c679',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xlive-0','https://example.org/xlive-0','{}','','');
INSERT INTO "steps" VALUES('xlive',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xlive-1','https://example.org/xlive-1','{}','','');
INSERT INTO "steps" VALUES('xrefused',0,'post','refused','1d3477898ac3a01b9dfa8b915ed42230',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'it is too long','{"error": "too long"}');
INSERT INTO "steps" VALUES('xretracted',0,'post','sent','d2ab4213f3ca89f0aeed2a9e1b75621d',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xretracted-0','https://example.org/xretracted-0','{}','','');
INSERT INTO "steps" VALUES('xretracted',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xretracted-1','https://example.org/xretracted-1','{}','','');
INSERT INTO "steps" VALUES('lsent',0,'post','intent','33027e89a5dbe887811d5f5a763a56e6',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('llost',0,'post','intent','9a55fbe44b4e090f8c6226ccbe47b624',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('ldoubted',0,'post','unsure','8459e85bf74788426f78fa624bcaa903',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('lhalf',0,'post','sent','cce88b68de52c86a282ed55c3bd6dacc',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-lhalf','https://linkedin.example/first-of-lhalf','{}','','');
INSERT INTO "steps" VALUES('msent',0,'post','intent','18096ba0e4534aeffa80214f8373ea71',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mlost',0,'post','intent','0205ce52d603f7c3e94ecefdd723b82d',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mdoubted',0,'post','unsure','6e567b6fe1ec42260a386bc78a59b4f2',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('mhalf',0,'post','sent','af9fc58c51fde47016551fce95121139',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-mhalf','https://mastodon.example/first-of-mhalf','{}','','');
INSERT INTO "steps" VALUES('bsent',0,'post','intent','ff682cf63b0b8adc00cdf72bd98323f0',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('blost',0,'post','intent','906812485e855b975280dfefc316441d',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('bdoubted',0,'post','unsure','22b8c873e9b7565dff987b834fd060e1',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('bhalf',0,'post','sent','91b1fbd9d2b3e688cfc05c7487de7e99',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-bhalf','https://bluesky.example/first-of-bhalf','{}','','');
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
CREATE INDEX steps_by_receipt ON steps (receipt_at);
CREATE INDEX steps_amending ON steps (delivery) WHERE action IN ('delete', 'edit', 'reply');
CREATE INDEX posts_by_digest ON posts (digest);
CREATE INDEX posts_by_url ON posts (url);
COMMIT;
PRAGMA user_version = 6;
