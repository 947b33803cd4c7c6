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
INSERT INTO "deliveries" VALUES('xapproved',1,'x-approved','x-old','x',1,1,'approved','46e66732b573bbbb28dac3a5b4cead66ff464aa990181f483080f7542929aaaf','46e66732b573bbbb28dac3a5b4cead66ff464aa990181f483080f7542929aaaf','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xclaimed',2,'x-claimed','x-old','x',1,1,'sending','8fe9be076704566e9bf87b72900c0bc514972cb7cb0f3e137a67bca16350af58','8fe9be076704566e9bf87b72900c0bc514972cb7cb0f3e137a67bca16350af58','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xsent',3,'x-sent','x-old','x',1,1,'sending','52215aaead24621114f6301dea0a13f1ff6f1be3cf922971886f9c09d3f51596','52215aaead24621114f6301dea0a13f1ff6f1be3cf922971886f9c09d3f51596','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xlost',4,'x-lost','x-old','x',1,1,'sending','7ae59d822898b0c121e7a01740f88a37a0c498148c89a76a1336a76b1fda5e65','7ae59d822898b0c121e7a01740f88a37a0c498148c89a76a1336a76b1fda5e65','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xdoubted',5,'x-doubted','x-old','x',1,1,'unsure','76d0b321c26655b4933c5ab7dc75fe993cd9d549769d950a2389babc1507668b','76d0b321c26655b4933c5ab7dc75fe993cd9d549769d950a2389babc1507668b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xhalf',6,'x-half','x-old','x',1,1,'approved','1a99c5becc6b592efb934728ccb50acb0706ed8f1df2b27c8c54ae26922282a3','1a99c5becc6b592efb934728ccb50acb0706ed8f1df2b27c8c54ae26922282a3','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xwaits',7,'x-waits','x-old','x',1,1,'waiting','4ab2a7ea89c2cc2c934e029f71598b0e59e9d4ae677af187fe1630106964fd2c',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','waits schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xpaused',8,'x-paused','x-paused','x',1,1,'approved','62c5f4c332e924d674e41173871d312d575e11ef9a3b9893450a3147ee02b678','62c5f4c332e924d674e41173871d312d575e11ef9a3b9893450a3147ee02b678','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','paused schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xlive',9,'x-live','x-old','x',1,1,'published','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','live schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xrefused',10,'x-refused','x-old','x',1,1,'failed','06c41cbfcb2e0b2dfc2730cbbe8276ebd5b0836dee2a800743ffd83aca739929','06c41cbfcb2e0b2dfc2730cbbe8276ebd5b0836dee2a800743ffd83aca739929','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'Refused: it is too long. Nothing is live','refused schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xlate',11,'x-late','x-old','x',1,1,'held','3bd9a7fe4fd48a83af0db4da4a1668dd4508ad82e5a2d755116bebdd50db7938','3bd9a7fe4fd48a83af0db4da4a1668dd4508ad82e5a2d755116bebdd50db7938','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'its time was 09:00; the window of your yes is over','late schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xrejected',12,'x-rejected','x-old','x',1,1,'rejected','809e441c197511b3abb668ca61f11a47fbdbfcf3fed792be702ee0b563e98ed4',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','rejected schema-0007',0,0);
INSERT INTO "deliveries" VALUES('xretracted',13,'x-retracted','x-old','x',1,1,'retracted','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','retracted schema-0007',0,0);
INSERT INTO "deliveries" VALUES('lapproved',14,'linkedin-approved','linkedin-old','linkedin',1,1,'approved','34efa2b869f572004323777502841a6cfbc8de4bbbf47cc33c39e34d756ef0da','34efa2b869f572004323777502841a6cfbc8de4bbbf47cc33c39e34d756ef0da','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,1,'','approved schema-0007',0,0);
INSERT INTO "deliveries" VALUES('lclaimed',15,'linkedin-claimed','linkedin-old','linkedin',1,1,'sending','185e3f5ff71cdafb1ba129ac9332140c6411973f95408383b22695733e687049','185e3f5ff71cdafb1ba129ac9332140c6411973f95408383b22695733e687049','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','claimed schema-0007',0,0);
INSERT INTO "deliveries" VALUES('lsent',16,'linkedin-sent','linkedin-old','linkedin',1,1,'sending','cfe8d6315699dd33158a27b07df492450b9427d28f7e12fc412a29dac6c21389','cfe8d6315699dd33158a27b07df492450b9427d28f7e12fc412a29dac6c21389','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','sent schema-0007',0,0);
INSERT INTO "deliveries" VALUES('llost',17,'linkedin-lost','linkedin-old','linkedin',1,1,'sending','37ceec497fbc0523cf051891b6bd9e3217dec8a387f145c246f884b59f70b25c','37ceec497fbc0523cf051891b6bd9e3217dec8a387f145c246f884b59f70b25c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','lost schema-0007',0,0);
INSERT INTO "deliveries" VALUES('ldoubted',18,'linkedin-doubted','linkedin-old','linkedin',1,1,'unsure','26b87071f54f9da3fc4b007928b87c5b68ba506f28b7c516a5764596b2b7b8de','26b87071f54f9da3fc4b007928b87c5b68ba506f28b7c516a5764596b2b7b8de','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'The connection was lost.','doubted schema-0007',0,0);
INSERT INTO "deliveries" VALUES('lhalf',19,'linkedin-half','linkedin-old','linkedin',1,1,'published','5a6c7a9ffe3f8e8e43de1aeebdce7cb9c6d50be2fe9785432c6f7dd0d952e0b9','5a6c7a9ffe3f8e8e43de1aeebdce7cb9c6d50be2fe9785432c6f7dd0d952e0b9','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','half schema-0007',0,0);
INSERT INTO "deliveries" VALUES('mapproved',20,'mastodon-approved','mastodon-old','mastodon',1,1,'approved','c2adb2a5f029a24ee6d018a215d0d7d2215bb55d3ec775914385e104c55c033c','c2adb2a5f029a24ee6d018a215d0d7d2215bb55d3ec775914385e104c55c033c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0007',0,0);
INSERT INTO "deliveries" VALUES('mclaimed',21,'mastodon-claimed','mastodon-old','mastodon',1,1,'sending','8fcab38c319d8ed42b8dfe3b90d519c8f394b4b860341d4caa9bfd20fe873f6c','8fcab38c319d8ed42b8dfe3b90d519c8f394b4b860341d4caa9bfd20fe873f6c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0007',0,0);
INSERT INTO "deliveries" VALUES('msent',22,'mastodon-sent','mastodon-old','mastodon',1,1,'sending','254196f0faa2e8a70e339ad0c4b2fcd52ffa91f8de73dc9cf9f6ac0fe7b43056','254196f0faa2e8a70e339ad0c4b2fcd52ffa91f8de73dc9cf9f6ac0fe7b43056','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0007',0,0);
INSERT INTO "deliveries" VALUES('mlost',23,'mastodon-lost','mastodon-old','mastodon',1,1,'sending','f67c9f1bc63d51c29725e6342d1e12898f2cd58ff0be160e1342ee883b223d3b','f67c9f1bc63d51c29725e6342d1e12898f2cd58ff0be160e1342ee883b223d3b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0007',0,0);
INSERT INTO "deliveries" VALUES('mdoubted',24,'mastodon-doubted','mastodon-old','mastodon',1,1,'unsure','32d194f8e6ce887c5575df114fc118fe46b2485a66f34881f5e1747a4d1f3770','32d194f8e6ce887c5575df114fc118fe46b2485a66f34881f5e1747a4d1f3770','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0007',0,0);
INSERT INTO "deliveries" VALUES('mhalf',25,'mastodon-half','mastodon-old','mastodon',1,1,'approved','cec3c108b07d32d05ffbd736b034673cef23dec95f8781f6ed1630b7990d91f5','cec3c108b07d32d05ffbd736b034673cef23dec95f8781f6ed1630b7990d91f5','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0007',0,0);
INSERT INTO "deliveries" VALUES('bapproved',26,'bluesky-approved','bluesky-old','bluesky',1,1,'approved','9645447ca6b66e702e93f242fbea5c1357f27c88b2d3cbfc58c9c29b5dca769c','9645447ca6b66e702e93f242fbea5c1357f27c88b2d3cbfc58c9c29b5dca769c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0007',0,0);
INSERT INTO "deliveries" VALUES('bclaimed',27,'bluesky-claimed','bluesky-old','bluesky',1,1,'sending','1ff078a4e61b2693c62d28a13f5a2179f4c5f9b161a9cc4fcc54e8dec323a041','1ff078a4e61b2693c62d28a13f5a2179f4c5f9b161a9cc4fcc54e8dec323a041','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0007',0,0);
INSERT INTO "deliveries" VALUES('bsent',28,'bluesky-sent','bluesky-old','bluesky',1,1,'sending','8132109cc2e6165f21d3ee6ce3eb5d439d8ab943d41e3588b4de8ae7ea314ee2','8132109cc2e6165f21d3ee6ce3eb5d439d8ab943d41e3588b4de8ae7ea314ee2','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0007',0,0);
INSERT INTO "deliveries" VALUES('blost',29,'bluesky-lost','bluesky-old','bluesky',1,1,'sending','1bff8356ac0971a12185b496cbaeb38bf9ea7084b6f890f462f59a446426b616','1bff8356ac0971a12185b496cbaeb38bf9ea7084b6f890f462f59a446426b616','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0007',0,0);
INSERT INTO "deliveries" VALUES('bdoubted',30,'bluesky-doubted','bluesky-old','bluesky',1,1,'unsure','f02b19fdbf17d4c9fc873af32cc264aeddd92704700ae9388ce8fa2c9619e530','f02b19fdbf17d4c9fc873af32cc264aeddd92704700ae9388ce8fa2c9619e530','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0007',0,0);
INSERT INTO "deliveries" VALUES('bhalf',31,'bluesky-half','bluesky-old','bluesky',1,1,'approved','435fb10a07e89d4ddb2f507f5fc654f2c5d427f2b9b047d11332acb0214e9542','435fb10a07e89d4ddb2f507f5fc654f2c5d427f2b9b047d11332acb0214e9542','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0007',0,0);
CREATE TABLE drafts (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (delivery, fingerprint)
);
INSERT INTO "drafts" VALUES('xapproved','46e66732b573bbbb28dac3a5b4cead66ff464aa990181f483080f7542929aaaf','{"account":"x-old","platform":"x","title":"approved schema-0007","segments":[{"text":"The beginning of what was approved on x when the database was schema-0007.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was approved on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was approved on x when the database was schema-0007.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was approved on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xclaimed','8fe9be076704566e9bf87b72900c0bc514972cb7cb0f3e137a67bca16350af58','{"account":"x-old","platform":"x","title":"claimed schema-0007","segments":[{"text":"The beginning of what was claimed on x when the database was schema-0007.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was claimed on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was claimed on x when the database was schema-0007.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was claimed on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xsent','52215aaead24621114f6301dea0a13f1ff6f1be3cf922971886f9c09d3f51596','{"account":"x-old","platform":"x","title":"sent schema-0007","segments":[{"text":"The beginning of what was sent on x when the database was schema-0007.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was sent on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was sent on x when the database was schema-0007.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was sent on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlost','7ae59d822898b0c121e7a01740f88a37a0c498148c89a76a1336a76b1fda5e65','{"account":"x-old","platform":"x","title":"lost schema-0007","segments":[{"text":"The beginning of what was lost on x when the database was schema-0007.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was lost on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was lost on x when the database was schema-0007.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was lost on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xdoubted','76d0b321c26655b4933c5ab7dc75fe993cd9d549769d950a2389babc1507668b','{"account":"x-old","platform":"x","title":"doubted schema-0007","segments":[{"text":"The beginning of what was doubted on x when the database was schema-0007.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was doubted on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was doubted on x when the database was schema-0007.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was doubted on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xhalf','1a99c5becc6b592efb934728ccb50acb0706ed8f1df2b27c8c54ae26922282a3','{"account":"x-old","platform":"x","title":"half schema-0007","segments":[{"text":"The beginning of what was half on x when the database was schema-0007.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was half on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was half on x when the database was schema-0007.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was half on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xwaits','4ab2a7ea89c2cc2c934e029f71598b0e59e9d4ae677af187fe1630106964fd2c','{"account":"x-old","platform":"x","title":"waits schema-0007","segments":[{"text":"The beginning of what was waits on x when the database was schema-0007.","length":71,"limit":280,"counter":"x-weighted","wire":"The beginning of what was waits on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was waits on x when the database was schema-0007.","length":66,"limit":280,"counter":"x-weighted","wire":"The rest of what was waits on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xpaused','62c5f4c332e924d674e41173871d312d575e11ef9a3b9893450a3147ee02b678','{"account":"x-paused","platform":"x","title":"paused schema-0007","segments":[{"text":"The beginning of what was paused on x when the database was schema-0007.","length":72,"limit":280,"counter":"x-weighted","wire":"The beginning of what was paused on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was paused on x when the database was schema-0007.","length":67,"limit":280,"counter":"x-weighted","wire":"The rest of what was paused on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlive','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','{"account":"x-old","platform":"x","title":"live schema-0007","segments":[{"text":"The beginning of what was live on x when the database was schema-0007.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was live on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was live on x when the database was schema-0007.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was live on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrefused','06c41cbfcb2e0b2dfc2730cbbe8276ebd5b0836dee2a800743ffd83aca739929','{"account":"x-old","platform":"x","title":"refused schema-0007","segments":[{"text":"The beginning of what was refused on x when the database was schema-0007.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was refused on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was refused on x when the database was schema-0007.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was refused on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlate','3bd9a7fe4fd48a83af0db4da4a1668dd4508ad82e5a2d755116bebdd50db7938','{"account":"x-old","platform":"x","title":"late schema-0007","segments":[{"text":"The beginning of what was late on x when the database was schema-0007.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was late on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was late on x when the database was schema-0007.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was late on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrejected','809e441c197511b3abb668ca61f11a47fbdbfcf3fed792be702ee0b563e98ed4','{"account":"x-old","platform":"x","title":"rejected schema-0007","segments":[{"text":"The beginning of what was rejected on x when the database was schema-0007.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was rejected on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was rejected on x when the database was schema-0007.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was rejected on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xretracted','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','{"account":"x-old","platform":"x","title":"retracted schema-0007","segments":[{"text":"The beginning of what was retracted on x when the database was schema-0007.","length":75,"limit":280,"counter":"x-weighted","wire":"The beginning of what was retracted on x when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was retracted on x when the database was schema-0007.","length":70,"limit":280,"counter":"x-weighted","wire":"The rest of what was retracted on x when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lapproved','34efa2b869f572004323777502841a6cfbc8de4bbbf47cc33c39e34d756ef0da','{"account":"linkedin-old","platform":"linkedin","title":"approved schema-0007","segments":[{"text":"The beginning of what was approved on linkedin when the database was schema-0007.","length":81,"limit":3000,"counter":"utf16","wire":"The beginning of what was approved on linkedin when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lclaimed','185e3f5ff71cdafb1ba129ac9332140c6411973f95408383b22695733e687049','{"account":"linkedin-old","platform":"linkedin","title":"claimed schema-0007","segments":[{"text":"The beginning of what was claimed on linkedin when the database was schema-0007.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was claimed on linkedin when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lsent','cfe8d6315699dd33158a27b07df492450b9427d28f7e12fc412a29dac6c21389','{"account":"linkedin-old","platform":"linkedin","title":"sent schema-0007","segments":[{"text":"The beginning of what was sent on linkedin when the database was schema-0007.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was sent on linkedin when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('llost','37ceec497fbc0523cf051891b6bd9e3217dec8a387f145c246f884b59f70b25c','{"account":"linkedin-old","platform":"linkedin","title":"lost schema-0007","segments":[{"text":"The beginning of what was lost on linkedin when the database was schema-0007.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was lost on linkedin when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('ldoubted','26b87071f54f9da3fc4b007928b87c5b68ba506f28b7c516a5764596b2b7b8de','{"account":"linkedin-old","platform":"linkedin","title":"doubted schema-0007","segments":[{"text":"The beginning of what was doubted on linkedin when the database was schema-0007.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was doubted on linkedin when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lhalf','5a6c7a9ffe3f8e8e43de1aeebdce7cb9c6d50be2fe9785432c6f7dd0d952e0b9','{"account":"linkedin-old","platform":"linkedin","title":"half schema-0007","segments":[{"text":"The beginning of what was half on linkedin when the database was schema-0007.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was half on linkedin when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mapproved','c2adb2a5f029a24ee6d018a215d0d7d2215bb55d3ec775914385e104c55c033c','{"account":"mastodon-old","platform":"mastodon","title":"approved schema-0007","segments":[{"text":"The beginning of what was approved on mastodon when the database was schema-0007.","length":81,"limit":500,"counter":"mastodon","wire":"The beginning of what was approved on mastodon when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was approved on mastodon when the database was schema-0007.","length":76,"limit":500,"counter":"mastodon","wire":"The rest of what was approved on mastodon when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mclaimed','8fcab38c319d8ed42b8dfe3b90d519c8f394b4b860341d4caa9bfd20fe873f6c','{"account":"mastodon-old","platform":"mastodon","title":"claimed schema-0007","segments":[{"text":"The beginning of what was claimed on mastodon when the database was schema-0007.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was claimed on mastodon when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was claimed on mastodon when the database was schema-0007.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was claimed on mastodon when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('msent','254196f0faa2e8a70e339ad0c4b2fcd52ffa91f8de73dc9cf9f6ac0fe7b43056','{"account":"mastodon-old","platform":"mastodon","title":"sent schema-0007","segments":[{"text":"The beginning of what was sent on mastodon when the database was schema-0007.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was sent on mastodon when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was sent on mastodon when the database was schema-0007.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was sent on mastodon when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mlost','f67c9f1bc63d51c29725e6342d1e12898f2cd58ff0be160e1342ee883b223d3b','{"account":"mastodon-old","platform":"mastodon","title":"lost schema-0007","segments":[{"text":"The beginning of what was lost on mastodon when the database was schema-0007.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was lost on mastodon when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was lost on mastodon when the database was schema-0007.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was lost on mastodon when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mdoubted','32d194f8e6ce887c5575df114fc118fe46b2485a66f34881f5e1747a4d1f3770','{"account":"mastodon-old","platform":"mastodon","title":"doubted schema-0007","segments":[{"text":"The beginning of what was doubted on mastodon when the database was schema-0007.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was doubted on mastodon when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was doubted on mastodon when the database was schema-0007.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was doubted on mastodon when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mhalf','cec3c108b07d32d05ffbd736b034673cef23dec95f8781f6ed1630b7990d91f5','{"account":"mastodon-old","platform":"mastodon","title":"half schema-0007","segments":[{"text":"The beginning of what was half on mastodon when the database was schema-0007.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was half on mastodon when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was half on mastodon when the database was schema-0007.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was half on mastodon when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bapproved','9645447ca6b66e702e93f242fbea5c1357f27c88b2d3cbfc58c9c29b5dca769c','{"account":"bluesky-old","platform":"bluesky","title":"approved schema-0007","segments":[{"text":"The beginning of what was approved on bluesky when the database was schema-0007.","length":80,"limit":300,"counter":"graphemes","wire":"The beginning of what was approved on bluesky when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was approved on bluesky when the database was schema-0007.","length":75,"limit":300,"counter":"graphemes","wire":"The rest of what was approved on bluesky when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bclaimed','1ff078a4e61b2693c62d28a13f5a2179f4c5f9b161a9cc4fcc54e8dec323a041','{"account":"bluesky-old","platform":"bluesky","title":"claimed schema-0007","segments":[{"text":"The beginning of what was claimed on bluesky when the database was schema-0007.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was claimed on bluesky when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was claimed on bluesky when the database was schema-0007.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was claimed on bluesky when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bsent','8132109cc2e6165f21d3ee6ce3eb5d439d8ab943d41e3588b4de8ae7ea314ee2','{"account":"bluesky-old","platform":"bluesky","title":"sent schema-0007","segments":[{"text":"The beginning of what was sent on bluesky when the database was schema-0007.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was sent on bluesky when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was sent on bluesky when the database was schema-0007.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was sent on bluesky when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('blost','1bff8356ac0971a12185b496cbaeb38bf9ea7084b6f890f462f59a446426b616','{"account":"bluesky-old","platform":"bluesky","title":"lost schema-0007","segments":[{"text":"The beginning of what was lost on bluesky when the database was schema-0007.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was lost on bluesky when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was lost on bluesky when the database was schema-0007.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was lost on bluesky when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bdoubted','f02b19fdbf17d4c9fc873af32cc264aeddd92704700ae9388ce8fa2c9619e530','{"account":"bluesky-old","platform":"bluesky","title":"doubted schema-0007","segments":[{"text":"The beginning of what was doubted on bluesky when the database was schema-0007.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was doubted on bluesky when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was doubted on bluesky when the database was schema-0007.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was doubted on bluesky when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bhalf','435fb10a07e89d4ddb2f507f5fc654f2c5d427f2b9b047d11332acb0214e9542','{"account":"bluesky-old","platform":"bluesky","title":"half schema-0007","segments":[{"text":"The beginning of what was half on bluesky when the database was schema-0007.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was half on bluesky when the database was schema-0007.","spans":[],"media":[]},{"text":"The rest of what was half on bluesky when the database was schema-0007.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was half on bluesky when the database was schema-0007.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
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
INSERT INTO "history" VALUES(1,'xapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','46e66732b573bbbb28dac3a5b4cead66ff464aa990181f483080f7542929aaaf','');
INSERT INTO "history" VALUES(2,'xapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','46e66732b573bbbb28dac3a5b4cead66ff464aa990181f483080f7542929aaaf','');
INSERT INTO "history" VALUES(3,'xclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','8fe9be076704566e9bf87b72900c0bc514972cb7cb0f3e137a67bca16350af58','');
INSERT INTO "history" VALUES(4,'xclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','8fe9be076704566e9bf87b72900c0bc514972cb7cb0f3e137a67bca16350af58','');
INSERT INTO "history" VALUES(5,'xclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','8fe9be076704566e9bf87b72900c0bc514972cb7cb0f3e137a67bca16350af58','');
INSERT INTO "history" VALUES(6,'xsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','52215aaead24621114f6301dea0a13f1ff6f1be3cf922971886f9c09d3f51596','');
INSERT INTO "history" VALUES(7,'xsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','52215aaead24621114f6301dea0a13f1ff6f1be3cf922971886f9c09d3f51596','');
INSERT INTO "history" VALUES(8,'xsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','52215aaead24621114f6301dea0a13f1ff6f1be3cf922971886f9c09d3f51596','');
INSERT INTO "history" VALUES(9,'xsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','52215aaead24621114f6301dea0a13f1ff6f1be3cf922971886f9c09d3f51596','');
INSERT INTO "history" VALUES(10,'xlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','7ae59d822898b0c121e7a01740f88a37a0c498148c89a76a1336a76b1fda5e65','');
INSERT INTO "history" VALUES(11,'xlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','7ae59d822898b0c121e7a01740f88a37a0c498148c89a76a1336a76b1fda5e65','');
INSERT INTO "history" VALUES(12,'xlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','7ae59d822898b0c121e7a01740f88a37a0c498148c89a76a1336a76b1fda5e65','');
INSERT INTO "history" VALUES(13,'xlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','7ae59d822898b0c121e7a01740f88a37a0c498148c89a76a1336a76b1fda5e65','');
INSERT INTO "history" VALUES(14,'xdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','76d0b321c26655b4933c5ab7dc75fe993cd9d549769d950a2389babc1507668b','');
INSERT INTO "history" VALUES(15,'xdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','76d0b321c26655b4933c5ab7dc75fe993cd9d549769d950a2389babc1507668b','');
INSERT INTO "history" VALUES(16,'xdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','76d0b321c26655b4933c5ab7dc75fe993cd9d549769d950a2389babc1507668b','');
INSERT INTO "history" VALUES(17,'xdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','76d0b321c26655b4933c5ab7dc75fe993cd9d549769d950a2389babc1507668b','');
INSERT INTO "history" VALUES(18,'xdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','76d0b321c26655b4933c5ab7dc75fe993cd9d549769d950a2389babc1507668b','');
INSERT INTO "history" VALUES(19,'xdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','76d0b321c26655b4933c5ab7dc75fe993cd9d549769d950a2389babc1507668b','');
INSERT INTO "history" VALUES(20,'xhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','1a99c5becc6b592efb934728ccb50acb0706ed8f1df2b27c8c54ae26922282a3','');
INSERT INTO "history" VALUES(21,'xhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','1a99c5becc6b592efb934728ccb50acb0706ed8f1df2b27c8c54ae26922282a3','');
INSERT INTO "history" VALUES(22,'xhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','1a99c5becc6b592efb934728ccb50acb0706ed8f1df2b27c8c54ae26922282a3','');
INSERT INTO "history" VALUES(23,'xhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','1a99c5becc6b592efb934728ccb50acb0706ed8f1df2b27c8c54ae26922282a3','');
INSERT INTO "history" VALUES(24,'xhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://x.example/first-of-xhalf','','sending','1a99c5becc6b592efb934728ccb50acb0706ed8f1df2b27c8c54ae26922282a3','');
INSERT INTO "history" VALUES(25,'xhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','1a99c5becc6b592efb934728ccb50acb0706ed8f1df2b27c8c54ae26922282a3','');
INSERT INTO "history" VALUES(26,'xwaits','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','4ab2a7ea89c2cc2c934e029f71598b0e59e9d4ae677af187fe1630106964fd2c','');
INSERT INTO "history" VALUES(27,'xpaused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','62c5f4c332e924d674e41173871d312d575e11ef9a3b9893450a3147ee02b678','');
INSERT INTO "history" VALUES(28,'xpaused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','62c5f4c332e924d674e41173871d312d575e11ef9a3b9893450a3147ee02b678','');
INSERT INTO "history" VALUES(29,'xlive','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','');
INSERT INTO "history" VALUES(30,'xlive','2026-11-21T09:00:00.000000Z','yes','','tester','approved','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','');
INSERT INTO "history" VALUES(31,'xlive','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','');
INSERT INTO "history" VALUES(32,'xlive','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','');
INSERT INTO "history" VALUES(33,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xlive-0','','sending','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','');
INSERT INTO "history" VALUES(34,'xlive','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','');
INSERT INTO "history" VALUES(35,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xlive-1','','sending','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','');
INSERT INTO "history" VALUES(36,'xlive','2026-11-21T09:00:00.000000Z','sent','','','published','c74dceb6c7d290c8edc4ad912b972e6f77e2c9d12e9ef65e933b145ce260fe72','');
INSERT INTO "history" VALUES(37,'xrefused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','06c41cbfcb2e0b2dfc2730cbbe8276ebd5b0836dee2a800743ffd83aca739929','');
INSERT INTO "history" VALUES(38,'xrefused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','06c41cbfcb2e0b2dfc2730cbbe8276ebd5b0836dee2a800743ffd83aca739929','');
INSERT INTO "history" VALUES(39,'xrefused','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','06c41cbfcb2e0b2dfc2730cbbe8276ebd5b0836dee2a800743ffd83aca739929','');
INSERT INTO "history" VALUES(40,'xrefused','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','06c41cbfcb2e0b2dfc2730cbbe8276ebd5b0836dee2a800743ffd83aca739929','');
INSERT INTO "history" VALUES(41,'xrefused','2026-11-21T09:00:00.000000Z','receipt','step 0: refused it is too long','','sending','06c41cbfcb2e0b2dfc2730cbbe8276ebd5b0836dee2a800743ffd83aca739929','{"error": "too long"}');
INSERT INTO "history" VALUES(42,'xrefused','2026-11-21T09:00:00.000000Z','refuse','','','failed','06c41cbfcb2e0b2dfc2730cbbe8276ebd5b0836dee2a800743ffd83aca739929','');
INSERT INTO "history" VALUES(43,'xlate','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3bd9a7fe4fd48a83af0db4da4a1668dd4508ad82e5a2d755116bebdd50db7938','');
INSERT INTO "history" VALUES(44,'xlate','2026-11-21T09:00:00.000000Z','yes','','tester','approved','3bd9a7fe4fd48a83af0db4da4a1668dd4508ad82e5a2d755116bebdd50db7938','');
INSERT INTO "history" VALUES(45,'xlate','2026-11-21T09:00:00.000000Z','past window','','','held','3bd9a7fe4fd48a83af0db4da4a1668dd4508ad82e5a2d755116bebdd50db7938','');
INSERT INTO "history" VALUES(46,'xrejected','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','809e441c197511b3abb668ca61f11a47fbdbfcf3fed792be702ee0b563e98ed4','');
INSERT INTO "history" VALUES(47,'xrejected','2026-11-21T09:00:00.000000Z','no','','tester','rejected','809e441c197511b3abb668ca61f11a47fbdbfcf3fed792be702ee0b563e98ed4','');
INSERT INTO "history" VALUES(48,'xretracted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','');
INSERT INTO "history" VALUES(49,'xretracted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','');
INSERT INTO "history" VALUES(50,'xretracted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','');
INSERT INTO "history" VALUES(51,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','');
INSERT INTO "history" VALUES(52,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xretracted-0','','sending','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','');
INSERT INTO "history" VALUES(53,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','');
INSERT INTO "history" VALUES(54,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xretracted-1','','sending','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','');
INSERT INTO "history" VALUES(55,'xretracted','2026-11-21T09:00:00.000000Z','sent','','','published','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','');
INSERT INTO "history" VALUES(56,'xretracted','2026-11-21T09:00:00.000000Z','retract','','tester','retracted','1c8e3c15b299bed820d478a274b2899474dace119a1b3dd7a3ad3f7970d5e964','');
INSERT INTO "history" VALUES(57,'lapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','34efa2b869f572004323777502841a6cfbc8de4bbbf47cc33c39e34d756ef0da','');
INSERT INTO "history" VALUES(58,'lapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','34efa2b869f572004323777502841a6cfbc8de4bbbf47cc33c39e34d756ef0da','');
INSERT INTO "history" VALUES(59,'lclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','185e3f5ff71cdafb1ba129ac9332140c6411973f95408383b22695733e687049','');
INSERT INTO "history" VALUES(60,'lclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','185e3f5ff71cdafb1ba129ac9332140c6411973f95408383b22695733e687049','');
INSERT INTO "history" VALUES(61,'lclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','185e3f5ff71cdafb1ba129ac9332140c6411973f95408383b22695733e687049','');
INSERT INTO "history" VALUES(62,'lsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','cfe8d6315699dd33158a27b07df492450b9427d28f7e12fc412a29dac6c21389','');
INSERT INTO "history" VALUES(63,'lsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','cfe8d6315699dd33158a27b07df492450b9427d28f7e12fc412a29dac6c21389','');
INSERT INTO "history" VALUES(64,'lsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','cfe8d6315699dd33158a27b07df492450b9427d28f7e12fc412a29dac6c21389','');
INSERT INTO "history" VALUES(65,'lsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','cfe8d6315699dd33158a27b07df492450b9427d28f7e12fc412a29dac6c21389','');
INSERT INTO "history" VALUES(66,'llost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','37ceec497fbc0523cf051891b6bd9e3217dec8a387f145c246f884b59f70b25c','');
INSERT INTO "history" VALUES(67,'llost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','37ceec497fbc0523cf051891b6bd9e3217dec8a387f145c246f884b59f70b25c','');
INSERT INTO "history" VALUES(68,'llost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','37ceec497fbc0523cf051891b6bd9e3217dec8a387f145c246f884b59f70b25c','');
INSERT INTO "history" VALUES(69,'llost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','37ceec497fbc0523cf051891b6bd9e3217dec8a387f145c246f884b59f70b25c','');
INSERT INTO "history" VALUES(70,'ldoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','26b87071f54f9da3fc4b007928b87c5b68ba506f28b7c516a5764596b2b7b8de','');
INSERT INTO "history" VALUES(71,'ldoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','26b87071f54f9da3fc4b007928b87c5b68ba506f28b7c516a5764596b2b7b8de','');
INSERT INTO "history" VALUES(72,'ldoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','26b87071f54f9da3fc4b007928b87c5b68ba506f28b7c516a5764596b2b7b8de','');
INSERT INTO "history" VALUES(73,'ldoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','26b87071f54f9da3fc4b007928b87c5b68ba506f28b7c516a5764596b2b7b8de','');
INSERT INTO "history" VALUES(74,'ldoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','26b87071f54f9da3fc4b007928b87c5b68ba506f28b7c516a5764596b2b7b8de','');
INSERT INTO "history" VALUES(75,'ldoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','26b87071f54f9da3fc4b007928b87c5b68ba506f28b7c516a5764596b2b7b8de','');
INSERT INTO "history" VALUES(76,'lhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','5a6c7a9ffe3f8e8e43de1aeebdce7cb9c6d50be2fe9785432c6f7dd0d952e0b9','');
INSERT INTO "history" VALUES(77,'lhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','5a6c7a9ffe3f8e8e43de1aeebdce7cb9c6d50be2fe9785432c6f7dd0d952e0b9','');
INSERT INTO "history" VALUES(78,'lhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','5a6c7a9ffe3f8e8e43de1aeebdce7cb9c6d50be2fe9785432c6f7dd0d952e0b9','');
INSERT INTO "history" VALUES(79,'lhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','5a6c7a9ffe3f8e8e43de1aeebdce7cb9c6d50be2fe9785432c6f7dd0d952e0b9','');
INSERT INTO "history" VALUES(80,'lhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://linkedin.example/first-of-lhalf','','sending','5a6c7a9ffe3f8e8e43de1aeebdce7cb9c6d50be2fe9785432c6f7dd0d952e0b9','');
INSERT INTO "history" VALUES(81,'lhalf','2026-11-21T09:00:00.000000Z','sent','','','published','5a6c7a9ffe3f8e8e43de1aeebdce7cb9c6d50be2fe9785432c6f7dd0d952e0b9','');
INSERT INTO "history" VALUES(82,'mapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','c2adb2a5f029a24ee6d018a215d0d7d2215bb55d3ec775914385e104c55c033c','');
INSERT INTO "history" VALUES(83,'mapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','c2adb2a5f029a24ee6d018a215d0d7d2215bb55d3ec775914385e104c55c033c','');
INSERT INTO "history" VALUES(84,'mclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','8fcab38c319d8ed42b8dfe3b90d519c8f394b4b860341d4caa9bfd20fe873f6c','');
INSERT INTO "history" VALUES(85,'mclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','8fcab38c319d8ed42b8dfe3b90d519c8f394b4b860341d4caa9bfd20fe873f6c','');
INSERT INTO "history" VALUES(86,'mclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','8fcab38c319d8ed42b8dfe3b90d519c8f394b4b860341d4caa9bfd20fe873f6c','');
INSERT INTO "history" VALUES(87,'msent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','254196f0faa2e8a70e339ad0c4b2fcd52ffa91f8de73dc9cf9f6ac0fe7b43056','');
INSERT INTO "history" VALUES(88,'msent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','254196f0faa2e8a70e339ad0c4b2fcd52ffa91f8de73dc9cf9f6ac0fe7b43056','');
INSERT INTO "history" VALUES(89,'msent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','254196f0faa2e8a70e339ad0c4b2fcd52ffa91f8de73dc9cf9f6ac0fe7b43056','');
INSERT INTO "history" VALUES(90,'msent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','254196f0faa2e8a70e339ad0c4b2fcd52ffa91f8de73dc9cf9f6ac0fe7b43056','');
INSERT INTO "history" VALUES(91,'mlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','f67c9f1bc63d51c29725e6342d1e12898f2cd58ff0be160e1342ee883b223d3b','');
INSERT INTO "history" VALUES(92,'mlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','f67c9f1bc63d51c29725e6342d1e12898f2cd58ff0be160e1342ee883b223d3b','');
INSERT INTO "history" VALUES(93,'mlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','f67c9f1bc63d51c29725e6342d1e12898f2cd58ff0be160e1342ee883b223d3b','');
INSERT INTO "history" VALUES(94,'mlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','f67c9f1bc63d51c29725e6342d1e12898f2cd58ff0be160e1342ee883b223d3b','');
INSERT INTO "history" VALUES(95,'mdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','32d194f8e6ce887c5575df114fc118fe46b2485a66f34881f5e1747a4d1f3770','');
INSERT INTO "history" VALUES(96,'mdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','32d194f8e6ce887c5575df114fc118fe46b2485a66f34881f5e1747a4d1f3770','');
INSERT INTO "history" VALUES(97,'mdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','32d194f8e6ce887c5575df114fc118fe46b2485a66f34881f5e1747a4d1f3770','');
INSERT INTO "history" VALUES(98,'mdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','32d194f8e6ce887c5575df114fc118fe46b2485a66f34881f5e1747a4d1f3770','');
INSERT INTO "history" VALUES(99,'mdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','32d194f8e6ce887c5575df114fc118fe46b2485a66f34881f5e1747a4d1f3770','');
INSERT INTO "history" VALUES(100,'mdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','32d194f8e6ce887c5575df114fc118fe46b2485a66f34881f5e1747a4d1f3770','');
INSERT INTO "history" VALUES(101,'mhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','cec3c108b07d32d05ffbd736b034673cef23dec95f8781f6ed1630b7990d91f5','');
INSERT INTO "history" VALUES(102,'mhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','cec3c108b07d32d05ffbd736b034673cef23dec95f8781f6ed1630b7990d91f5','');
INSERT INTO "history" VALUES(103,'mhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','cec3c108b07d32d05ffbd736b034673cef23dec95f8781f6ed1630b7990d91f5','');
INSERT INTO "history" VALUES(104,'mhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','cec3c108b07d32d05ffbd736b034673cef23dec95f8781f6ed1630b7990d91f5','');
INSERT INTO "history" VALUES(105,'mhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://mastodon.example/first-of-mhalf','','sending','cec3c108b07d32d05ffbd736b034673cef23dec95f8781f6ed1630b7990d91f5','');
INSERT INTO "history" VALUES(106,'mhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','cec3c108b07d32d05ffbd736b034673cef23dec95f8781f6ed1630b7990d91f5','');
INSERT INTO "history" VALUES(107,'bapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','9645447ca6b66e702e93f242fbea5c1357f27c88b2d3cbfc58c9c29b5dca769c','');
INSERT INTO "history" VALUES(108,'bapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','9645447ca6b66e702e93f242fbea5c1357f27c88b2d3cbfc58c9c29b5dca769c','');
INSERT INTO "history" VALUES(109,'bclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','1ff078a4e61b2693c62d28a13f5a2179f4c5f9b161a9cc4fcc54e8dec323a041','');
INSERT INTO "history" VALUES(110,'bclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','1ff078a4e61b2693c62d28a13f5a2179f4c5f9b161a9cc4fcc54e8dec323a041','');
INSERT INTO "history" VALUES(111,'bclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','1ff078a4e61b2693c62d28a13f5a2179f4c5f9b161a9cc4fcc54e8dec323a041','');
INSERT INTO "history" VALUES(112,'bsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','8132109cc2e6165f21d3ee6ce3eb5d439d8ab943d41e3588b4de8ae7ea314ee2','');
INSERT INTO "history" VALUES(113,'bsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','8132109cc2e6165f21d3ee6ce3eb5d439d8ab943d41e3588b4de8ae7ea314ee2','');
INSERT INTO "history" VALUES(114,'bsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','8132109cc2e6165f21d3ee6ce3eb5d439d8ab943d41e3588b4de8ae7ea314ee2','');
INSERT INTO "history" VALUES(115,'bsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','8132109cc2e6165f21d3ee6ce3eb5d439d8ab943d41e3588b4de8ae7ea314ee2','');
INSERT INTO "history" VALUES(116,'blost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','1bff8356ac0971a12185b496cbaeb38bf9ea7084b6f890f462f59a446426b616','');
INSERT INTO "history" VALUES(117,'blost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','1bff8356ac0971a12185b496cbaeb38bf9ea7084b6f890f462f59a446426b616','');
INSERT INTO "history" VALUES(118,'blost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','1bff8356ac0971a12185b496cbaeb38bf9ea7084b6f890f462f59a446426b616','');
INSERT INTO "history" VALUES(119,'blost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','1bff8356ac0971a12185b496cbaeb38bf9ea7084b6f890f462f59a446426b616','');
INSERT INTO "history" VALUES(120,'bdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','f02b19fdbf17d4c9fc873af32cc264aeddd92704700ae9388ce8fa2c9619e530','');
INSERT INTO "history" VALUES(121,'bdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','f02b19fdbf17d4c9fc873af32cc264aeddd92704700ae9388ce8fa2c9619e530','');
INSERT INTO "history" VALUES(122,'bdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','f02b19fdbf17d4c9fc873af32cc264aeddd92704700ae9388ce8fa2c9619e530','');
INSERT INTO "history" VALUES(123,'bdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','f02b19fdbf17d4c9fc873af32cc264aeddd92704700ae9388ce8fa2c9619e530','');
INSERT INTO "history" VALUES(124,'bdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','f02b19fdbf17d4c9fc873af32cc264aeddd92704700ae9388ce8fa2c9619e530','');
INSERT INTO "history" VALUES(125,'bdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','f02b19fdbf17d4c9fc873af32cc264aeddd92704700ae9388ce8fa2c9619e530','');
INSERT INTO "history" VALUES(126,'bhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','435fb10a07e89d4ddb2f507f5fc654f2c5d427f2b9b047d11332acb0214e9542','');
INSERT INTO "history" VALUES(127,'bhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','435fb10a07e89d4ddb2f507f5fc654f2c5d427f2b9b047d11332acb0214e9542','');
INSERT INTO "history" VALUES(128,'bhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','435fb10a07e89d4ddb2f507f5fc654f2c5d427f2b9b047d11332acb0214e9542','');
INSERT INTO "history" VALUES(129,'bhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','435fb10a07e89d4ddb2f507f5fc654f2c5d427f2b9b047d11332acb0214e9542','');
INSERT INTO "history" VALUES(130,'bhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://bluesky.example/first-of-bhalf','','sending','435fb10a07e89d4ddb2f507f5fc654f2c5d427f2b9b047d11332acb0214e9542','');
INSERT INTO "history" VALUES(131,'bhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','435fb10a07e89d4ddb2f507f5fc654f2c5d427f2b9b047d11332acb0214e9542','');
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
CREATE TABLE readers (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    reader TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'intent', 'sent', 'refused', 'later', 'unsure', 'left out')),
    attempt INTEGER NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (delivery, reader)
);
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
INSERT INTO "steps" VALUES('xsent',0,'post','intent','9a40c97aeba784cd688d3ece6115d055',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xlost',0,'post','intent','fc882e73cb0cf8245f0f8cac9f046c11',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xdoubted',0,'post','unsure','72cc269b12414965f8a19819cfbe826c',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('xhalf',0,'post','sent','863fe045c02276e6ed52ff3a0776f803',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-xhalf','https://x.example/first-of-xhalf','{}','','');
INSERT INTO "steps" VALUES('xlive',0,'post','sent','125ddeea4610d225895d3be194986a17',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xlive-0','https://example.org/xlive-0','{}','','');
INSERT INTO "steps" VALUES('xlive',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xlive-1','https://example.org/xlive-1','{}','','');
INSERT INTO "steps" VALUES('xrefused',0,'post','refused','4401e613a2c82cbd94d8d37c61799691',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'it is too long','{"error": "too long"}');
INSERT INTO "steps" VALUES('xretracted',0,'post','sent','d3170cff6bb5b007c8d0871e94cee66a',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xretracted-0','https://example.org/xretracted-0','{}','','');
INSERT INTO "steps" VALUES('xretracted',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xretracted-1','https://example.org/xretracted-1','{}','','');
INSERT INTO "steps" VALUES('lsent',0,'post','intent','4b592c5c33df629feee70f038f9d906a',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('llost',0,'post','intent','f10999a5057947716b86718558588a90',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('ldoubted',0,'post','unsure','da4b6c8729012d3085e28d4e3b1a5bb5',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('lhalf',0,'post','sent','3078da737b9e0ce038ce779962308eae',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-lhalf','https://linkedin.example/first-of-lhalf','{}','','');
INSERT INTO "steps" VALUES('msent',0,'post','intent','93552b1fcf5cfa54680b660a1e819071',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mlost',0,'post','intent','bff463fd249bd2804eb70fe4b46993aa',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mdoubted',0,'post','unsure','0ffd6b715abb0937c1f6b41341c16ed2',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('mhalf',0,'post','sent','bc46f86d2f57e1538803b8ca7cc178b5',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-mhalf','https://mastodon.example/first-of-mhalf','{}','','');
INSERT INTO "steps" VALUES('bsent',0,'post','intent','080501296f10362af655f05262b253b4',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('blost',0,'post','intent','26ba01ea8aaa93297fcd4689e130da46',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('bdoubted',0,'post','unsure','08e8414345bdf1d5c0e2ba63cfe84ac1',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('bhalf',0,'post','sent','a488322b50aaf3d1b8906f5133e8d7eb',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-bhalf','https://bluesky.example/first-of-bhalf','{}','','');
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
CREATE INDEX readers_by_time ON readers (at);
COMMIT;
PRAGMA user_version = 7;
