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
INSERT INTO "deliveries" VALUES('xapproved',1,'x-approved','x-old','x',1,1,'approved','5c7003fa1d567432a82fda28778c30d879cf49e3399fab71284b5aa7aa1b366e','5c7003fa1d567432a82fda28778c30d879cf49e3399fab71284b5aa7aa1b366e','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0004',0);
INSERT INTO "deliveries" VALUES('xclaimed',2,'x-claimed','x-old','x',1,1,'sending','e3ddf7f802a427dd53ec74e5caef89718c5ac81b9de221a100ad6485f25a0dee','e3ddf7f802a427dd53ec74e5caef89718c5ac81b9de221a100ad6485f25a0dee','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0004',0);
INSERT INTO "deliveries" VALUES('xsent',3,'x-sent','x-old','x',1,1,'sending','30ad699fac05fdb462e51917e6f7793dbc48fbaa41941a05229c4a717b99401d','30ad699fac05fdb462e51917e6f7793dbc48fbaa41941a05229c4a717b99401d','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0004',0);
INSERT INTO "deliveries" VALUES('xlost',4,'x-lost','x-old','x',1,1,'sending','68fbd650b1f40c51397d2ea1394303baae22bf75b439372791c02bd29e3bc772','68fbd650b1f40c51397d2ea1394303baae22bf75b439372791c02bd29e3bc772','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0004',0);
INSERT INTO "deliveries" VALUES('xdoubted',5,'x-doubted','x-old','x',1,1,'unsure','96a9ac95d4b692627cc3b889acdb9d3b4252653041122db8e7b59fd4879a4418','96a9ac95d4b692627cc3b889acdb9d3b4252653041122db8e7b59fd4879a4418','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0004',0);
INSERT INTO "deliveries" VALUES('xhalf',6,'x-half','x-old','x',1,1,'approved','4b2332b59830cdb64cefde53b61c0f95134300d31f4053f3e50534b44d8a9995','4b2332b59830cdb64cefde53b61c0f95134300d31f4053f3e50534b44d8a9995','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0004',0);
INSERT INTO "deliveries" VALUES('xwaits',7,'x-waits','x-old','x',1,1,'waiting','3b8d29e705d801f884413232091d56e4a5ba0773a6b51acbc64df0ecf0596702',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','waits schema-0004',0);
INSERT INTO "deliveries" VALUES('xpaused',8,'x-paused','x-paused','x',1,1,'approved','2d6e4541ab12f160af662d93d22be119953c4547c687ee13c8c9406f636ec114','2d6e4541ab12f160af662d93d22be119953c4547c687ee13c8c9406f636ec114','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','paused schema-0004',0);
INSERT INTO "deliveries" VALUES('xlive',9,'x-live','x-old','x',1,1,'published','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','live schema-0004',0);
INSERT INTO "deliveries" VALUES('xrefused',10,'x-refused','x-old','x',1,1,'failed','69d4f63d84edb31abd33c39d455e9fc1351c4df30571dbde48bf4fe095d2307b','69d4f63d84edb31abd33c39d455e9fc1351c4df30571dbde48bf4fe095d2307b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'Refused: it is too long. Nothing is live','refused schema-0004',0);
INSERT INTO "deliveries" VALUES('xlate',11,'x-late','x-old','x',1,1,'held','3ea5ae8637cbf9f679cd11e330a8f9231a91e3005a72b39a6778549725569c8f','3ea5ae8637cbf9f679cd11e330a8f9231a91e3005a72b39a6778549725569c8f','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'its time was 09:00; the window of your yes is over','late schema-0004',0);
INSERT INTO "deliveries" VALUES('xrejected',12,'x-rejected','x-old','x',1,1,'rejected','9cb57e0f404363b80da0f58ac3269035f431aeb4543c493640c901666d2b48d3',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','rejected schema-0004',0);
INSERT INTO "deliveries" VALUES('xretracted',13,'x-retracted','x-old','x',1,1,'retracted','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','retracted schema-0004',0);
INSERT INTO "deliveries" VALUES('lapproved',14,'linkedin-approved','linkedin-old','linkedin',1,1,'approved','14e557b2e46f89919c0394ec0e6893ea807d6f58024f3dde1e39ceaffc405238','14e557b2e46f89919c0394ec0e6893ea807d6f58024f3dde1e39ceaffc405238','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,1,'','approved schema-0004',0);
INSERT INTO "deliveries" VALUES('lclaimed',15,'linkedin-claimed','linkedin-old','linkedin',1,1,'sending','05c46d203aa53514b10c6e321f77c4e808f1652a24138f778512f5cde2f50259','05c46d203aa53514b10c6e321f77c4e808f1652a24138f778512f5cde2f50259','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','claimed schema-0004',0);
INSERT INTO "deliveries" VALUES('lsent',16,'linkedin-sent','linkedin-old','linkedin',1,1,'sending','16791ba1e4a8880b1235c884c22e04274b46a857bdb4aea3800af6232b4acb2c','16791ba1e4a8880b1235c884c22e04274b46a857bdb4aea3800af6232b4acb2c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','sent schema-0004',0);
INSERT INTO "deliveries" VALUES('llost',17,'linkedin-lost','linkedin-old','linkedin',1,1,'sending','6a99a369bb0b9bb682f7efc44cd9a8578b25827f66708579370e3fe81cb54da2','6a99a369bb0b9bb682f7efc44cd9a8578b25827f66708579370e3fe81cb54da2','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','lost schema-0004',0);
INSERT INTO "deliveries" VALUES('ldoubted',18,'linkedin-doubted','linkedin-old','linkedin',1,1,'unsure','02464a3714b6f028bf20a17ad70775a078d443a1532042921b2bfd8a87ebdaef','02464a3714b6f028bf20a17ad70775a078d443a1532042921b2bfd8a87ebdaef','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'The connection was lost.','doubted schema-0004',0);
INSERT INTO "deliveries" VALUES('lhalf',19,'linkedin-half','linkedin-old','linkedin',1,1,'published','c9ea3dcb15a36090fa0daefabf25163e4f1435f499a2c793dcf0a4f9c3d4d7d9','c9ea3dcb15a36090fa0daefabf25163e4f1435f499a2c793dcf0a4f9c3d4d7d9','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','half schema-0004',0);
INSERT INTO "deliveries" VALUES('mapproved',20,'mastodon-approved','mastodon-old','mastodon',1,1,'approved','d79a57d3b3224ef04fd0545a392fb43551c5c99be36e5465b48b9d838e94fe3a','d79a57d3b3224ef04fd0545a392fb43551c5c99be36e5465b48b9d838e94fe3a','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0004',0);
INSERT INTO "deliveries" VALUES('mclaimed',21,'mastodon-claimed','mastodon-old','mastodon',1,1,'sending','8ba347b039af9a2c1a81d559aab9ec5ff329edaaa84aae5b885a56d47d667e33','8ba347b039af9a2c1a81d559aab9ec5ff329edaaa84aae5b885a56d47d667e33','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0004',0);
INSERT INTO "deliveries" VALUES('msent',22,'mastodon-sent','mastodon-old','mastodon',1,1,'sending','7fa0b28c65df68fb8b1c9fbe504f9a582fe62e6e8eb4f9fd425d8baf475b7366','7fa0b28c65df68fb8b1c9fbe504f9a582fe62e6e8eb4f9fd425d8baf475b7366','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0004',0);
INSERT INTO "deliveries" VALUES('mlost',23,'mastodon-lost','mastodon-old','mastodon',1,1,'sending','6da2d3499b9459293341f2384d8b11bca508354e2a9104d1a14ff7fa8222925b','6da2d3499b9459293341f2384d8b11bca508354e2a9104d1a14ff7fa8222925b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0004',0);
INSERT INTO "deliveries" VALUES('mdoubted',24,'mastodon-doubted','mastodon-old','mastodon',1,1,'unsure','e44399361717d639f4ae199d8824b0b8ef32bd4b0ab2218c6c5e35f34024bc70','e44399361717d639f4ae199d8824b0b8ef32bd4b0ab2218c6c5e35f34024bc70','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0004',0);
INSERT INTO "deliveries" VALUES('mhalf',25,'mastodon-half','mastodon-old','mastodon',1,1,'approved','88fa9bedbf97c6e564e7f96eac96348dac68d051f8d1d926dc2e36341a35b487','88fa9bedbf97c6e564e7f96eac96348dac68d051f8d1d926dc2e36341a35b487','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0004',0);
INSERT INTO "deliveries" VALUES('bapproved',26,'bluesky-approved','bluesky-old','bluesky',1,1,'approved','49380806a00793a5e9012907a583ae973b77fd6007e39e96125f6a29a3da2493','49380806a00793a5e9012907a583ae973b77fd6007e39e96125f6a29a3da2493','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0004',0);
INSERT INTO "deliveries" VALUES('bclaimed',27,'bluesky-claimed','bluesky-old','bluesky',1,1,'sending','1b1dfce02e006e245ba44904f09921cedd8b1c14e919d7a5a0689f16775c23f0','1b1dfce02e006e245ba44904f09921cedd8b1c14e919d7a5a0689f16775c23f0','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0004',0);
INSERT INTO "deliveries" VALUES('bsent',28,'bluesky-sent','bluesky-old','bluesky',1,1,'sending','a6ea3b64bd9bc78c4296c9194bd10a7edb503c138ff6bf3b52092c955b0c5b4c','a6ea3b64bd9bc78c4296c9194bd10a7edb503c138ff6bf3b52092c955b0c5b4c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0004',0);
INSERT INTO "deliveries" VALUES('blost',29,'bluesky-lost','bluesky-old','bluesky',1,1,'sending','13e3c7135fe1485a8c7b47106f7346ab2dd074f436d523b5de8616746e9d7fc4','13e3c7135fe1485a8c7b47106f7346ab2dd074f436d523b5de8616746e9d7fc4','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0004',0);
INSERT INTO "deliveries" VALUES('bdoubted',30,'bluesky-doubted','bluesky-old','bluesky',1,1,'unsure','d9c534bcc5b02e22297f4c89dac0c43b64837f3163866f387f32b5df97c05718','d9c534bcc5b02e22297f4c89dac0c43b64837f3163866f387f32b5df97c05718','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0004',0);
INSERT INTO "deliveries" VALUES('bhalf',31,'bluesky-half','bluesky-old','bluesky',1,1,'approved','80bb9cd312e4fcf5ee1c0e92ce852a7e656c996e45838677ac7eb495db21b4db','80bb9cd312e4fcf5ee1c0e92ce852a7e656c996e45838677ac7eb495db21b4db','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0004',0);
CREATE TABLE drafts (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (delivery, fingerprint)
);
INSERT INTO "drafts" VALUES('xapproved','5c7003fa1d567432a82fda28778c30d879cf49e3399fab71284b5aa7aa1b366e','{"account":"x-old","platform":"x","title":"approved schema-0004","segments":[{"text":"The beginning of what was approved on x when the database was schema-0004.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was approved on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was approved on x when the database was schema-0004.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was approved on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xclaimed','e3ddf7f802a427dd53ec74e5caef89718c5ac81b9de221a100ad6485f25a0dee','{"account":"x-old","platform":"x","title":"claimed schema-0004","segments":[{"text":"The beginning of what was claimed on x when the database was schema-0004.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was claimed on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was claimed on x when the database was schema-0004.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was claimed on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xsent','30ad699fac05fdb462e51917e6f7793dbc48fbaa41941a05229c4a717b99401d','{"account":"x-old","platform":"x","title":"sent schema-0004","segments":[{"text":"The beginning of what was sent on x when the database was schema-0004.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was sent on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was sent on x when the database was schema-0004.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was sent on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlost','68fbd650b1f40c51397d2ea1394303baae22bf75b439372791c02bd29e3bc772','{"account":"x-old","platform":"x","title":"lost schema-0004","segments":[{"text":"The beginning of what was lost on x when the database was schema-0004.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was lost on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was lost on x when the database was schema-0004.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was lost on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xdoubted','96a9ac95d4b692627cc3b889acdb9d3b4252653041122db8e7b59fd4879a4418','{"account":"x-old","platform":"x","title":"doubted schema-0004","segments":[{"text":"The beginning of what was doubted on x when the database was schema-0004.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was doubted on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was doubted on x when the database was schema-0004.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was doubted on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xhalf','4b2332b59830cdb64cefde53b61c0f95134300d31f4053f3e50534b44d8a9995','{"account":"x-old","platform":"x","title":"half schema-0004","segments":[{"text":"The beginning of what was half on x when the database was schema-0004.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was half on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was half on x when the database was schema-0004.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was half on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xwaits','3b8d29e705d801f884413232091d56e4a5ba0773a6b51acbc64df0ecf0596702','{"account":"x-old","platform":"x","title":"waits schema-0004","segments":[{"text":"The beginning of what was waits on x when the database was schema-0004.","length":71,"limit":280,"counter":"x-weighted","wire":"The beginning of what was waits on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was waits on x when the database was schema-0004.","length":66,"limit":280,"counter":"x-weighted","wire":"The rest of what was waits on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xpaused','2d6e4541ab12f160af662d93d22be119953c4547c687ee13c8c9406f636ec114','{"account":"x-paused","platform":"x","title":"paused schema-0004","segments":[{"text":"The beginning of what was paused on x when the database was schema-0004.","length":72,"limit":280,"counter":"x-weighted","wire":"The beginning of what was paused on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was paused on x when the database was schema-0004.","length":67,"limit":280,"counter":"x-weighted","wire":"The rest of what was paused on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlive','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','{"account":"x-old","platform":"x","title":"live schema-0004","segments":[{"text":"The beginning of what was live on x when the database was schema-0004.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was live on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was live on x when the database was schema-0004.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was live on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrefused','69d4f63d84edb31abd33c39d455e9fc1351c4df30571dbde48bf4fe095d2307b','{"account":"x-old","platform":"x","title":"refused schema-0004","segments":[{"text":"The beginning of what was refused on x when the database was schema-0004.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was refused on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was refused on x when the database was schema-0004.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was refused on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlate','3ea5ae8637cbf9f679cd11e330a8f9231a91e3005a72b39a6778549725569c8f','{"account":"x-old","platform":"x","title":"late schema-0004","segments":[{"text":"The beginning of what was late on x when the database was schema-0004.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was late on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was late on x when the database was schema-0004.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was late on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrejected','9cb57e0f404363b80da0f58ac3269035f431aeb4543c493640c901666d2b48d3','{"account":"x-old","platform":"x","title":"rejected schema-0004","segments":[{"text":"The beginning of what was rejected on x when the database was schema-0004.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was rejected on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was rejected on x when the database was schema-0004.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was rejected on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xretracted','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','{"account":"x-old","platform":"x","title":"retracted schema-0004","segments":[{"text":"The beginning of what was retracted on x when the database was schema-0004.","length":75,"limit":280,"counter":"x-weighted","wire":"The beginning of what was retracted on x when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was retracted on x when the database was schema-0004.","length":70,"limit":280,"counter":"x-weighted","wire":"The rest of what was retracted on x when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lapproved','14e557b2e46f89919c0394ec0e6893ea807d6f58024f3dde1e39ceaffc405238','{"account":"linkedin-old","platform":"linkedin","title":"approved schema-0004","segments":[{"text":"The beginning of what was approved on linkedin when the database was schema-0004.","length":81,"limit":3000,"counter":"utf16","wire":"The beginning of what was approved on linkedin when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lclaimed','05c46d203aa53514b10c6e321f77c4e808f1652a24138f778512f5cde2f50259','{"account":"linkedin-old","platform":"linkedin","title":"claimed schema-0004","segments":[{"text":"The beginning of what was claimed on linkedin when the database was schema-0004.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was claimed on linkedin when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lsent','16791ba1e4a8880b1235c884c22e04274b46a857bdb4aea3800af6232b4acb2c','{"account":"linkedin-old","platform":"linkedin","title":"sent schema-0004","segments":[{"text":"The beginning of what was sent on linkedin when the database was schema-0004.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was sent on linkedin when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('llost','6a99a369bb0b9bb682f7efc44cd9a8578b25827f66708579370e3fe81cb54da2','{"account":"linkedin-old","platform":"linkedin","title":"lost schema-0004","segments":[{"text":"The beginning of what was lost on linkedin when the database was schema-0004.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was lost on linkedin when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('ldoubted','02464a3714b6f028bf20a17ad70775a078d443a1532042921b2bfd8a87ebdaef','{"account":"linkedin-old","platform":"linkedin","title":"doubted schema-0004","segments":[{"text":"The beginning of what was doubted on linkedin when the database was schema-0004.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was doubted on linkedin when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lhalf','c9ea3dcb15a36090fa0daefabf25163e4f1435f499a2c793dcf0a4f9c3d4d7d9','{"account":"linkedin-old","platform":"linkedin","title":"half schema-0004","segments":[{"text":"The beginning of what was half on linkedin when the database was schema-0004.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was half on linkedin when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mapproved','d79a57d3b3224ef04fd0545a392fb43551c5c99be36e5465b48b9d838e94fe3a','{"account":"mastodon-old","platform":"mastodon","title":"approved schema-0004","segments":[{"text":"The beginning of what was approved on mastodon when the database was schema-0004.","length":81,"limit":500,"counter":"mastodon","wire":"The beginning of what was approved on mastodon when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was approved on mastodon when the database was schema-0004.","length":76,"limit":500,"counter":"mastodon","wire":"The rest of what was approved on mastodon when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mclaimed','8ba347b039af9a2c1a81d559aab9ec5ff329edaaa84aae5b885a56d47d667e33','{"account":"mastodon-old","platform":"mastodon","title":"claimed schema-0004","segments":[{"text":"The beginning of what was claimed on mastodon when the database was schema-0004.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was claimed on mastodon when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was claimed on mastodon when the database was schema-0004.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was claimed on mastodon when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('msent','7fa0b28c65df68fb8b1c9fbe504f9a582fe62e6e8eb4f9fd425d8baf475b7366','{"account":"mastodon-old","platform":"mastodon","title":"sent schema-0004","segments":[{"text":"The beginning of what was sent on mastodon when the database was schema-0004.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was sent on mastodon when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was sent on mastodon when the database was schema-0004.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was sent on mastodon when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mlost','6da2d3499b9459293341f2384d8b11bca508354e2a9104d1a14ff7fa8222925b','{"account":"mastodon-old","platform":"mastodon","title":"lost schema-0004","segments":[{"text":"The beginning of what was lost on mastodon when the database was schema-0004.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was lost on mastodon when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was lost on mastodon when the database was schema-0004.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was lost on mastodon when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mdoubted','e44399361717d639f4ae199d8824b0b8ef32bd4b0ab2218c6c5e35f34024bc70','{"account":"mastodon-old","platform":"mastodon","title":"doubted schema-0004","segments":[{"text":"The beginning of what was doubted on mastodon when the database was schema-0004.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was doubted on mastodon when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was doubted on mastodon when the database was schema-0004.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was doubted on mastodon when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mhalf','88fa9bedbf97c6e564e7f96eac96348dac68d051f8d1d926dc2e36341a35b487','{"account":"mastodon-old","platform":"mastodon","title":"half schema-0004","segments":[{"text":"The beginning of what was half on mastodon when the database was schema-0004.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was half on mastodon when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was half on mastodon when the database was schema-0004.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was half on mastodon when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bapproved','49380806a00793a5e9012907a583ae973b77fd6007e39e96125f6a29a3da2493','{"account":"bluesky-old","platform":"bluesky","title":"approved schema-0004","segments":[{"text":"The beginning of what was approved on bluesky when the database was schema-0004.","length":80,"limit":300,"counter":"graphemes","wire":"The beginning of what was approved on bluesky when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was approved on bluesky when the database was schema-0004.","length":75,"limit":300,"counter":"graphemes","wire":"The rest of what was approved on bluesky when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bclaimed','1b1dfce02e006e245ba44904f09921cedd8b1c14e919d7a5a0689f16775c23f0','{"account":"bluesky-old","platform":"bluesky","title":"claimed schema-0004","segments":[{"text":"The beginning of what was claimed on bluesky when the database was schema-0004.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was claimed on bluesky when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was claimed on bluesky when the database was schema-0004.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was claimed on bluesky when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bsent','a6ea3b64bd9bc78c4296c9194bd10a7edb503c138ff6bf3b52092c955b0c5b4c','{"account":"bluesky-old","platform":"bluesky","title":"sent schema-0004","segments":[{"text":"The beginning of what was sent on bluesky when the database was schema-0004.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was sent on bluesky when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was sent on bluesky when the database was schema-0004.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was sent on bluesky when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('blost','13e3c7135fe1485a8c7b47106f7346ab2dd074f436d523b5de8616746e9d7fc4','{"account":"bluesky-old","platform":"bluesky","title":"lost schema-0004","segments":[{"text":"The beginning of what was lost on bluesky when the database was schema-0004.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was lost on bluesky when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was lost on bluesky when the database was schema-0004.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was lost on bluesky when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bdoubted','d9c534bcc5b02e22297f4c89dac0c43b64837f3163866f387f32b5df97c05718','{"account":"bluesky-old","platform":"bluesky","title":"doubted schema-0004","segments":[{"text":"The beginning of what was doubted on bluesky when the database was schema-0004.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was doubted on bluesky when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was doubted on bluesky when the database was schema-0004.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was doubted on bluesky when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bhalf','80bb9cd312e4fcf5ee1c0e92ce852a7e656c996e45838677ac7eb495db21b4db','{"account":"bluesky-old","platform":"bluesky","title":"half schema-0004","segments":[{"text":"The beginning of what was half on bluesky when the database was schema-0004.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was half on bluesky when the database was schema-0004.","spans":[],"media":[]},{"text":"The rest of what was half on bluesky when the database was schema-0004.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was half on bluesky when the database was schema-0004.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
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
INSERT INTO "history" VALUES(1,'xapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','5c7003fa1d567432a82fda28778c30d879cf49e3399fab71284b5aa7aa1b366e','');
INSERT INTO "history" VALUES(2,'xapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','5c7003fa1d567432a82fda28778c30d879cf49e3399fab71284b5aa7aa1b366e','');
INSERT INTO "history" VALUES(3,'xclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','e3ddf7f802a427dd53ec74e5caef89718c5ac81b9de221a100ad6485f25a0dee','');
INSERT INTO "history" VALUES(4,'xclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','e3ddf7f802a427dd53ec74e5caef89718c5ac81b9de221a100ad6485f25a0dee','');
INSERT INTO "history" VALUES(5,'xclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','e3ddf7f802a427dd53ec74e5caef89718c5ac81b9de221a100ad6485f25a0dee','');
INSERT INTO "history" VALUES(6,'xsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','30ad699fac05fdb462e51917e6f7793dbc48fbaa41941a05229c4a717b99401d','');
INSERT INTO "history" VALUES(7,'xsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','30ad699fac05fdb462e51917e6f7793dbc48fbaa41941a05229c4a717b99401d','');
INSERT INTO "history" VALUES(8,'xsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','30ad699fac05fdb462e51917e6f7793dbc48fbaa41941a05229c4a717b99401d','');
INSERT INTO "history" VALUES(9,'xsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','30ad699fac05fdb462e51917e6f7793dbc48fbaa41941a05229c4a717b99401d','');
INSERT INTO "history" VALUES(10,'xlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','68fbd650b1f40c51397d2ea1394303baae22bf75b439372791c02bd29e3bc772','');
INSERT INTO "history" VALUES(11,'xlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','68fbd650b1f40c51397d2ea1394303baae22bf75b439372791c02bd29e3bc772','');
INSERT INTO "history" VALUES(12,'xlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','68fbd650b1f40c51397d2ea1394303baae22bf75b439372791c02bd29e3bc772','');
INSERT INTO "history" VALUES(13,'xlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','68fbd650b1f40c51397d2ea1394303baae22bf75b439372791c02bd29e3bc772','');
INSERT INTO "history" VALUES(14,'xdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','96a9ac95d4b692627cc3b889acdb9d3b4252653041122db8e7b59fd4879a4418','');
INSERT INTO "history" VALUES(15,'xdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','96a9ac95d4b692627cc3b889acdb9d3b4252653041122db8e7b59fd4879a4418','');
INSERT INTO "history" VALUES(16,'xdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','96a9ac95d4b692627cc3b889acdb9d3b4252653041122db8e7b59fd4879a4418','');
INSERT INTO "history" VALUES(17,'xdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','96a9ac95d4b692627cc3b889acdb9d3b4252653041122db8e7b59fd4879a4418','');
INSERT INTO "history" VALUES(18,'xdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','96a9ac95d4b692627cc3b889acdb9d3b4252653041122db8e7b59fd4879a4418','');
INSERT INTO "history" VALUES(19,'xdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','96a9ac95d4b692627cc3b889acdb9d3b4252653041122db8e7b59fd4879a4418','');
INSERT INTO "history" VALUES(20,'xhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','4b2332b59830cdb64cefde53b61c0f95134300d31f4053f3e50534b44d8a9995','');
INSERT INTO "history" VALUES(21,'xhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','4b2332b59830cdb64cefde53b61c0f95134300d31f4053f3e50534b44d8a9995','');
INSERT INTO "history" VALUES(22,'xhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','4b2332b59830cdb64cefde53b61c0f95134300d31f4053f3e50534b44d8a9995','');
INSERT INTO "history" VALUES(23,'xhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','4b2332b59830cdb64cefde53b61c0f95134300d31f4053f3e50534b44d8a9995','');
INSERT INTO "history" VALUES(24,'xhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://x.example/first-of-xhalf','','sending','4b2332b59830cdb64cefde53b61c0f95134300d31f4053f3e50534b44d8a9995','');
INSERT INTO "history" VALUES(25,'xhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','4b2332b59830cdb64cefde53b61c0f95134300d31f4053f3e50534b44d8a9995','');
INSERT INTO "history" VALUES(26,'xwaits','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3b8d29e705d801f884413232091d56e4a5ba0773a6b51acbc64df0ecf0596702','');
INSERT INTO "history" VALUES(27,'xpaused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','2d6e4541ab12f160af662d93d22be119953c4547c687ee13c8c9406f636ec114','');
INSERT INTO "history" VALUES(28,'xpaused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','2d6e4541ab12f160af662d93d22be119953c4547c687ee13c8c9406f636ec114','');
INSERT INTO "history" VALUES(29,'xlive','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','');
INSERT INTO "history" VALUES(30,'xlive','2026-11-21T09:00:00.000000Z','yes','','tester','approved','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','');
INSERT INTO "history" VALUES(31,'xlive','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','');
INSERT INTO "history" VALUES(32,'xlive','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','');
INSERT INTO "history" VALUES(33,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xlive-0','','sending','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','');
INSERT INTO "history" VALUES(34,'xlive','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','');
INSERT INTO "history" VALUES(35,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xlive-1','','sending','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','');
INSERT INTO "history" VALUES(36,'xlive','2026-11-21T09:00:00.000000Z','sent','','','published','56146006274992400a993607db277227373e2d6169f67155c0aa5d4c34e7d06d','');
INSERT INTO "history" VALUES(37,'xrefused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','69d4f63d84edb31abd33c39d455e9fc1351c4df30571dbde48bf4fe095d2307b','');
INSERT INTO "history" VALUES(38,'xrefused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','69d4f63d84edb31abd33c39d455e9fc1351c4df30571dbde48bf4fe095d2307b','');
INSERT INTO "history" VALUES(39,'xrefused','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','69d4f63d84edb31abd33c39d455e9fc1351c4df30571dbde48bf4fe095d2307b','');
INSERT INTO "history" VALUES(40,'xrefused','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','69d4f63d84edb31abd33c39d455e9fc1351c4df30571dbde48bf4fe095d2307b','');
INSERT INTO "history" VALUES(41,'xrefused','2026-11-21T09:00:00.000000Z','receipt','step 0: refused it is too long','','sending','69d4f63d84edb31abd33c39d455e9fc1351c4df30571dbde48bf4fe095d2307b','{"error": "too long"}');
INSERT INTO "history" VALUES(42,'xrefused','2026-11-21T09:00:00.000000Z','refuse','','','failed','69d4f63d84edb31abd33c39d455e9fc1351c4df30571dbde48bf4fe095d2307b','');
INSERT INTO "history" VALUES(43,'xlate','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3ea5ae8637cbf9f679cd11e330a8f9231a91e3005a72b39a6778549725569c8f','');
INSERT INTO "history" VALUES(44,'xlate','2026-11-21T09:00:00.000000Z','yes','','tester','approved','3ea5ae8637cbf9f679cd11e330a8f9231a91e3005a72b39a6778549725569c8f','');
INSERT INTO "history" VALUES(45,'xlate','2026-11-21T09:00:00.000000Z','past window','','','held','3ea5ae8637cbf9f679cd11e330a8f9231a91e3005a72b39a6778549725569c8f','');
INSERT INTO "history" VALUES(46,'xrejected','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','9cb57e0f404363b80da0f58ac3269035f431aeb4543c493640c901666d2b48d3','');
INSERT INTO "history" VALUES(47,'xrejected','2026-11-21T09:00:00.000000Z','no','','tester','rejected','9cb57e0f404363b80da0f58ac3269035f431aeb4543c493640c901666d2b48d3','');
INSERT INTO "history" VALUES(48,'xretracted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','');
INSERT INTO "history" VALUES(49,'xretracted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','');
INSERT INTO "history" VALUES(50,'xretracted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','');
INSERT INTO "history" VALUES(51,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','');
INSERT INTO "history" VALUES(52,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xretracted-0','','sending','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','');
INSERT INTO "history" VALUES(53,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','');
INSERT INTO "history" VALUES(54,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xretracted-1','','sending','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','');
INSERT INTO "history" VALUES(55,'xretracted','2026-11-21T09:00:00.000000Z','sent','','','published','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','');
INSERT INTO "history" VALUES(56,'xretracted','2026-11-21T09:00:00.000000Z','retract','','tester','retracted','548a7b44ba95396badc00afc97999ab4eb586080e214feeddfc8435c4480946e','');
INSERT INTO "history" VALUES(57,'lapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','14e557b2e46f89919c0394ec0e6893ea807d6f58024f3dde1e39ceaffc405238','');
INSERT INTO "history" VALUES(58,'lapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','14e557b2e46f89919c0394ec0e6893ea807d6f58024f3dde1e39ceaffc405238','');
INSERT INTO "history" VALUES(59,'lclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','05c46d203aa53514b10c6e321f77c4e808f1652a24138f778512f5cde2f50259','');
INSERT INTO "history" VALUES(60,'lclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','05c46d203aa53514b10c6e321f77c4e808f1652a24138f778512f5cde2f50259','');
INSERT INTO "history" VALUES(61,'lclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','05c46d203aa53514b10c6e321f77c4e808f1652a24138f778512f5cde2f50259','');
INSERT INTO "history" VALUES(62,'lsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','16791ba1e4a8880b1235c884c22e04274b46a857bdb4aea3800af6232b4acb2c','');
INSERT INTO "history" VALUES(63,'lsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','16791ba1e4a8880b1235c884c22e04274b46a857bdb4aea3800af6232b4acb2c','');
INSERT INTO "history" VALUES(64,'lsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','16791ba1e4a8880b1235c884c22e04274b46a857bdb4aea3800af6232b4acb2c','');
INSERT INTO "history" VALUES(65,'lsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','16791ba1e4a8880b1235c884c22e04274b46a857bdb4aea3800af6232b4acb2c','');
INSERT INTO "history" VALUES(66,'llost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','6a99a369bb0b9bb682f7efc44cd9a8578b25827f66708579370e3fe81cb54da2','');
INSERT INTO "history" VALUES(67,'llost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','6a99a369bb0b9bb682f7efc44cd9a8578b25827f66708579370e3fe81cb54da2','');
INSERT INTO "history" VALUES(68,'llost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','6a99a369bb0b9bb682f7efc44cd9a8578b25827f66708579370e3fe81cb54da2','');
INSERT INTO "history" VALUES(69,'llost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','6a99a369bb0b9bb682f7efc44cd9a8578b25827f66708579370e3fe81cb54da2','');
INSERT INTO "history" VALUES(70,'ldoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','02464a3714b6f028bf20a17ad70775a078d443a1532042921b2bfd8a87ebdaef','');
INSERT INTO "history" VALUES(71,'ldoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','02464a3714b6f028bf20a17ad70775a078d443a1532042921b2bfd8a87ebdaef','');
INSERT INTO "history" VALUES(72,'ldoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','02464a3714b6f028bf20a17ad70775a078d443a1532042921b2bfd8a87ebdaef','');
INSERT INTO "history" VALUES(73,'ldoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','02464a3714b6f028bf20a17ad70775a078d443a1532042921b2bfd8a87ebdaef','');
INSERT INTO "history" VALUES(74,'ldoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','02464a3714b6f028bf20a17ad70775a078d443a1532042921b2bfd8a87ebdaef','');
INSERT INTO "history" VALUES(75,'ldoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','02464a3714b6f028bf20a17ad70775a078d443a1532042921b2bfd8a87ebdaef','');
INSERT INTO "history" VALUES(76,'lhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','c9ea3dcb15a36090fa0daefabf25163e4f1435f499a2c793dcf0a4f9c3d4d7d9','');
INSERT INTO "history" VALUES(77,'lhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','c9ea3dcb15a36090fa0daefabf25163e4f1435f499a2c793dcf0a4f9c3d4d7d9','');
INSERT INTO "history" VALUES(78,'lhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','c9ea3dcb15a36090fa0daefabf25163e4f1435f499a2c793dcf0a4f9c3d4d7d9','');
INSERT INTO "history" VALUES(79,'lhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','c9ea3dcb15a36090fa0daefabf25163e4f1435f499a2c793dcf0a4f9c3d4d7d9','');
INSERT INTO "history" VALUES(80,'lhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://linkedin.example/first-of-lhalf','','sending','c9ea3dcb15a36090fa0daefabf25163e4f1435f499a2c793dcf0a4f9c3d4d7d9','');
INSERT INTO "history" VALUES(81,'lhalf','2026-11-21T09:00:00.000000Z','sent','','','published','c9ea3dcb15a36090fa0daefabf25163e4f1435f499a2c793dcf0a4f9c3d4d7d9','');
INSERT INTO "history" VALUES(82,'mapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','d79a57d3b3224ef04fd0545a392fb43551c5c99be36e5465b48b9d838e94fe3a','');
INSERT INTO "history" VALUES(83,'mapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','d79a57d3b3224ef04fd0545a392fb43551c5c99be36e5465b48b9d838e94fe3a','');
INSERT INTO "history" VALUES(84,'mclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','8ba347b039af9a2c1a81d559aab9ec5ff329edaaa84aae5b885a56d47d667e33','');
INSERT INTO "history" VALUES(85,'mclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','8ba347b039af9a2c1a81d559aab9ec5ff329edaaa84aae5b885a56d47d667e33','');
INSERT INTO "history" VALUES(86,'mclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','8ba347b039af9a2c1a81d559aab9ec5ff329edaaa84aae5b885a56d47d667e33','');
INSERT INTO "history" VALUES(87,'msent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','7fa0b28c65df68fb8b1c9fbe504f9a582fe62e6e8eb4f9fd425d8baf475b7366','');
INSERT INTO "history" VALUES(88,'msent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','7fa0b28c65df68fb8b1c9fbe504f9a582fe62e6e8eb4f9fd425d8baf475b7366','');
INSERT INTO "history" VALUES(89,'msent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','7fa0b28c65df68fb8b1c9fbe504f9a582fe62e6e8eb4f9fd425d8baf475b7366','');
INSERT INTO "history" VALUES(90,'msent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','7fa0b28c65df68fb8b1c9fbe504f9a582fe62e6e8eb4f9fd425d8baf475b7366','');
INSERT INTO "history" VALUES(91,'mlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','6da2d3499b9459293341f2384d8b11bca508354e2a9104d1a14ff7fa8222925b','');
INSERT INTO "history" VALUES(92,'mlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','6da2d3499b9459293341f2384d8b11bca508354e2a9104d1a14ff7fa8222925b','');
INSERT INTO "history" VALUES(93,'mlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','6da2d3499b9459293341f2384d8b11bca508354e2a9104d1a14ff7fa8222925b','');
INSERT INTO "history" VALUES(94,'mlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','6da2d3499b9459293341f2384d8b11bca508354e2a9104d1a14ff7fa8222925b','');
INSERT INTO "history" VALUES(95,'mdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','e44399361717d639f4ae199d8824b0b8ef32bd4b0ab2218c6c5e35f34024bc70','');
INSERT INTO "history" VALUES(96,'mdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','e44399361717d639f4ae199d8824b0b8ef32bd4b0ab2218c6c5e35f34024bc70','');
INSERT INTO "history" VALUES(97,'mdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','e44399361717d639f4ae199d8824b0b8ef32bd4b0ab2218c6c5e35f34024bc70','');
INSERT INTO "history" VALUES(98,'mdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','e44399361717d639f4ae199d8824b0b8ef32bd4b0ab2218c6c5e35f34024bc70','');
INSERT INTO "history" VALUES(99,'mdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','e44399361717d639f4ae199d8824b0b8ef32bd4b0ab2218c6c5e35f34024bc70','');
INSERT INTO "history" VALUES(100,'mdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','e44399361717d639f4ae199d8824b0b8ef32bd4b0ab2218c6c5e35f34024bc70','');
INSERT INTO "history" VALUES(101,'mhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','88fa9bedbf97c6e564e7f96eac96348dac68d051f8d1d926dc2e36341a35b487','');
INSERT INTO "history" VALUES(102,'mhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','88fa9bedbf97c6e564e7f96eac96348dac68d051f8d1d926dc2e36341a35b487','');
INSERT INTO "history" VALUES(103,'mhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','88fa9bedbf97c6e564e7f96eac96348dac68d051f8d1d926dc2e36341a35b487','');
INSERT INTO "history" VALUES(104,'mhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','88fa9bedbf97c6e564e7f96eac96348dac68d051f8d1d926dc2e36341a35b487','');
INSERT INTO "history" VALUES(105,'mhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://mastodon.example/first-of-mhalf','','sending','88fa9bedbf97c6e564e7f96eac96348dac68d051f8d1d926dc2e36341a35b487','');
INSERT INTO "history" VALUES(106,'mhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','88fa9bedbf97c6e564e7f96eac96348dac68d051f8d1d926dc2e36341a35b487','');
INSERT INTO "history" VALUES(107,'bapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','49380806a00793a5e9012907a583ae973b77fd6007e39e96125f6a29a3da2493','');
INSERT INTO "history" VALUES(108,'bapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','49380806a00793a5e9012907a583ae973b77fd6007e39e96125f6a29a3da2493','');
INSERT INTO "history" VALUES(109,'bclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','1b1dfce02e006e245ba44904f09921cedd8b1c14e919d7a5a0689f16775c23f0','');
INSERT INTO "history" VALUES(110,'bclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','1b1dfce02e006e245ba44904f09921cedd8b1c14e919d7a5a0689f16775c23f0','');
INSERT INTO "history" VALUES(111,'bclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','1b1dfce02e006e245ba44904f09921cedd8b1c14e919d7a5a0689f16775c23f0','');
INSERT INTO "history" VALUES(112,'bsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','a6ea3b64bd9bc78c4296c9194bd10a7edb503c138ff6bf3b52092c955b0c5b4c','');
INSERT INTO "history" VALUES(113,'bsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','a6ea3b64bd9bc78c4296c9194bd10a7edb503c138ff6bf3b52092c955b0c5b4c','');
INSERT INTO "history" VALUES(114,'bsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','a6ea3b64bd9bc78c4296c9194bd10a7edb503c138ff6bf3b52092c955b0c5b4c','');
INSERT INTO "history" VALUES(115,'bsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','a6ea3b64bd9bc78c4296c9194bd10a7edb503c138ff6bf3b52092c955b0c5b4c','');
INSERT INTO "history" VALUES(116,'blost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','13e3c7135fe1485a8c7b47106f7346ab2dd074f436d523b5de8616746e9d7fc4','');
INSERT INTO "history" VALUES(117,'blost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','13e3c7135fe1485a8c7b47106f7346ab2dd074f436d523b5de8616746e9d7fc4','');
INSERT INTO "history" VALUES(118,'blost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','13e3c7135fe1485a8c7b47106f7346ab2dd074f436d523b5de8616746e9d7fc4','');
INSERT INTO "history" VALUES(119,'blost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','13e3c7135fe1485a8c7b47106f7346ab2dd074f436d523b5de8616746e9d7fc4','');
INSERT INTO "history" VALUES(120,'bdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','d9c534bcc5b02e22297f4c89dac0c43b64837f3163866f387f32b5df97c05718','');
INSERT INTO "history" VALUES(121,'bdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','d9c534bcc5b02e22297f4c89dac0c43b64837f3163866f387f32b5df97c05718','');
INSERT INTO "history" VALUES(122,'bdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','d9c534bcc5b02e22297f4c89dac0c43b64837f3163866f387f32b5df97c05718','');
INSERT INTO "history" VALUES(123,'bdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','d9c534bcc5b02e22297f4c89dac0c43b64837f3163866f387f32b5df97c05718','');
INSERT INTO "history" VALUES(124,'bdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','d9c534bcc5b02e22297f4c89dac0c43b64837f3163866f387f32b5df97c05718','');
INSERT INTO "history" VALUES(125,'bdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','d9c534bcc5b02e22297f4c89dac0c43b64837f3163866f387f32b5df97c05718','');
INSERT INTO "history" VALUES(126,'bhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','80bb9cd312e4fcf5ee1c0e92ce852a7e656c996e45838677ac7eb495db21b4db','');
INSERT INTO "history" VALUES(127,'bhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','80bb9cd312e4fcf5ee1c0e92ce852a7e656c996e45838677ac7eb495db21b4db','');
INSERT INTO "history" VALUES(128,'bhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','80bb9cd312e4fcf5ee1c0e92ce852a7e656c996e45838677ac7eb495db21b4db','');
INSERT INTO "history" VALUES(129,'bhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','80bb9cd312e4fcf5ee1c0e92ce852a7e656c996e45838677ac7eb495db21b4db','');
INSERT INTO "history" VALUES(130,'bhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://bluesky.example/first-of-bhalf','','sending','80bb9cd312e4fcf5ee1c0e92ce852a7e656c996e45838677ac7eb495db21b4db','');
INSERT INTO "history" VALUES(131,'bhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','80bb9cd312e4fcf5ee1c0e92ce852a7e656c996e45838677ac7eb495db21b4db','');
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
INSERT INTO "steps" VALUES('xsent',0,'post','intent','7ac12a2343c44b14ded23b6371a92ced',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xlost',0,'post','intent','71b2fd78cdef20ad01b4c55c281f75d3',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xdoubted',0,'post','unsure','f494966bde24e0eb634005721a40443b',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('xhalf',0,'post','sent','1f8a043b145d148351d42ce0c125cc9a',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-xhalf','https://x.example/first-of-xhalf','{}','','');
INSERT INTO "steps" VALUES('xlive',0,'post','sent','853484f32594f8d12014751e561995af',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xlive-0','https://example.org/xlive-0','{}','','');
INSERT INTO "steps" VALUES('xlive',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xlive-1','https://example.org/xlive-1','{}','','');
INSERT INTO "steps" VALUES('xrefused',0,'post','refused','3920da72beb0d30eb134cea65311ad12',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'it is too long','{"error": "too long"}');
INSERT INTO "steps" VALUES('xretracted',0,'post','sent','8b70a386fb88d40affd816e25906f868',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xretracted-0','https://example.org/xretracted-0','{}','','');
INSERT INTO "steps" VALUES('xretracted',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xretracted-1','https://example.org/xretracted-1','{}','','');
INSERT INTO "steps" VALUES('lsent',0,'post','intent','7878d374972f8d3405e9d69beacccf27',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('llost',0,'post','intent','128639762c991fe47a5da28de822559f',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('ldoubted',0,'post','unsure','2e3068e4c0fed1a4896a23408bb5965b',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('lhalf',0,'post','sent','cfb0307c8308388ea8a964a3c857f815',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-lhalf','https://linkedin.example/first-of-lhalf','{}','','');
INSERT INTO "steps" VALUES('msent',0,'post','intent','91bf7a43f697861d3005a74bcb785378',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mlost',0,'post','intent','912634e521076b122fc05758eab0dec4',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mdoubted',0,'post','unsure','0a530c9c33c88b2cfb66fac149b0f9fd',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('mhalf',0,'post','sent','a6f8ba13b7ba1e5d74b5777e66516e53',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-mhalf','https://mastodon.example/first-of-mhalf','{}','','');
INSERT INTO "steps" VALUES('bsent',0,'post','intent','f09c174ca7248b4defa38bfadc717239',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('blost',0,'post','intent','55cdbf92cace96ad9593b3b8d37f1fe6',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('bdoubted',0,'post','unsure','6163113cc12edd8428d4dfefd9b7fa84',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('bhalf',0,'post','sent','657cc85fd91d86f66a42b97eb5c1be23',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-bhalf','https://bluesky.example/first-of-bhalf','{}','','');
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
COMMIT;
PRAGMA user_version = 4;
