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
    blocked INTEGER NOT NULL CHECK (blocked IN (0, 1)),
    UNIQUE (post, account, rehearsal, round),
    -- A yes stands only for what it bound.
    CHECK (state NOT IN ('approved', 'handoff') OR (approved IS NOT NULL AND approved = fingerprint))
);
INSERT INTO "deliveries" VALUES('xapproved',1,'x-approved','x-old','x',1,1,'approved','3df70ad9913362c1b3bd6c2e483ad8108540a38e74c74e25efe0f79092001fb3','3df70ad9913362c1b3bd6c2e483ad8108540a38e74c74e25efe0f79092001fb3','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0005',0);
INSERT INTO "deliveries" VALUES('xclaimed',2,'x-claimed','x-old','x',1,1,'sending','f18b809aa00ec0f6e1a3b4233db814fae20ade92b0664fe50af883aa7fc18310','f18b809aa00ec0f6e1a3b4233db814fae20ade92b0664fe50af883aa7fc18310','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0005',0);
INSERT INTO "deliveries" VALUES('xsent',3,'x-sent','x-old','x',1,1,'sending','b65cdc8387957c5a78a630e510acce33555ee536426b6a29491cacaba3686b1d','b65cdc8387957c5a78a630e510acce33555ee536426b6a29491cacaba3686b1d','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0005',0);
INSERT INTO "deliveries" VALUES('xlost',4,'x-lost','x-old','x',1,1,'sending','af6740980dbaaa459d8de6c91add58fd63f8228198d52aee94792802ffb6038e','af6740980dbaaa459d8de6c91add58fd63f8228198d52aee94792802ffb6038e','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0005',0);
INSERT INTO "deliveries" VALUES('xdoubted',5,'x-doubted','x-old','x',1,1,'unsure','8bcf87a5818110ce30cdd779c8a735b63096ac706f2f4186c416d78e9f09a16e','8bcf87a5818110ce30cdd779c8a735b63096ac706f2f4186c416d78e9f09a16e','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0005',0);
INSERT INTO "deliveries" VALUES('xhalf',6,'x-half','x-old','x',1,1,'approved','01047b453e53d09f3d8d166f141e03d0747cfc15494f01e615992772b9e7341b','01047b453e53d09f3d8d166f141e03d0747cfc15494f01e615992772b9e7341b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0005',0);
INSERT INTO "deliveries" VALUES('xwaits',7,'x-waits','x-old','x',1,1,'waiting','ee6acb092a07fdbacf1653fe774619f21ef233996a4fe2a4b93346b25813e74a',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','waits schema-0005',0);
INSERT INTO "deliveries" VALUES('xpaused',8,'x-paused','x-paused','x',1,1,'approved','3d35af822d4af66b743a896442e157cc0f5dfd03b3be6f9fe308b31f33e9f440','3d35af822d4af66b743a896442e157cc0f5dfd03b3be6f9fe308b31f33e9f440','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','paused schema-0005',0);
INSERT INTO "deliveries" VALUES('xlive',9,'x-live','x-old','x',1,1,'published','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','live schema-0005',0);
INSERT INTO "deliveries" VALUES('xrefused',10,'x-refused','x-old','x',1,1,'failed','332ac3ba5198710113b333329c21560b13e04f6f18948d61da6808a44de65cd1','332ac3ba5198710113b333329c21560b13e04f6f18948d61da6808a44de65cd1','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'Refused: it is too long. Nothing is live','refused schema-0005',0);
INSERT INTO "deliveries" VALUES('xlate',11,'x-late','x-old','x',1,1,'held','197c3c33ddea81370d32a4b1f7160cafe9bea367193f3b9534c9a725d0842990','197c3c33ddea81370d32a4b1f7160cafe9bea367193f3b9534c9a725d0842990','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'its time was 09:00; the window of your yes is over','late schema-0005',0);
INSERT INTO "deliveries" VALUES('xrejected',12,'x-rejected','x-old','x',1,1,'rejected','a30ff1949072d60db2e1ffbdfa79424ed8485816bfee8af4de2839d593beb0da',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','rejected schema-0005',0);
INSERT INTO "deliveries" VALUES('xretracted',13,'x-retracted','x-old','x',1,1,'retracted','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','retracted schema-0005',0);
INSERT INTO "deliveries" VALUES('lapproved',14,'linkedin-approved','linkedin-old','linkedin',1,1,'approved','e8d644045132ef1b6ed0a645b9c01a7443b65413c80466a922f9fcb968cb5fc2','e8d644045132ef1b6ed0a645b9c01a7443b65413c80466a922f9fcb968cb5fc2','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,1,'','approved schema-0005',0);
INSERT INTO "deliveries" VALUES('lclaimed',15,'linkedin-claimed','linkedin-old','linkedin',1,1,'sending','16c6dced62c17762e6c734d8787742974c32bc79b7c898586b2a0ab22231ef85','16c6dced62c17762e6c734d8787742974c32bc79b7c898586b2a0ab22231ef85','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','claimed schema-0005',0);
INSERT INTO "deliveries" VALUES('lsent',16,'linkedin-sent','linkedin-old','linkedin',1,1,'sending','cdd12f7e6a1cf26186defdcad670fb8f5513dfdd0f91784b933ca0207f2df769','cdd12f7e6a1cf26186defdcad670fb8f5513dfdd0f91784b933ca0207f2df769','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','sent schema-0005',0);
INSERT INTO "deliveries" VALUES('llost',17,'linkedin-lost','linkedin-old','linkedin',1,1,'sending','0a864aa2639f24bd1ea5292a2db7a461d56e7df2ce9ca36443217d92367ad4ff','0a864aa2639f24bd1ea5292a2db7a461d56e7df2ce9ca36443217d92367ad4ff','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','lost schema-0005',0);
INSERT INTO "deliveries" VALUES('ldoubted',18,'linkedin-doubted','linkedin-old','linkedin',1,1,'unsure','63945916976d98df7b8287e2be7b90b0f6158b9ec9eaf95d58da9362592663f3','63945916976d98df7b8287e2be7b90b0f6158b9ec9eaf95d58da9362592663f3','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'The connection was lost.','doubted schema-0005',0);
INSERT INTO "deliveries" VALUES('lhalf',19,'linkedin-half','linkedin-old','linkedin',1,1,'published','bf8251a8beaaa4b42d129af9d4647924e5908562e362071edc0867f7289ff930','bf8251a8beaaa4b42d129af9d4647924e5908562e362071edc0867f7289ff930','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','half schema-0005',0);
INSERT INTO "deliveries" VALUES('mapproved',20,'mastodon-approved','mastodon-old','mastodon',1,1,'approved','c27c80ef225d415297ac70064148e7a8892c4e0ce0b92752dbff0ea7716c812c','c27c80ef225d415297ac70064148e7a8892c4e0ce0b92752dbff0ea7716c812c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0005',0);
INSERT INTO "deliveries" VALUES('mclaimed',21,'mastodon-claimed','mastodon-old','mastodon',1,1,'sending','684142973068ff0946e077b8c3c798e1efc038f5f17b48058178580809a5c1e6','684142973068ff0946e077b8c3c798e1efc038f5f17b48058178580809a5c1e6','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0005',0);
INSERT INTO "deliveries" VALUES('msent',22,'mastodon-sent','mastodon-old','mastodon',1,1,'sending','567373b1bfb338537a928fb111190164d032581f0e0f2e5f8532ea923ac7954c','567373b1bfb338537a928fb111190164d032581f0e0f2e5f8532ea923ac7954c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0005',0);
INSERT INTO "deliveries" VALUES('mlost',23,'mastodon-lost','mastodon-old','mastodon',1,1,'sending','d96b4a002e4aa5bc483a39f90db21604b28483db8057a4139af4924d2e0dfed6','d96b4a002e4aa5bc483a39f90db21604b28483db8057a4139af4924d2e0dfed6','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0005',0);
INSERT INTO "deliveries" VALUES('mdoubted',24,'mastodon-doubted','mastodon-old','mastodon',1,1,'unsure','040363ea233c3d3c1bc903b09b804dd2240509f8b745664ef20a21e326d49ac3','040363ea233c3d3c1bc903b09b804dd2240509f8b745664ef20a21e326d49ac3','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0005',0);
INSERT INTO "deliveries" VALUES('mhalf',25,'mastodon-half','mastodon-old','mastodon',1,1,'approved','88a1b94fc18d96cdf6d0886893ac0f3bb87568da04adb7484756bdde7f0a98f9','88a1b94fc18d96cdf6d0886893ac0f3bb87568da04adb7484756bdde7f0a98f9','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0005',0);
INSERT INTO "deliveries" VALUES('bapproved',26,'bluesky-approved','bluesky-old','bluesky',1,1,'approved','96dc6d393368d7044ecd6c6799d6c2ca665410f10b15b338ff24aefb238b2abf','96dc6d393368d7044ecd6c6799d6c2ca665410f10b15b338ff24aefb238b2abf','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0005',0);
INSERT INTO "deliveries" VALUES('bclaimed',27,'bluesky-claimed','bluesky-old','bluesky',1,1,'sending','59b81e15041c3baf897cb379069eb59129c6b18063602db3c97750e58ee66b01','59b81e15041c3baf897cb379069eb59129c6b18063602db3c97750e58ee66b01','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0005',0);
INSERT INTO "deliveries" VALUES('bsent',28,'bluesky-sent','bluesky-old','bluesky',1,1,'sending','9e224d7a6ecbadef4e2d33db357f5affe6f257d86ac6d9453c140de092b5c97b','9e224d7a6ecbadef4e2d33db357f5affe6f257d86ac6d9453c140de092b5c97b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0005',0);
INSERT INTO "deliveries" VALUES('blost',29,'bluesky-lost','bluesky-old','bluesky',1,1,'sending','79b7ac2d5ca19f5a910b7bbfd03478cdae61e030f96fadf4c9fa6a43fd0d40ca','79b7ac2d5ca19f5a910b7bbfd03478cdae61e030f96fadf4c9fa6a43fd0d40ca','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0005',0);
INSERT INTO "deliveries" VALUES('bdoubted',30,'bluesky-doubted','bluesky-old','bluesky',1,1,'unsure','467537200fd361a845c4b40bc7e58bd924499efb5f31e37d6c1451133430a948','467537200fd361a845c4b40bc7e58bd924499efb5f31e37d6c1451133430a948','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0005',0);
INSERT INTO "deliveries" VALUES('bhalf',31,'bluesky-half','bluesky-old','bluesky',1,1,'approved','932b94854a4865c2e2fde3f3d81db3ffacad8b403cc97a3c1815135732a11add','932b94854a4865c2e2fde3f3d81db3ffacad8b403cc97a3c1815135732a11add','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0005',0);
CREATE TABLE drafts (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (delivery, fingerprint)
);
INSERT INTO "drafts" VALUES('xapproved','3df70ad9913362c1b3bd6c2e483ad8108540a38e74c74e25efe0f79092001fb3','{"account":"x-old","platform":"x","title":"approved schema-0005","segments":[{"text":"The beginning of what was approved on x when the database was schema-0005.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was approved on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was approved on x when the database was schema-0005.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was approved on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xclaimed','f18b809aa00ec0f6e1a3b4233db814fae20ade92b0664fe50af883aa7fc18310','{"account":"x-old","platform":"x","title":"claimed schema-0005","segments":[{"text":"The beginning of what was claimed on x when the database was schema-0005.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was claimed on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was claimed on x when the database was schema-0005.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was claimed on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xsent','b65cdc8387957c5a78a630e510acce33555ee536426b6a29491cacaba3686b1d','{"account":"x-old","platform":"x","title":"sent schema-0005","segments":[{"text":"The beginning of what was sent on x when the database was schema-0005.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was sent on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was sent on x when the database was schema-0005.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was sent on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlost','af6740980dbaaa459d8de6c91add58fd63f8228198d52aee94792802ffb6038e','{"account":"x-old","platform":"x","title":"lost schema-0005","segments":[{"text":"The beginning of what was lost on x when the database was schema-0005.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was lost on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was lost on x when the database was schema-0005.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was lost on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xdoubted','8bcf87a5818110ce30cdd779c8a735b63096ac706f2f4186c416d78e9f09a16e','{"account":"x-old","platform":"x","title":"doubted schema-0005","segments":[{"text":"The beginning of what was doubted on x when the database was schema-0005.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was doubted on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was doubted on x when the database was schema-0005.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was doubted on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xhalf','01047b453e53d09f3d8d166f141e03d0747cfc15494f01e615992772b9e7341b','{"account":"x-old","platform":"x","title":"half schema-0005","segments":[{"text":"The beginning of what was half on x when the database was schema-0005.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was half on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was half on x when the database was schema-0005.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was half on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xwaits','ee6acb092a07fdbacf1653fe774619f21ef233996a4fe2a4b93346b25813e74a','{"account":"x-old","platform":"x","title":"waits schema-0005","segments":[{"text":"The beginning of what was waits on x when the database was schema-0005.","length":71,"limit":280,"counter":"x-weighted","wire":"The beginning of what was waits on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was waits on x when the database was schema-0005.","length":66,"limit":280,"counter":"x-weighted","wire":"The rest of what was waits on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xpaused','3d35af822d4af66b743a896442e157cc0f5dfd03b3be6f9fe308b31f33e9f440','{"account":"x-paused","platform":"x","title":"paused schema-0005","segments":[{"text":"The beginning of what was paused on x when the database was schema-0005.","length":72,"limit":280,"counter":"x-weighted","wire":"The beginning of what was paused on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was paused on x when the database was schema-0005.","length":67,"limit":280,"counter":"x-weighted","wire":"The rest of what was paused on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlive','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','{"account":"x-old","platform":"x","title":"live schema-0005","segments":[{"text":"The beginning of what was live on x when the database was schema-0005.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was live on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was live on x when the database was schema-0005.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was live on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrefused','332ac3ba5198710113b333329c21560b13e04f6f18948d61da6808a44de65cd1','{"account":"x-old","platform":"x","title":"refused schema-0005","segments":[{"text":"The beginning of what was refused on x when the database was schema-0005.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was refused on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was refused on x when the database was schema-0005.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was refused on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlate','197c3c33ddea81370d32a4b1f7160cafe9bea367193f3b9534c9a725d0842990','{"account":"x-old","platform":"x","title":"late schema-0005","segments":[{"text":"The beginning of what was late on x when the database was schema-0005.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was late on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was late on x when the database was schema-0005.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was late on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrejected','a30ff1949072d60db2e1ffbdfa79424ed8485816bfee8af4de2839d593beb0da','{"account":"x-old","platform":"x","title":"rejected schema-0005","segments":[{"text":"The beginning of what was rejected on x when the database was schema-0005.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was rejected on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was rejected on x when the database was schema-0005.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was rejected on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xretracted','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','{"account":"x-old","platform":"x","title":"retracted schema-0005","segments":[{"text":"The beginning of what was retracted on x when the database was schema-0005.","length":75,"limit":280,"counter":"x-weighted","wire":"The beginning of what was retracted on x when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was retracted on x when the database was schema-0005.","length":70,"limit":280,"counter":"x-weighted","wire":"The rest of what was retracted on x when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lapproved','e8d644045132ef1b6ed0a645b9c01a7443b65413c80466a922f9fcb968cb5fc2','{"account":"linkedin-old","platform":"linkedin","title":"approved schema-0005","segments":[{"text":"The beginning of what was approved on linkedin when the database was schema-0005.","length":81,"limit":3000,"counter":"utf16","wire":"The beginning of what was approved on linkedin when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lclaimed','16c6dced62c17762e6c734d8787742974c32bc79b7c898586b2a0ab22231ef85','{"account":"linkedin-old","platform":"linkedin","title":"claimed schema-0005","segments":[{"text":"The beginning of what was claimed on linkedin when the database was schema-0005.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was claimed on linkedin when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lsent','cdd12f7e6a1cf26186defdcad670fb8f5513dfdd0f91784b933ca0207f2df769','{"account":"linkedin-old","platform":"linkedin","title":"sent schema-0005","segments":[{"text":"The beginning of what was sent on linkedin when the database was schema-0005.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was sent on linkedin when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('llost','0a864aa2639f24bd1ea5292a2db7a461d56e7df2ce9ca36443217d92367ad4ff','{"account":"linkedin-old","platform":"linkedin","title":"lost schema-0005","segments":[{"text":"The beginning of what was lost on linkedin when the database was schema-0005.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was lost on linkedin when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('ldoubted','63945916976d98df7b8287e2be7b90b0f6158b9ec9eaf95d58da9362592663f3','{"account":"linkedin-old","platform":"linkedin","title":"doubted schema-0005","segments":[{"text":"The beginning of what was doubted on linkedin when the database was schema-0005.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was doubted on linkedin when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lhalf','bf8251a8beaaa4b42d129af9d4647924e5908562e362071edc0867f7289ff930','{"account":"linkedin-old","platform":"linkedin","title":"half schema-0005","segments":[{"text":"The beginning of what was half on linkedin when the database was schema-0005.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was half on linkedin when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mapproved','c27c80ef225d415297ac70064148e7a8892c4e0ce0b92752dbff0ea7716c812c','{"account":"mastodon-old","platform":"mastodon","title":"approved schema-0005","segments":[{"text":"The beginning of what was approved on mastodon when the database was schema-0005.","length":81,"limit":500,"counter":"mastodon","wire":"The beginning of what was approved on mastodon when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was approved on mastodon when the database was schema-0005.","length":76,"limit":500,"counter":"mastodon","wire":"The rest of what was approved on mastodon when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mclaimed','684142973068ff0946e077b8c3c798e1efc038f5f17b48058178580809a5c1e6','{"account":"mastodon-old","platform":"mastodon","title":"claimed schema-0005","segments":[{"text":"The beginning of what was claimed on mastodon when the database was schema-0005.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was claimed on mastodon when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was claimed on mastodon when the database was schema-0005.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was claimed on mastodon when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('msent','567373b1bfb338537a928fb111190164d032581f0e0f2e5f8532ea923ac7954c','{"account":"mastodon-old","platform":"mastodon","title":"sent schema-0005","segments":[{"text":"The beginning of what was sent on mastodon when the database was schema-0005.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was sent on mastodon when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was sent on mastodon when the database was schema-0005.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was sent on mastodon when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mlost','d96b4a002e4aa5bc483a39f90db21604b28483db8057a4139af4924d2e0dfed6','{"account":"mastodon-old","platform":"mastodon","title":"lost schema-0005","segments":[{"text":"The beginning of what was lost on mastodon when the database was schema-0005.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was lost on mastodon when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was lost on mastodon when the database was schema-0005.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was lost on mastodon when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mdoubted','040363ea233c3d3c1bc903b09b804dd2240509f8b745664ef20a21e326d49ac3','{"account":"mastodon-old","platform":"mastodon","title":"doubted schema-0005","segments":[{"text":"The beginning of what was doubted on mastodon when the database was schema-0005.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was doubted on mastodon when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was doubted on mastodon when the database was schema-0005.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was doubted on mastodon when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mhalf','88a1b94fc18d96cdf6d0886893ac0f3bb87568da04adb7484756bdde7f0a98f9','{"account":"mastodon-old","platform":"mastodon","title":"half schema-0005","segments":[{"text":"The beginning of what was half on mastodon when the database was schema-0005.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was half on mastodon when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was half on mastodon when the database was schema-0005.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was half on mastodon when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bapproved','96dc6d393368d7044ecd6c6799d6c2ca665410f10b15b338ff24aefb238b2abf','{"account":"bluesky-old","platform":"bluesky","title":"approved schema-0005","segments":[{"text":"The beginning of what was approved on bluesky when the database was schema-0005.","length":80,"limit":300,"counter":"graphemes","wire":"The beginning of what was approved on bluesky when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was approved on bluesky when the database was schema-0005.","length":75,"limit":300,"counter":"graphemes","wire":"The rest of what was approved on bluesky when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bclaimed','59b81e15041c3baf897cb379069eb59129c6b18063602db3c97750e58ee66b01','{"account":"bluesky-old","platform":"bluesky","title":"claimed schema-0005","segments":[{"text":"The beginning of what was claimed on bluesky when the database was schema-0005.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was claimed on bluesky when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was claimed on bluesky when the database was schema-0005.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was claimed on bluesky when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bsent','9e224d7a6ecbadef4e2d33db357f5affe6f257d86ac6d9453c140de092b5c97b','{"account":"bluesky-old","platform":"bluesky","title":"sent schema-0005","segments":[{"text":"The beginning of what was sent on bluesky when the database was schema-0005.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was sent on bluesky when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was sent on bluesky when the database was schema-0005.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was sent on bluesky when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('blost','79b7ac2d5ca19f5a910b7bbfd03478cdae61e030f96fadf4c9fa6a43fd0d40ca','{"account":"bluesky-old","platform":"bluesky","title":"lost schema-0005","segments":[{"text":"The beginning of what was lost on bluesky when the database was schema-0005.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was lost on bluesky when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was lost on bluesky when the database was schema-0005.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was lost on bluesky when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bdoubted','467537200fd361a845c4b40bc7e58bd924499efb5f31e37d6c1451133430a948','{"account":"bluesky-old","platform":"bluesky","title":"doubted schema-0005","segments":[{"text":"The beginning of what was doubted on bluesky when the database was schema-0005.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was doubted on bluesky when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was doubted on bluesky when the database was schema-0005.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was doubted on bluesky when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bhalf','932b94854a4865c2e2fde3f3d81db3ffacad8b403cc97a3c1815135732a11add','{"account":"bluesky-old","platform":"bluesky","title":"half schema-0005","segments":[{"text":"The beginning of what was half on bluesky when the database was schema-0005.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was half on bluesky when the database was schema-0005.","spans":[],"media":[]},{"text":"The rest of what was half on bluesky when the database was schema-0005.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was half on bluesky when the database was schema-0005.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
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
INSERT INTO "history" VALUES(1,'xapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3df70ad9913362c1b3bd6c2e483ad8108540a38e74c74e25efe0f79092001fb3','');
INSERT INTO "history" VALUES(2,'xapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','3df70ad9913362c1b3bd6c2e483ad8108540a38e74c74e25efe0f79092001fb3','');
INSERT INTO "history" VALUES(3,'xclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','f18b809aa00ec0f6e1a3b4233db814fae20ade92b0664fe50af883aa7fc18310','');
INSERT INTO "history" VALUES(4,'xclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','f18b809aa00ec0f6e1a3b4233db814fae20ade92b0664fe50af883aa7fc18310','');
INSERT INTO "history" VALUES(5,'xclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','f18b809aa00ec0f6e1a3b4233db814fae20ade92b0664fe50af883aa7fc18310','');
INSERT INTO "history" VALUES(6,'xsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','b65cdc8387957c5a78a630e510acce33555ee536426b6a29491cacaba3686b1d','');
INSERT INTO "history" VALUES(7,'xsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','b65cdc8387957c5a78a630e510acce33555ee536426b6a29491cacaba3686b1d','');
INSERT INTO "history" VALUES(8,'xsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','b65cdc8387957c5a78a630e510acce33555ee536426b6a29491cacaba3686b1d','');
INSERT INTO "history" VALUES(9,'xsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','b65cdc8387957c5a78a630e510acce33555ee536426b6a29491cacaba3686b1d','');
INSERT INTO "history" VALUES(10,'xlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','af6740980dbaaa459d8de6c91add58fd63f8228198d52aee94792802ffb6038e','');
INSERT INTO "history" VALUES(11,'xlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','af6740980dbaaa459d8de6c91add58fd63f8228198d52aee94792802ffb6038e','');
INSERT INTO "history" VALUES(12,'xlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','af6740980dbaaa459d8de6c91add58fd63f8228198d52aee94792802ffb6038e','');
INSERT INTO "history" VALUES(13,'xlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','af6740980dbaaa459d8de6c91add58fd63f8228198d52aee94792802ffb6038e','');
INSERT INTO "history" VALUES(14,'xdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','8bcf87a5818110ce30cdd779c8a735b63096ac706f2f4186c416d78e9f09a16e','');
INSERT INTO "history" VALUES(15,'xdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','8bcf87a5818110ce30cdd779c8a735b63096ac706f2f4186c416d78e9f09a16e','');
INSERT INTO "history" VALUES(16,'xdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','8bcf87a5818110ce30cdd779c8a735b63096ac706f2f4186c416d78e9f09a16e','');
INSERT INTO "history" VALUES(17,'xdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','8bcf87a5818110ce30cdd779c8a735b63096ac706f2f4186c416d78e9f09a16e','');
INSERT INTO "history" VALUES(18,'xdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','8bcf87a5818110ce30cdd779c8a735b63096ac706f2f4186c416d78e9f09a16e','');
INSERT INTO "history" VALUES(19,'xdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','8bcf87a5818110ce30cdd779c8a735b63096ac706f2f4186c416d78e9f09a16e','');
INSERT INTO "history" VALUES(20,'xhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','01047b453e53d09f3d8d166f141e03d0747cfc15494f01e615992772b9e7341b','');
INSERT INTO "history" VALUES(21,'xhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','01047b453e53d09f3d8d166f141e03d0747cfc15494f01e615992772b9e7341b','');
INSERT INTO "history" VALUES(22,'xhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','01047b453e53d09f3d8d166f141e03d0747cfc15494f01e615992772b9e7341b','');
INSERT INTO "history" VALUES(23,'xhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','01047b453e53d09f3d8d166f141e03d0747cfc15494f01e615992772b9e7341b','');
INSERT INTO "history" VALUES(24,'xhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://x.example/first-of-xhalf','','sending','01047b453e53d09f3d8d166f141e03d0747cfc15494f01e615992772b9e7341b','');
INSERT INTO "history" VALUES(25,'xhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','01047b453e53d09f3d8d166f141e03d0747cfc15494f01e615992772b9e7341b','');
INSERT INTO "history" VALUES(26,'xwaits','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','ee6acb092a07fdbacf1653fe774619f21ef233996a4fe2a4b93346b25813e74a','');
INSERT INTO "history" VALUES(27,'xpaused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3d35af822d4af66b743a896442e157cc0f5dfd03b3be6f9fe308b31f33e9f440','');
INSERT INTO "history" VALUES(28,'xpaused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','3d35af822d4af66b743a896442e157cc0f5dfd03b3be6f9fe308b31f33e9f440','');
INSERT INTO "history" VALUES(29,'xlive','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','');
INSERT INTO "history" VALUES(30,'xlive','2026-11-21T09:00:00.000000Z','yes','','tester','approved','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','');
INSERT INTO "history" VALUES(31,'xlive','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','');
INSERT INTO "history" VALUES(32,'xlive','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','');
INSERT INTO "history" VALUES(33,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xlive-0','','sending','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','');
INSERT INTO "history" VALUES(34,'xlive','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','');
INSERT INTO "history" VALUES(35,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xlive-1','','sending','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','');
INSERT INTO "history" VALUES(36,'xlive','2026-11-21T09:00:00.000000Z','sent','','','published','a0647f13e4253976c8e38e87725a6b4b92a67efbe68728c1cb5b83127fcd2aa3','');
INSERT INTO "history" VALUES(37,'xrefused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','332ac3ba5198710113b333329c21560b13e04f6f18948d61da6808a44de65cd1','');
INSERT INTO "history" VALUES(38,'xrefused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','332ac3ba5198710113b333329c21560b13e04f6f18948d61da6808a44de65cd1','');
INSERT INTO "history" VALUES(39,'xrefused','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','332ac3ba5198710113b333329c21560b13e04f6f18948d61da6808a44de65cd1','');
INSERT INTO "history" VALUES(40,'xrefused','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','332ac3ba5198710113b333329c21560b13e04f6f18948d61da6808a44de65cd1','');
INSERT INTO "history" VALUES(41,'xrefused','2026-11-21T09:00:00.000000Z','receipt','step 0: refused it is too long','','sending','332ac3ba5198710113b333329c21560b13e04f6f18948d61da6808a44de65cd1','{"error": "too long"}');
INSERT INTO "history" VALUES(42,'xrefused','2026-11-21T09:00:00.000000Z','refuse','','','failed','332ac3ba5198710113b333329c21560b13e04f6f18948d61da6808a44de65cd1','');
INSERT INTO "history" VALUES(43,'xlate','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','197c3c33ddea81370d32a4b1f7160cafe9bea367193f3b9534c9a725d0842990','');
INSERT INTO "history" VALUES(44,'xlate','2026-11-21T09:00:00.000000Z','yes','','tester','approved','197c3c33ddea81370d32a4b1f7160cafe9bea367193f3b9534c9a725d0842990','');
INSERT INTO "history" VALUES(45,'xlate','2026-11-21T09:00:00.000000Z','past window','','','held','197c3c33ddea81370d32a4b1f7160cafe9bea367193f3b9534c9a725d0842990','');
INSERT INTO "history" VALUES(46,'xrejected','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','a30ff1949072d60db2e1ffbdfa79424ed8485816bfee8af4de2839d593beb0da','');
INSERT INTO "history" VALUES(47,'xrejected','2026-11-21T09:00:00.000000Z','no','','tester','rejected','a30ff1949072d60db2e1ffbdfa79424ed8485816bfee8af4de2839d593beb0da','');
INSERT INTO "history" VALUES(48,'xretracted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','');
INSERT INTO "history" VALUES(49,'xretracted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','');
INSERT INTO "history" VALUES(50,'xretracted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','');
INSERT INTO "history" VALUES(51,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','');
INSERT INTO "history" VALUES(52,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xretracted-0','','sending','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','');
INSERT INTO "history" VALUES(53,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','');
INSERT INTO "history" VALUES(54,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xretracted-1','','sending','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','');
INSERT INTO "history" VALUES(55,'xretracted','2026-11-21T09:00:00.000000Z','sent','','','published','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','');
INSERT INTO "history" VALUES(56,'xretracted','2026-11-21T09:00:00.000000Z','retract','','tester','retracted','cb88259381034976066a13bd77b427786e0587bdd0654e10a7a9fa2f0c8e73fd','');
INSERT INTO "history" VALUES(57,'lapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','e8d644045132ef1b6ed0a645b9c01a7443b65413c80466a922f9fcb968cb5fc2','');
INSERT INTO "history" VALUES(58,'lapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','e8d644045132ef1b6ed0a645b9c01a7443b65413c80466a922f9fcb968cb5fc2','');
INSERT INTO "history" VALUES(59,'lclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','16c6dced62c17762e6c734d8787742974c32bc79b7c898586b2a0ab22231ef85','');
INSERT INTO "history" VALUES(60,'lclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','16c6dced62c17762e6c734d8787742974c32bc79b7c898586b2a0ab22231ef85','');
INSERT INTO "history" VALUES(61,'lclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','16c6dced62c17762e6c734d8787742974c32bc79b7c898586b2a0ab22231ef85','');
INSERT INTO "history" VALUES(62,'lsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','cdd12f7e6a1cf26186defdcad670fb8f5513dfdd0f91784b933ca0207f2df769','');
INSERT INTO "history" VALUES(63,'lsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','cdd12f7e6a1cf26186defdcad670fb8f5513dfdd0f91784b933ca0207f2df769','');
INSERT INTO "history" VALUES(64,'lsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','cdd12f7e6a1cf26186defdcad670fb8f5513dfdd0f91784b933ca0207f2df769','');
INSERT INTO "history" VALUES(65,'lsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','cdd12f7e6a1cf26186defdcad670fb8f5513dfdd0f91784b933ca0207f2df769','');
INSERT INTO "history" VALUES(66,'llost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','0a864aa2639f24bd1ea5292a2db7a461d56e7df2ce9ca36443217d92367ad4ff','');
INSERT INTO "history" VALUES(67,'llost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','0a864aa2639f24bd1ea5292a2db7a461d56e7df2ce9ca36443217d92367ad4ff','');
INSERT INTO "history" VALUES(68,'llost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','0a864aa2639f24bd1ea5292a2db7a461d56e7df2ce9ca36443217d92367ad4ff','');
INSERT INTO "history" VALUES(69,'llost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','0a864aa2639f24bd1ea5292a2db7a461d56e7df2ce9ca36443217d92367ad4ff','');
INSERT INTO "history" VALUES(70,'ldoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','63945916976d98df7b8287e2be7b90b0f6158b9ec9eaf95d58da9362592663f3','');
INSERT INTO "history" VALUES(71,'ldoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','63945916976d98df7b8287e2be7b90b0f6158b9ec9eaf95d58da9362592663f3','');
INSERT INTO "history" VALUES(72,'ldoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','63945916976d98df7b8287e2be7b90b0f6158b9ec9eaf95d58da9362592663f3','');
INSERT INTO "history" VALUES(73,'ldoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','63945916976d98df7b8287e2be7b90b0f6158b9ec9eaf95d58da9362592663f3','');
INSERT INTO "history" VALUES(74,'ldoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','63945916976d98df7b8287e2be7b90b0f6158b9ec9eaf95d58da9362592663f3','');
INSERT INTO "history" VALUES(75,'ldoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','63945916976d98df7b8287e2be7b90b0f6158b9ec9eaf95d58da9362592663f3','');
INSERT INTO "history" VALUES(76,'lhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','bf8251a8beaaa4b42d129af9d4647924e5908562e362071edc0867f7289ff930','');
INSERT INTO "history" VALUES(77,'lhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','bf8251a8beaaa4b42d129af9d4647924e5908562e362071edc0867f7289ff930','');
INSERT INTO "history" VALUES(78,'lhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','bf8251a8beaaa4b42d129af9d4647924e5908562e362071edc0867f7289ff930','');
INSERT INTO "history" VALUES(79,'lhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','bf8251a8beaaa4b42d129af9d4647924e5908562e362071edc0867f7289ff930','');
INSERT INTO "history" VALUES(80,'lhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://linkedin.example/first-of-lhalf','','sending','bf8251a8beaaa4b42d129af9d4647924e5908562e362071edc0867f7289ff930','');
INSERT INTO "history" VALUES(81,'lhalf','2026-11-21T09:00:00.000000Z','sent','','','published','bf8251a8beaaa4b42d129af9d4647924e5908562e362071edc0867f7289ff930','');
INSERT INTO "history" VALUES(82,'mapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','c27c80ef225d415297ac70064148e7a8892c4e0ce0b92752dbff0ea7716c812c','');
INSERT INTO "history" VALUES(83,'mapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','c27c80ef225d415297ac70064148e7a8892c4e0ce0b92752dbff0ea7716c812c','');
INSERT INTO "history" VALUES(84,'mclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','684142973068ff0946e077b8c3c798e1efc038f5f17b48058178580809a5c1e6','');
INSERT INTO "history" VALUES(85,'mclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','684142973068ff0946e077b8c3c798e1efc038f5f17b48058178580809a5c1e6','');
INSERT INTO "history" VALUES(86,'mclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','684142973068ff0946e077b8c3c798e1efc038f5f17b48058178580809a5c1e6','');
INSERT INTO "history" VALUES(87,'msent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','567373b1bfb338537a928fb111190164d032581f0e0f2e5f8532ea923ac7954c','');
INSERT INTO "history" VALUES(88,'msent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','567373b1bfb338537a928fb111190164d032581f0e0f2e5f8532ea923ac7954c','');
INSERT INTO "history" VALUES(89,'msent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','567373b1bfb338537a928fb111190164d032581f0e0f2e5f8532ea923ac7954c','');
INSERT INTO "history" VALUES(90,'msent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','567373b1bfb338537a928fb111190164d032581f0e0f2e5f8532ea923ac7954c','');
INSERT INTO "history" VALUES(91,'mlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','d96b4a002e4aa5bc483a39f90db21604b28483db8057a4139af4924d2e0dfed6','');
INSERT INTO "history" VALUES(92,'mlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','d96b4a002e4aa5bc483a39f90db21604b28483db8057a4139af4924d2e0dfed6','');
INSERT INTO "history" VALUES(93,'mlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','d96b4a002e4aa5bc483a39f90db21604b28483db8057a4139af4924d2e0dfed6','');
INSERT INTO "history" VALUES(94,'mlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','d96b4a002e4aa5bc483a39f90db21604b28483db8057a4139af4924d2e0dfed6','');
INSERT INTO "history" VALUES(95,'mdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','040363ea233c3d3c1bc903b09b804dd2240509f8b745664ef20a21e326d49ac3','');
INSERT INTO "history" VALUES(96,'mdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','040363ea233c3d3c1bc903b09b804dd2240509f8b745664ef20a21e326d49ac3','');
INSERT INTO "history" VALUES(97,'mdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','040363ea233c3d3c1bc903b09b804dd2240509f8b745664ef20a21e326d49ac3','');
INSERT INTO "history" VALUES(98,'mdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','040363ea233c3d3c1bc903b09b804dd2240509f8b745664ef20a21e326d49ac3','');
INSERT INTO "history" VALUES(99,'mdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','040363ea233c3d3c1bc903b09b804dd2240509f8b745664ef20a21e326d49ac3','');
INSERT INTO "history" VALUES(100,'mdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','040363ea233c3d3c1bc903b09b804dd2240509f8b745664ef20a21e326d49ac3','');
INSERT INTO "history" VALUES(101,'mhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','88a1b94fc18d96cdf6d0886893ac0f3bb87568da04adb7484756bdde7f0a98f9','');
INSERT INTO "history" VALUES(102,'mhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','88a1b94fc18d96cdf6d0886893ac0f3bb87568da04adb7484756bdde7f0a98f9','');
INSERT INTO "history" VALUES(103,'mhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','88a1b94fc18d96cdf6d0886893ac0f3bb87568da04adb7484756bdde7f0a98f9','');
INSERT INTO "history" VALUES(104,'mhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','88a1b94fc18d96cdf6d0886893ac0f3bb87568da04adb7484756bdde7f0a98f9','');
INSERT INTO "history" VALUES(105,'mhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://mastodon.example/first-of-mhalf','','sending','88a1b94fc18d96cdf6d0886893ac0f3bb87568da04adb7484756bdde7f0a98f9','');
INSERT INTO "history" VALUES(106,'mhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','88a1b94fc18d96cdf6d0886893ac0f3bb87568da04adb7484756bdde7f0a98f9','');
INSERT INTO "history" VALUES(107,'bapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','96dc6d393368d7044ecd6c6799d6c2ca665410f10b15b338ff24aefb238b2abf','');
INSERT INTO "history" VALUES(108,'bapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','96dc6d393368d7044ecd6c6799d6c2ca665410f10b15b338ff24aefb238b2abf','');
INSERT INTO "history" VALUES(109,'bclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','59b81e15041c3baf897cb379069eb59129c6b18063602db3c97750e58ee66b01','');
INSERT INTO "history" VALUES(110,'bclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','59b81e15041c3baf897cb379069eb59129c6b18063602db3c97750e58ee66b01','');
INSERT INTO "history" VALUES(111,'bclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','59b81e15041c3baf897cb379069eb59129c6b18063602db3c97750e58ee66b01','');
INSERT INTO "history" VALUES(112,'bsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','9e224d7a6ecbadef4e2d33db357f5affe6f257d86ac6d9453c140de092b5c97b','');
INSERT INTO "history" VALUES(113,'bsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','9e224d7a6ecbadef4e2d33db357f5affe6f257d86ac6d9453c140de092b5c97b','');
INSERT INTO "history" VALUES(114,'bsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','9e224d7a6ecbadef4e2d33db357f5affe6f257d86ac6d9453c140de092b5c97b','');
INSERT INTO "history" VALUES(115,'bsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','9e224d7a6ecbadef4e2d33db357f5affe6f257d86ac6d9453c140de092b5c97b','');
INSERT INTO "history" VALUES(116,'blost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','79b7ac2d5ca19f5a910b7bbfd03478cdae61e030f96fadf4c9fa6a43fd0d40ca','');
INSERT INTO "history" VALUES(117,'blost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','79b7ac2d5ca19f5a910b7bbfd03478cdae61e030f96fadf4c9fa6a43fd0d40ca','');
INSERT INTO "history" VALUES(118,'blost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','79b7ac2d5ca19f5a910b7bbfd03478cdae61e030f96fadf4c9fa6a43fd0d40ca','');
INSERT INTO "history" VALUES(119,'blost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','79b7ac2d5ca19f5a910b7bbfd03478cdae61e030f96fadf4c9fa6a43fd0d40ca','');
INSERT INTO "history" VALUES(120,'bdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','467537200fd361a845c4b40bc7e58bd924499efb5f31e37d6c1451133430a948','');
INSERT INTO "history" VALUES(121,'bdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','467537200fd361a845c4b40bc7e58bd924499efb5f31e37d6c1451133430a948','');
INSERT INTO "history" VALUES(122,'bdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','467537200fd361a845c4b40bc7e58bd924499efb5f31e37d6c1451133430a948','');
INSERT INTO "history" VALUES(123,'bdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','467537200fd361a845c4b40bc7e58bd924499efb5f31e37d6c1451133430a948','');
INSERT INTO "history" VALUES(124,'bdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','467537200fd361a845c4b40bc7e58bd924499efb5f31e37d6c1451133430a948','');
INSERT INTO "history" VALUES(125,'bdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','467537200fd361a845c4b40bc7e58bd924499efb5f31e37d6c1451133430a948','');
INSERT INTO "history" VALUES(126,'bhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','932b94854a4865c2e2fde3f3d81db3ffacad8b403cc97a3c1815135732a11add','');
INSERT INTO "history" VALUES(127,'bhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','932b94854a4865c2e2fde3f3d81db3ffacad8b403cc97a3c1815135732a11add','');
INSERT INTO "history" VALUES(128,'bhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','932b94854a4865c2e2fde3f3d81db3ffacad8b403cc97a3c1815135732a11add','');
INSERT INTO "history" VALUES(129,'bhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','932b94854a4865c2e2fde3f3d81db3ffacad8b403cc97a3c1815135732a11add','');
INSERT INTO "history" VALUES(130,'bhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://bluesky.example/first-of-bhalf','','sending','932b94854a4865c2e2fde3f3d81db3ffacad8b403cc97a3c1815135732a11add','');
INSERT INTO "history" VALUES(131,'bhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','932b94854a4865c2e2fde3f3d81db3ffacad8b403cc97a3c1815135732a11add','');
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
INSERT INTO "steps" VALUES('xsent',0,'post','intent','71335baf9c034bb7254384827bfb8b47',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xlost',0,'post','intent','2991cc1aaa152e79abfe2141b64231bd',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xdoubted',0,'post','unsure','814b48437689cb2e5c292e1c79b6a87e',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('xhalf',0,'post','sent','292747d03dab2420e37c58e4b9614332',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-xhalf','https://x.example/first-of-xhalf','{}','','');
INSERT INTO "steps" VALUES('xlive',0,'post','sent','05671a67762a23d524464daa33d04c38',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xlive-0','https://example.org/xlive-0','{}','','');
INSERT INTO "steps" VALUES('xlive',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xlive-1','https://example.org/xlive-1','{}','','');
INSERT INTO "steps" VALUES('xrefused',0,'post','refused','d900b873e477ee5d52f2efb2562ec794',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'it is too long','{"error": "too long"}');
INSERT INTO "steps" VALUES('xretracted',0,'post','sent','877128cb394afed08d1694642d4d2900',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xretracted-0','https://example.org/xretracted-0','{}','','');
INSERT INTO "steps" VALUES('xretracted',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xretracted-1','https://example.org/xretracted-1','{}','','');
INSERT INTO "steps" VALUES('lsent',0,'post','intent','245fc2547fd334115e79b5fc7e2913f3',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('llost',0,'post','intent','873065148f8109c13086d8454f9c8a30',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('ldoubted',0,'post','unsure','e11dba90a9f85a8355d0b95bbad3228e',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('lhalf',0,'post','sent','dbe3f27bb251aa4ae2399cda02686c3b',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-lhalf','https://linkedin.example/first-of-lhalf','{}','','');
INSERT INTO "steps" VALUES('msent',0,'post','intent','c9794242cc208e6fd0db280f53b0cb20',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mlost',0,'post','intent','1d6cd96065c5251861f74e519b40d730',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mdoubted',0,'post','unsure','4ab59afccefe04919d57e94222018404',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('mhalf',0,'post','sent','6a59cb7073ebf16d03f8929973c1613e',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-mhalf','https://mastodon.example/first-of-mhalf','{}','','');
INSERT INTO "steps" VALUES('bsent',0,'post','intent','cc745d5a9eae18978e8e394ac6a36990',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('blost',0,'post','intent','e818519cb48a8c7d272a74be5062ce80',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('bdoubted',0,'post','unsure','d4c16390d82128d840a1029da042cb39',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('bhalf',0,'post','sent','53e15df4c4cfae231ea9195d48745ae3',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-bhalf','https://bluesky.example/first-of-bhalf','{}','','');
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
PRAGMA user_version = 5;
