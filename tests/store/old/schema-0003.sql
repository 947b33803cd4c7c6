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
INSERT INTO "deliveries" VALUES('xapproved',1,'x-approved','x-old','x',1,1,'approved','fdca006e353828348dbeff3cfee7d4d36885dcba3670af8359096da1c3988815','fdca006e353828348dbeff3cfee7d4d36885dcba3670af8359096da1c3988815','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0003',0);
INSERT INTO "deliveries" VALUES('xclaimed',2,'x-claimed','x-old','x',1,1,'sending','8c122fe677992028aa5c17b056c59059efd17c8e513a04073b444512dc54e07c','8c122fe677992028aa5c17b056c59059efd17c8e513a04073b444512dc54e07c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0003',0);
INSERT INTO "deliveries" VALUES('xsent',3,'x-sent','x-old','x',1,1,'sending','bce0f74a9b94d3268621b0973828e5d838c1df28ba53aceda59315e2504c5368','bce0f74a9b94d3268621b0973828e5d838c1df28ba53aceda59315e2504c5368','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0003',0);
INSERT INTO "deliveries" VALUES('xlost',4,'x-lost','x-old','x',1,1,'sending','4074cca382cfc9a8533053c8bb8ff5b5378a4de547255c434f50b7cd8ae88383','4074cca382cfc9a8533053c8bb8ff5b5378a4de547255c434f50b7cd8ae88383','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0003',0);
INSERT INTO "deliveries" VALUES('xdoubted',5,'x-doubted','x-old','x',1,1,'unsure','01a2f3089ff52c5641e3fcac36f77a3d9e71d359b3896c620285f1b52ea9cbc7','01a2f3089ff52c5641e3fcac36f77a3d9e71d359b3896c620285f1b52ea9cbc7','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0003',0);
INSERT INTO "deliveries" VALUES('xhalf',6,'x-half','x-old','x',1,1,'approved','c868ced834a192949b9d9eeba4e7bcfc8bbfb142cc4c6e809d06fcf892494d90','c868ced834a192949b9d9eeba4e7bcfc8bbfb142cc4c6e809d06fcf892494d90','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0003',0);
INSERT INTO "deliveries" VALUES('xwaits',7,'x-waits','x-old','x',1,1,'waiting','e7cfcf6128b4137241e7ac743e6e9d3817e86a85b94b5d8127c5c654bae71f9d',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','waits schema-0003',0);
INSERT INTO "deliveries" VALUES('xpaused',8,'x-paused','x-paused','x',1,1,'approved','025fa55b73fbee0b121a8731c8cadf1327dc5ac17e2b0775a0ad9a6e78378060','025fa55b73fbee0b121a8731c8cadf1327dc5ac17e2b0775a0ad9a6e78378060','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','paused schema-0003',0);
INSERT INTO "deliveries" VALUES('xlive',9,'x-live','x-old','x',1,1,'published','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','live schema-0003',0);
INSERT INTO "deliveries" VALUES('xrefused',10,'x-refused','x-old','x',1,1,'failed','6c1b814b0707be3cd036368a6ff02f3f621f24b95e657da5a5546225aa02f09b','6c1b814b0707be3cd036368a6ff02f3f621f24b95e657da5a5546225aa02f09b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'Refused: it is too long. Nothing is live','refused schema-0003',0);
INSERT INTO "deliveries" VALUES('xlate',11,'x-late','x-old','x',1,1,'held','d580905fd449ed7805a26a266613653c4e14de420c10d3c1f9d6573c763caae3','d580905fd449ed7805a26a266613653c4e14de420c10d3c1f9d6573c763caae3','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'its time was 09:00; the window of your yes is over','late schema-0003',0);
INSERT INTO "deliveries" VALUES('xrejected',12,'x-rejected','x-old','x',1,1,'rejected','b291ea0f3d7d2acf5211d0eeda009d4456d94524e310911c43264cdc98d69e93',NULL,NULL,NULL,0,NULL,NULL,'UTC','',0,0,2,'','rejected schema-0003',0);
INSERT INTO "deliveries" VALUES('xretracted',13,'x-retracted','x-old','x',1,1,'retracted','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','retracted schema-0003',0);
INSERT INTO "deliveries" VALUES('lapproved',14,'linkedin-approved','linkedin-old','linkedin',1,1,'approved','bae4eae3227fe4f231c825b489b55ac3cd2f9c0c5df392523177b494f603239e','bae4eae3227fe4f231c825b489b55ac3cd2f9c0c5df392523177b494f603239e','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,1,'','approved schema-0003',0);
INSERT INTO "deliveries" VALUES('lclaimed',15,'linkedin-claimed','linkedin-old','linkedin',1,1,'sending','e34ae7d01a8b24b01a43135a2e03bc2f6594baf09932dcbb3269ee655600559b','e34ae7d01a8b24b01a43135a2e03bc2f6594baf09932dcbb3269ee655600559b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','claimed schema-0003',0);
INSERT INTO "deliveries" VALUES('lsent',16,'linkedin-sent','linkedin-old','linkedin',1,1,'sending','2cefd09d5cd6cefd792e43c8f25f83cb441cafa0ad234dca0c2e30ae23ab0af4','2cefd09d5cd6cefd792e43c8f25f83cb441cafa0ad234dca0c2e30ae23ab0af4','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','sent schema-0003',0);
INSERT INTO "deliveries" VALUES('llost',17,'linkedin-lost','linkedin-old','linkedin',1,1,'sending','fc9b8e80bcb5bb10fcc8a5311e3f01fadbf24a9e9575fe5926b5e55681e3874f','fc9b8e80bcb5bb10fcc8a5311e3f01fadbf24a9e9575fe5926b5e55681e3874f','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','lost schema-0003',0);
INSERT INTO "deliveries" VALUES('ldoubted',18,'linkedin-doubted','linkedin-old','linkedin',1,1,'unsure','1510454811f5368708a55914f83f9d7437fdf741190d2e426d720686c729024f','1510454811f5368708a55914f83f9d7437fdf741190d2e426d720686c729024f','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'The connection was lost.','doubted schema-0003',0);
INSERT INTO "deliveries" VALUES('lhalf',19,'linkedin-half','linkedin-old','linkedin',1,1,'published','4f542ec8fe641f9ffe879041763202511b648892cc58ae4c0b1cd7b0c92dbe8f','4f542ec8fe641f9ffe879041763202511b648892cc58ae4c0b1cd7b0c92dbe8f','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,1,'','half schema-0003',0);
INSERT INTO "deliveries" VALUES('mapproved',20,'mastodon-approved','mastodon-old','mastodon',1,1,'approved','ca52df462394de68d5cdbabd67aa66a6217d0eafbc39dc5db9790579f73170b0','ca52df462394de68d5cdbabd67aa66a6217d0eafbc39dc5db9790579f73170b0','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0003',0);
INSERT INTO "deliveries" VALUES('mclaimed',21,'mastodon-claimed','mastodon-old','mastodon',1,1,'sending','40377c60412847834d715d995c766511ff518158c6f5a9eb8a10ca58b9d5a985','40377c60412847834d715d995c766511ff518158c6f5a9eb8a10ca58b9d5a985','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0003',0);
INSERT INTO "deliveries" VALUES('msent',22,'mastodon-sent','mastodon-old','mastodon',1,1,'sending','7c4ff9c81a591ebd032303cd9ab0e6bb99b23ad0dd591670f1f14366ef8dcb3b','7c4ff9c81a591ebd032303cd9ab0e6bb99b23ad0dd591670f1f14366ef8dcb3b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0003',0);
INSERT INTO "deliveries" VALUES('mlost',23,'mastodon-lost','mastodon-old','mastodon',1,1,'sending','0525022e5c6ddb60fc649497b378487431d5dc3c9d56e14d4449c557cfec8d0b','0525022e5c6ddb60fc649497b378487431d5dc3c9d56e14d4449c557cfec8d0b','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0003',0);
INSERT INTO "deliveries" VALUES('mdoubted',24,'mastodon-doubted','mastodon-old','mastodon',1,1,'unsure','d3898de095d0882e25a3d02e20cb172b4dd529cb58afc8bc05f1ef437d3964c9','d3898de095d0882e25a3d02e20cb172b4dd529cb58afc8bc05f1ef437d3964c9','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0003',0);
INSERT INTO "deliveries" VALUES('mhalf',25,'mastodon-half','mastodon-old','mastodon',1,1,'approved','d508284b5a529f6fd2dbc6b2b33a933216b63ec01a8532e7f7a2d806a4976f97','d508284b5a529f6fd2dbc6b2b33a933216b63ec01a8532e7f7a2d806a4976f97','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0003',0);
INSERT INTO "deliveries" VALUES('bapproved',26,'bluesky-approved','bluesky-old','bluesky',1,1,'approved','dade624b9ba4acf5a3649c9fb1d2fa8d28d8c71fd86d2ca1dbe487bb58c4e6b6','dade624b9ba4acf5a3649c9fb1d2fa8d28d8c71fd86d2ca1dbe487bb58c4e6b6','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',0,0,2,'','approved schema-0003',0);
INSERT INTO "deliveries" VALUES('bclaimed',27,'bluesky-claimed','bluesky-old','bluesky',1,1,'sending','2bf25da5eaddde8305ca1ded97e5aba8b0539393cb57a8111419b20f915c6e9c','2bf25da5eaddde8305ca1ded97e5aba8b0539393cb57a8111419b20f915c6e9c','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','claimed schema-0003',0);
INSERT INTO "deliveries" VALUES('bsent',28,'bluesky-sent','bluesky-old','bluesky',1,1,'sending','fc96dcc08c7de9a84a3a19c91b4dad5769ae4a6b611d58e1bb796c06fb703258','fc96dcc08c7de9a84a3a19c91b4dad5769ae4a6b611d58e1bb796c06fb703258','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','sent schema-0003',0);
INSERT INTO "deliveries" VALUES('blost',29,'bluesky-lost','bluesky-old','bluesky',1,1,'sending','3b21c9fc99a2ca0741b8c1c189c97783b5a318745054eac546ee5dc30a24252e','3b21c9fc99a2ca0741b8c1c189c97783b5a318745054eac546ee5dc30a24252e','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'','lost schema-0003',0);
INSERT INTO "deliveries" VALUES('bdoubted',30,'bluesky-doubted','bluesky-old','bluesky',1,1,'unsure','f452e1786df87ee93e917dca0aef839204c3f6ed07720b750b658ddd86b4d747','f452e1786df87ee93e917dca0aef839204c3f6ed07720b750b658ddd86b4d747','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'The connection was lost.','doubted schema-0003',0);
INSERT INTO "deliveries" VALUES('bhalf',31,'bluesky-half','bluesky-old','bluesky',1,1,'approved','16d4000ba6db8fccde2d068152d7ca2e8ebabe6375e2899d512652346227fced','16d4000ba6db8fccde2d068152d7ca2e8ebabe6375e2899d512652346227fced','tester','2026-11-21T09:00:00.000000Z',1,'2026-11-21T09:00:00.000000Z','2200-01-01T00:00:00.000000Z','UTC','2026-11-21 09:00',1,1,2,'It is tried again','half schema-0003',0);
CREATE TABLE drafts (
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (delivery, fingerprint)
);
INSERT INTO "drafts" VALUES('xapproved','fdca006e353828348dbeff3cfee7d4d36885dcba3670af8359096da1c3988815','{"account":"x-old","platform":"x","title":"approved schema-0003","segments":[{"text":"The beginning of what was approved on x when the database was schema-0003.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was approved on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was approved on x when the database was schema-0003.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was approved on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xclaimed','8c122fe677992028aa5c17b056c59059efd17c8e513a04073b444512dc54e07c','{"account":"x-old","platform":"x","title":"claimed schema-0003","segments":[{"text":"The beginning of what was claimed on x when the database was schema-0003.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was claimed on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was claimed on x when the database was schema-0003.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was claimed on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xsent','bce0f74a9b94d3268621b0973828e5d838c1df28ba53aceda59315e2504c5368','{"account":"x-old","platform":"x","title":"sent schema-0003","segments":[{"text":"The beginning of what was sent on x when the database was schema-0003.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was sent on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was sent on x when the database was schema-0003.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was sent on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlost','4074cca382cfc9a8533053c8bb8ff5b5378a4de547255c434f50b7cd8ae88383','{"account":"x-old","platform":"x","title":"lost schema-0003","segments":[{"text":"The beginning of what was lost on x when the database was schema-0003.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was lost on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was lost on x when the database was schema-0003.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was lost on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xdoubted','01a2f3089ff52c5641e3fcac36f77a3d9e71d359b3896c620285f1b52ea9cbc7','{"account":"x-old","platform":"x","title":"doubted schema-0003","segments":[{"text":"The beginning of what was doubted on x when the database was schema-0003.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was doubted on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was doubted on x when the database was schema-0003.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was doubted on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xhalf','c868ced834a192949b9d9eeba4e7bcfc8bbfb142cc4c6e809d06fcf892494d90','{"account":"x-old","platform":"x","title":"half schema-0003","segments":[{"text":"The beginning of what was half on x when the database was schema-0003.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was half on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was half on x when the database was schema-0003.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was half on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xwaits','e7cfcf6128b4137241e7ac743e6e9d3817e86a85b94b5d8127c5c654bae71f9d','{"account":"x-old","platform":"x","title":"waits schema-0003","segments":[{"text":"The beginning of what was waits on x when the database was schema-0003.","length":71,"limit":280,"counter":"x-weighted","wire":"The beginning of what was waits on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was waits on x when the database was schema-0003.","length":66,"limit":280,"counter":"x-weighted","wire":"The rest of what was waits on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xpaused','025fa55b73fbee0b121a8731c8cadf1327dc5ac17e2b0775a0ad9a6e78378060','{"account":"x-paused","platform":"x","title":"paused schema-0003","segments":[{"text":"The beginning of what was paused on x when the database was schema-0003.","length":72,"limit":280,"counter":"x-weighted","wire":"The beginning of what was paused on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was paused on x when the database was schema-0003.","length":67,"limit":280,"counter":"x-weighted","wire":"The rest of what was paused on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlive','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','{"account":"x-old","platform":"x","title":"live schema-0003","segments":[{"text":"The beginning of what was live on x when the database was schema-0003.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was live on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was live on x when the database was schema-0003.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was live on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrefused','6c1b814b0707be3cd036368a6ff02f3f621f24b95e657da5a5546225aa02f09b','{"account":"x-old","platform":"x","title":"refused schema-0003","segments":[{"text":"The beginning of what was refused on x when the database was schema-0003.","length":73,"limit":280,"counter":"x-weighted","wire":"The beginning of what was refused on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was refused on x when the database was schema-0003.","length":68,"limit":280,"counter":"x-weighted","wire":"The rest of what was refused on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xlate','d580905fd449ed7805a26a266613653c4e14de420c10d3c1f9d6573c763caae3','{"account":"x-old","platform":"x","title":"late schema-0003","segments":[{"text":"The beginning of what was late on x when the database was schema-0003.","length":70,"limit":280,"counter":"x-weighted","wire":"The beginning of what was late on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was late on x when the database was schema-0003.","length":65,"limit":280,"counter":"x-weighted","wire":"The rest of what was late on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xrejected','b291ea0f3d7d2acf5211d0eeda009d4456d94524e310911c43264cdc98d69e93','{"account":"x-old","platform":"x","title":"rejected schema-0003","segments":[{"text":"The beginning of what was rejected on x when the database was schema-0003.","length":74,"limit":280,"counter":"x-weighted","wire":"The beginning of what was rejected on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was rejected on x when the database was schema-0003.","length":69,"limit":280,"counter":"x-weighted","wire":"The rest of what was rejected on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('xretracted','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','{"account":"x-old","platform":"x","title":"retracted schema-0003","segments":[{"text":"The beginning of what was retracted on x when the database was schema-0003.","length":75,"limit":280,"counter":"x-weighted","wire":"The beginning of what was retracted on x when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was retracted on x when the database was schema-0003.","length":70,"limit":280,"counter":"x-weighted","wire":"The rest of what was retracted on x when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lapproved','bae4eae3227fe4f231c825b489b55ac3cd2f9c0c5df392523177b494f603239e','{"account":"linkedin-old","platform":"linkedin","title":"approved schema-0003","segments":[{"text":"The beginning of what was approved on linkedin when the database was schema-0003.","length":81,"limit":3000,"counter":"utf16","wire":"The beginning of what was approved on linkedin when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lclaimed','e34ae7d01a8b24b01a43135a2e03bc2f6594baf09932dcbb3269ee655600559b','{"account":"linkedin-old","platform":"linkedin","title":"claimed schema-0003","segments":[{"text":"The beginning of what was claimed on linkedin when the database was schema-0003.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was claimed on linkedin when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lsent','2cefd09d5cd6cefd792e43c8f25f83cb441cafa0ad234dca0c2e30ae23ab0af4','{"account":"linkedin-old","platform":"linkedin","title":"sent schema-0003","segments":[{"text":"The beginning of what was sent on linkedin when the database was schema-0003.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was sent on linkedin when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('llost','fc9b8e80bcb5bb10fcc8a5311e3f01fadbf24a9e9575fe5926b5e55681e3874f','{"account":"linkedin-old","platform":"linkedin","title":"lost schema-0003","segments":[{"text":"The beginning of what was lost on linkedin when the database was schema-0003.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was lost on linkedin when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('ldoubted','1510454811f5368708a55914f83f9d7437fdf741190d2e426d720686c729024f','{"account":"linkedin-old","platform":"linkedin","title":"doubted schema-0003","segments":[{"text":"The beginning of what was doubted on linkedin when the database was schema-0003.","length":80,"limit":3000,"counter":"utf16","wire":"The beginning of what was doubted on linkedin when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('lhalf','4f542ec8fe641f9ffe879041763202511b648892cc58ae4c0b1cd7b0c92dbe8f','{"account":"linkedin-old","platform":"linkedin","title":"half schema-0003","segments":[{"text":"The beginning of what was half on linkedin when the database was schema-0003.","length":77,"limit":3000,"counter":"utf16","wire":"The beginning of what was half on linkedin when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mapproved','ca52df462394de68d5cdbabd67aa66a6217d0eafbc39dc5db9790579f73170b0','{"account":"mastodon-old","platform":"mastodon","title":"approved schema-0003","segments":[{"text":"The beginning of what was approved on mastodon when the database was schema-0003.","length":81,"limit":500,"counter":"mastodon","wire":"The beginning of what was approved on mastodon when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was approved on mastodon when the database was schema-0003.","length":76,"limit":500,"counter":"mastodon","wire":"The rest of what was approved on mastodon when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mclaimed','40377c60412847834d715d995c766511ff518158c6f5a9eb8a10ca58b9d5a985','{"account":"mastodon-old","platform":"mastodon","title":"claimed schema-0003","segments":[{"text":"The beginning of what was claimed on mastodon when the database was schema-0003.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was claimed on mastodon when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was claimed on mastodon when the database was schema-0003.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was claimed on mastodon when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('msent','7c4ff9c81a591ebd032303cd9ab0e6bb99b23ad0dd591670f1f14366ef8dcb3b','{"account":"mastodon-old","platform":"mastodon","title":"sent schema-0003","segments":[{"text":"The beginning of what was sent on mastodon when the database was schema-0003.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was sent on mastodon when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was sent on mastodon when the database was schema-0003.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was sent on mastodon when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mlost','0525022e5c6ddb60fc649497b378487431d5dc3c9d56e14d4449c557cfec8d0b','{"account":"mastodon-old","platform":"mastodon","title":"lost schema-0003","segments":[{"text":"The beginning of what was lost on mastodon when the database was schema-0003.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was lost on mastodon when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was lost on mastodon when the database was schema-0003.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was lost on mastodon when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mdoubted','d3898de095d0882e25a3d02e20cb172b4dd529cb58afc8bc05f1ef437d3964c9','{"account":"mastodon-old","platform":"mastodon","title":"doubted schema-0003","segments":[{"text":"The beginning of what was doubted on mastodon when the database was schema-0003.","length":80,"limit":500,"counter":"mastodon","wire":"The beginning of what was doubted on mastodon when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was doubted on mastodon when the database was schema-0003.","length":75,"limit":500,"counter":"mastodon","wire":"The rest of what was doubted on mastodon when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('mhalf','d508284b5a529f6fd2dbc6b2b33a933216b63ec01a8532e7f7a2d806a4976f97','{"account":"mastodon-old","platform":"mastodon","title":"half schema-0003","segments":[{"text":"The beginning of what was half on mastodon when the database was schema-0003.","length":77,"limit":500,"counter":"mastodon","wire":"The beginning of what was half on mastodon when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was half on mastodon when the database was schema-0003.","length":72,"limit":500,"counter":"mastodon","wire":"The rest of what was half on mastodon when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bapproved','dade624b9ba4acf5a3649c9fb1d2fa8d28d8c71fd86d2ca1dbe487bb58c4e6b6','{"account":"bluesky-old","platform":"bluesky","title":"approved schema-0003","segments":[{"text":"The beginning of what was approved on bluesky when the database was schema-0003.","length":80,"limit":300,"counter":"graphemes","wire":"The beginning of what was approved on bluesky when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was approved on bluesky when the database was schema-0003.","length":75,"limit":300,"counter":"graphemes","wire":"The rest of what was approved on bluesky when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bclaimed','2bf25da5eaddde8305ca1ded97e5aba8b0539393cb57a8111419b20f915c6e9c','{"account":"bluesky-old","platform":"bluesky","title":"claimed schema-0003","segments":[{"text":"The beginning of what was claimed on bluesky when the database was schema-0003.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was claimed on bluesky when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was claimed on bluesky when the database was schema-0003.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was claimed on bluesky when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bsent','fc96dcc08c7de9a84a3a19c91b4dad5769ae4a6b611d58e1bb796c06fb703258','{"account":"bluesky-old","platform":"bluesky","title":"sent schema-0003","segments":[{"text":"The beginning of what was sent on bluesky when the database was schema-0003.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was sent on bluesky when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was sent on bluesky when the database was schema-0003.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was sent on bluesky when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('blost','3b21c9fc99a2ca0741b8c1c189c97783b5a318745054eac546ee5dc30a24252e','{"account":"bluesky-old","platform":"bluesky","title":"lost schema-0003","segments":[{"text":"The beginning of what was lost on bluesky when the database was schema-0003.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was lost on bluesky when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was lost on bluesky when the database was schema-0003.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was lost on bluesky when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bdoubted','f452e1786df87ee93e917dca0aef839204c3f6ed07720b750b658ddd86b4d747','{"account":"bluesky-old","platform":"bluesky","title":"doubted schema-0003","segments":[{"text":"The beginning of what was doubted on bluesky when the database was schema-0003.","length":79,"limit":300,"counter":"graphemes","wire":"The beginning of what was doubted on bluesky when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was doubted on bluesky when the database was schema-0003.","length":74,"limit":300,"counter":"graphemes","wire":"The rest of what was doubted on bluesky when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
INSERT INTO "drafts" VALUES('bhalf','16d4000ba6db8fccde2d068152d7ca2e8ebabe6375e2899d512652346227fced','{"account":"bluesky-old","platform":"bluesky","title":"half schema-0003","segments":[{"text":"The beginning of what was half on bluesky when the database was schema-0003.","length":76,"limit":300,"counter":"graphemes","wire":"The beginning of what was half on bluesky when the database was schema-0003.","spans":[],"media":[]},{"text":"The rest of what was half on bluesky when the database was schema-0003.","length":71,"limit":300,"counter":"graphemes","wire":"The rest of what was half on bluesky when the database was schema-0003.","spans":[],"media":[]}],"fields":{},"problems":[],"cost_usd":0.0,"visibility":"public","wanted":[],"unfit":[]}','2026-11-21T09:00:00.000000Z');
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
INSERT INTO "history" VALUES(1,'xapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','fdca006e353828348dbeff3cfee7d4d36885dcba3670af8359096da1c3988815','');
INSERT INTO "history" VALUES(2,'xapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','fdca006e353828348dbeff3cfee7d4d36885dcba3670af8359096da1c3988815','');
INSERT INTO "history" VALUES(3,'xclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','8c122fe677992028aa5c17b056c59059efd17c8e513a04073b444512dc54e07c','');
INSERT INTO "history" VALUES(4,'xclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','8c122fe677992028aa5c17b056c59059efd17c8e513a04073b444512dc54e07c','');
INSERT INTO "history" VALUES(5,'xclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','8c122fe677992028aa5c17b056c59059efd17c8e513a04073b444512dc54e07c','');
INSERT INTO "history" VALUES(6,'xsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','bce0f74a9b94d3268621b0973828e5d838c1df28ba53aceda59315e2504c5368','');
INSERT INTO "history" VALUES(7,'xsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','bce0f74a9b94d3268621b0973828e5d838c1df28ba53aceda59315e2504c5368','');
INSERT INTO "history" VALUES(8,'xsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','bce0f74a9b94d3268621b0973828e5d838c1df28ba53aceda59315e2504c5368','');
INSERT INTO "history" VALUES(9,'xsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','bce0f74a9b94d3268621b0973828e5d838c1df28ba53aceda59315e2504c5368','');
INSERT INTO "history" VALUES(10,'xlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','4074cca382cfc9a8533053c8bb8ff5b5378a4de547255c434f50b7cd8ae88383','');
INSERT INTO "history" VALUES(11,'xlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','4074cca382cfc9a8533053c8bb8ff5b5378a4de547255c434f50b7cd8ae88383','');
INSERT INTO "history" VALUES(12,'xlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','4074cca382cfc9a8533053c8bb8ff5b5378a4de547255c434f50b7cd8ae88383','');
INSERT INTO "history" VALUES(13,'xlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','4074cca382cfc9a8533053c8bb8ff5b5378a4de547255c434f50b7cd8ae88383','');
INSERT INTO "history" VALUES(14,'xdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','01a2f3089ff52c5641e3fcac36f77a3d9e71d359b3896c620285f1b52ea9cbc7','');
INSERT INTO "history" VALUES(15,'xdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','01a2f3089ff52c5641e3fcac36f77a3d9e71d359b3896c620285f1b52ea9cbc7','');
INSERT INTO "history" VALUES(16,'xdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','01a2f3089ff52c5641e3fcac36f77a3d9e71d359b3896c620285f1b52ea9cbc7','');
INSERT INTO "history" VALUES(17,'xdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','01a2f3089ff52c5641e3fcac36f77a3d9e71d359b3896c620285f1b52ea9cbc7','');
INSERT INTO "history" VALUES(18,'xdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','01a2f3089ff52c5641e3fcac36f77a3d9e71d359b3896c620285f1b52ea9cbc7','');
INSERT INTO "history" VALUES(19,'xdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','01a2f3089ff52c5641e3fcac36f77a3d9e71d359b3896c620285f1b52ea9cbc7','');
INSERT INTO "history" VALUES(20,'xhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','c868ced834a192949b9d9eeba4e7bcfc8bbfb142cc4c6e809d06fcf892494d90','');
INSERT INTO "history" VALUES(21,'xhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','c868ced834a192949b9d9eeba4e7bcfc8bbfb142cc4c6e809d06fcf892494d90','');
INSERT INTO "history" VALUES(22,'xhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','c868ced834a192949b9d9eeba4e7bcfc8bbfb142cc4c6e809d06fcf892494d90','');
INSERT INTO "history" VALUES(23,'xhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','c868ced834a192949b9d9eeba4e7bcfc8bbfb142cc4c6e809d06fcf892494d90','');
INSERT INTO "history" VALUES(24,'xhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://x.example/first-of-xhalf','','sending','c868ced834a192949b9d9eeba4e7bcfc8bbfb142cc4c6e809d06fcf892494d90','');
INSERT INTO "history" VALUES(25,'xhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','c868ced834a192949b9d9eeba4e7bcfc8bbfb142cc4c6e809d06fcf892494d90','');
INSERT INTO "history" VALUES(26,'xwaits','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','e7cfcf6128b4137241e7ac743e6e9d3817e86a85b94b5d8127c5c654bae71f9d','');
INSERT INTO "history" VALUES(27,'xpaused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','025fa55b73fbee0b121a8731c8cadf1327dc5ac17e2b0775a0ad9a6e78378060','');
INSERT INTO "history" VALUES(28,'xpaused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','025fa55b73fbee0b121a8731c8cadf1327dc5ac17e2b0775a0ad9a6e78378060','');
INSERT INTO "history" VALUES(29,'xlive','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','');
INSERT INTO "history" VALUES(30,'xlive','2026-11-21T09:00:00.000000Z','yes','','tester','approved','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','');
INSERT INTO "history" VALUES(31,'xlive','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','');
INSERT INTO "history" VALUES(32,'xlive','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','');
INSERT INTO "history" VALUES(33,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xlive-0','','sending','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','');
INSERT INTO "history" VALUES(34,'xlive','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','');
INSERT INTO "history" VALUES(35,'xlive','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xlive-1','','sending','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','');
INSERT INTO "history" VALUES(36,'xlive','2026-11-21T09:00:00.000000Z','sent','','','published','a46db6b318aae86178d671f51f6301ec56d172543fe1b09f525b55a71bfe0c34','');
INSERT INTO "history" VALUES(37,'xrefused','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','6c1b814b0707be3cd036368a6ff02f3f621f24b95e657da5a5546225aa02f09b','');
INSERT INTO "history" VALUES(38,'xrefused','2026-11-21T09:00:00.000000Z','yes','','tester','approved','6c1b814b0707be3cd036368a6ff02f3f621f24b95e657da5a5546225aa02f09b','');
INSERT INTO "history" VALUES(39,'xrefused','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','6c1b814b0707be3cd036368a6ff02f3f621f24b95e657da5a5546225aa02f09b','');
INSERT INTO "history" VALUES(40,'xrefused','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','6c1b814b0707be3cd036368a6ff02f3f621f24b95e657da5a5546225aa02f09b','');
INSERT INTO "history" VALUES(41,'xrefused','2026-11-21T09:00:00.000000Z','receipt','step 0: refused it is too long','','sending','6c1b814b0707be3cd036368a6ff02f3f621f24b95e657da5a5546225aa02f09b','{"error": "too long"}');
INSERT INTO "history" VALUES(42,'xrefused','2026-11-21T09:00:00.000000Z','refuse','','','failed','6c1b814b0707be3cd036368a6ff02f3f621f24b95e657da5a5546225aa02f09b','');
INSERT INTO "history" VALUES(43,'xlate','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','d580905fd449ed7805a26a266613653c4e14de420c10d3c1f9d6573c763caae3','');
INSERT INTO "history" VALUES(44,'xlate','2026-11-21T09:00:00.000000Z','yes','','tester','approved','d580905fd449ed7805a26a266613653c4e14de420c10d3c1f9d6573c763caae3','');
INSERT INTO "history" VALUES(45,'xlate','2026-11-21T09:00:00.000000Z','past window','','','held','d580905fd449ed7805a26a266613653c4e14de420c10d3c1f9d6573c763caae3','');
INSERT INTO "history" VALUES(46,'xrejected','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','b291ea0f3d7d2acf5211d0eeda009d4456d94524e310911c43264cdc98d69e93','');
INSERT INTO "history" VALUES(47,'xrejected','2026-11-21T09:00:00.000000Z','no','','tester','rejected','b291ea0f3d7d2acf5211d0eeda009d4456d94524e310911c43264cdc98d69e93','');
INSERT INTO "history" VALUES(48,'xretracted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','');
INSERT INTO "history" VALUES(49,'xretracted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','');
INSERT INTO "history" VALUES(50,'xretracted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','');
INSERT INTO "history" VALUES(51,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','');
INSERT INTO "history" VALUES(52,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://example.org/xretracted-0','','sending','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','');
INSERT INTO "history" VALUES(53,'xretracted','2026-11-21T09:00:00.000000Z','intent','step 1 (post), attempt 1, fence 1','','sending','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','');
INSERT INTO "history" VALUES(54,'xretracted','2026-11-21T09:00:00.000000Z','receipt','step 1: sent https://example.org/xretracted-1','','sending','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','');
INSERT INTO "history" VALUES(55,'xretracted','2026-11-21T09:00:00.000000Z','sent','','','published','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','');
INSERT INTO "history" VALUES(56,'xretracted','2026-11-21T09:00:00.000000Z','retract','','tester','retracted','825096e07acd086c02ffad40cfb394dbe12a9655a2f081b11c732c1b11c1a7bb','');
INSERT INTO "history" VALUES(57,'lapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','bae4eae3227fe4f231c825b489b55ac3cd2f9c0c5df392523177b494f603239e','');
INSERT INTO "history" VALUES(58,'lapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','bae4eae3227fe4f231c825b489b55ac3cd2f9c0c5df392523177b494f603239e','');
INSERT INTO "history" VALUES(59,'lclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','e34ae7d01a8b24b01a43135a2e03bc2f6594baf09932dcbb3269ee655600559b','');
INSERT INTO "history" VALUES(60,'lclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','e34ae7d01a8b24b01a43135a2e03bc2f6594baf09932dcbb3269ee655600559b','');
INSERT INTO "history" VALUES(61,'lclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','e34ae7d01a8b24b01a43135a2e03bc2f6594baf09932dcbb3269ee655600559b','');
INSERT INTO "history" VALUES(62,'lsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','2cefd09d5cd6cefd792e43c8f25f83cb441cafa0ad234dca0c2e30ae23ab0af4','');
INSERT INTO "history" VALUES(63,'lsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','2cefd09d5cd6cefd792e43c8f25f83cb441cafa0ad234dca0c2e30ae23ab0af4','');
INSERT INTO "history" VALUES(64,'lsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','2cefd09d5cd6cefd792e43c8f25f83cb441cafa0ad234dca0c2e30ae23ab0af4','');
INSERT INTO "history" VALUES(65,'lsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','2cefd09d5cd6cefd792e43c8f25f83cb441cafa0ad234dca0c2e30ae23ab0af4','');
INSERT INTO "history" VALUES(66,'llost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','fc9b8e80bcb5bb10fcc8a5311e3f01fadbf24a9e9575fe5926b5e55681e3874f','');
INSERT INTO "history" VALUES(67,'llost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','fc9b8e80bcb5bb10fcc8a5311e3f01fadbf24a9e9575fe5926b5e55681e3874f','');
INSERT INTO "history" VALUES(68,'llost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','fc9b8e80bcb5bb10fcc8a5311e3f01fadbf24a9e9575fe5926b5e55681e3874f','');
INSERT INTO "history" VALUES(69,'llost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','fc9b8e80bcb5bb10fcc8a5311e3f01fadbf24a9e9575fe5926b5e55681e3874f','');
INSERT INTO "history" VALUES(70,'ldoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','1510454811f5368708a55914f83f9d7437fdf741190d2e426d720686c729024f','');
INSERT INTO "history" VALUES(71,'ldoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','1510454811f5368708a55914f83f9d7437fdf741190d2e426d720686c729024f','');
INSERT INTO "history" VALUES(72,'ldoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','1510454811f5368708a55914f83f9d7437fdf741190d2e426d720686c729024f','');
INSERT INTO "history" VALUES(73,'ldoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','1510454811f5368708a55914f83f9d7437fdf741190d2e426d720686c729024f','');
INSERT INTO "history" VALUES(74,'ldoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','1510454811f5368708a55914f83f9d7437fdf741190d2e426d720686c729024f','');
INSERT INTO "history" VALUES(75,'ldoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','1510454811f5368708a55914f83f9d7437fdf741190d2e426d720686c729024f','');
INSERT INTO "history" VALUES(76,'lhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','4f542ec8fe641f9ffe879041763202511b648892cc58ae4c0b1cd7b0c92dbe8f','');
INSERT INTO "history" VALUES(77,'lhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','4f542ec8fe641f9ffe879041763202511b648892cc58ae4c0b1cd7b0c92dbe8f','');
INSERT INTO "history" VALUES(78,'lhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','4f542ec8fe641f9ffe879041763202511b648892cc58ae4c0b1cd7b0c92dbe8f','');
INSERT INTO "history" VALUES(79,'lhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','4f542ec8fe641f9ffe879041763202511b648892cc58ae4c0b1cd7b0c92dbe8f','');
INSERT INTO "history" VALUES(80,'lhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://linkedin.example/first-of-lhalf','','sending','4f542ec8fe641f9ffe879041763202511b648892cc58ae4c0b1cd7b0c92dbe8f','');
INSERT INTO "history" VALUES(81,'lhalf','2026-11-21T09:00:00.000000Z','sent','','','published','4f542ec8fe641f9ffe879041763202511b648892cc58ae4c0b1cd7b0c92dbe8f','');
INSERT INTO "history" VALUES(82,'mapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','ca52df462394de68d5cdbabd67aa66a6217d0eafbc39dc5db9790579f73170b0','');
INSERT INTO "history" VALUES(83,'mapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','ca52df462394de68d5cdbabd67aa66a6217d0eafbc39dc5db9790579f73170b0','');
INSERT INTO "history" VALUES(84,'mclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','40377c60412847834d715d995c766511ff518158c6f5a9eb8a10ca58b9d5a985','');
INSERT INTO "history" VALUES(85,'mclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','40377c60412847834d715d995c766511ff518158c6f5a9eb8a10ca58b9d5a985','');
INSERT INTO "history" VALUES(86,'mclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','40377c60412847834d715d995c766511ff518158c6f5a9eb8a10ca58b9d5a985','');
INSERT INTO "history" VALUES(87,'msent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','7c4ff9c81a591ebd032303cd9ab0e6bb99b23ad0dd591670f1f14366ef8dcb3b','');
INSERT INTO "history" VALUES(88,'msent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','7c4ff9c81a591ebd032303cd9ab0e6bb99b23ad0dd591670f1f14366ef8dcb3b','');
INSERT INTO "history" VALUES(89,'msent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','7c4ff9c81a591ebd032303cd9ab0e6bb99b23ad0dd591670f1f14366ef8dcb3b','');
INSERT INTO "history" VALUES(90,'msent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','7c4ff9c81a591ebd032303cd9ab0e6bb99b23ad0dd591670f1f14366ef8dcb3b','');
INSERT INTO "history" VALUES(91,'mlost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','0525022e5c6ddb60fc649497b378487431d5dc3c9d56e14d4449c557cfec8d0b','');
INSERT INTO "history" VALUES(92,'mlost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','0525022e5c6ddb60fc649497b378487431d5dc3c9d56e14d4449c557cfec8d0b','');
INSERT INTO "history" VALUES(93,'mlost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','0525022e5c6ddb60fc649497b378487431d5dc3c9d56e14d4449c557cfec8d0b','');
INSERT INTO "history" VALUES(94,'mlost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','0525022e5c6ddb60fc649497b378487431d5dc3c9d56e14d4449c557cfec8d0b','');
INSERT INTO "history" VALUES(95,'mdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','d3898de095d0882e25a3d02e20cb172b4dd529cb58afc8bc05f1ef437d3964c9','');
INSERT INTO "history" VALUES(96,'mdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','d3898de095d0882e25a3d02e20cb172b4dd529cb58afc8bc05f1ef437d3964c9','');
INSERT INTO "history" VALUES(97,'mdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','d3898de095d0882e25a3d02e20cb172b4dd529cb58afc8bc05f1ef437d3964c9','');
INSERT INTO "history" VALUES(98,'mdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','d3898de095d0882e25a3d02e20cb172b4dd529cb58afc8bc05f1ef437d3964c9','');
INSERT INTO "history" VALUES(99,'mdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','d3898de095d0882e25a3d02e20cb172b4dd529cb58afc8bc05f1ef437d3964c9','');
INSERT INTO "history" VALUES(100,'mdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','d3898de095d0882e25a3d02e20cb172b4dd529cb58afc8bc05f1ef437d3964c9','');
INSERT INTO "history" VALUES(101,'mhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','d508284b5a529f6fd2dbc6b2b33a933216b63ec01a8532e7f7a2d806a4976f97','');
INSERT INTO "history" VALUES(102,'mhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','d508284b5a529f6fd2dbc6b2b33a933216b63ec01a8532e7f7a2d806a4976f97','');
INSERT INTO "history" VALUES(103,'mhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','d508284b5a529f6fd2dbc6b2b33a933216b63ec01a8532e7f7a2d806a4976f97','');
INSERT INTO "history" VALUES(104,'mhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','d508284b5a529f6fd2dbc6b2b33a933216b63ec01a8532e7f7a2d806a4976f97','');
INSERT INTO "history" VALUES(105,'mhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://mastodon.example/first-of-mhalf','','sending','d508284b5a529f6fd2dbc6b2b33a933216b63ec01a8532e7f7a2d806a4976f97','');
INSERT INTO "history" VALUES(106,'mhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','d508284b5a529f6fd2dbc6b2b33a933216b63ec01a8532e7f7a2d806a4976f97','');
INSERT INTO "history" VALUES(107,'bapproved','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','dade624b9ba4acf5a3649c9fb1d2fa8d28d8c71fd86d2ca1dbe487bb58c4e6b6','');
INSERT INTO "history" VALUES(108,'bapproved','2026-11-21T09:00:00.000000Z','yes','','tester','approved','dade624b9ba4acf5a3649c9fb1d2fa8d28d8c71fd86d2ca1dbe487bb58c4e6b6','');
INSERT INTO "history" VALUES(109,'bclaimed','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','2bf25da5eaddde8305ca1ded97e5aba8b0539393cb57a8111419b20f915c6e9c','');
INSERT INTO "history" VALUES(110,'bclaimed','2026-11-21T09:00:00.000000Z','yes','','tester','approved','2bf25da5eaddde8305ca1ded97e5aba8b0539393cb57a8111419b20f915c6e9c','');
INSERT INTO "history" VALUES(111,'bclaimed','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','2bf25da5eaddde8305ca1ded97e5aba8b0539393cb57a8111419b20f915c6e9c','');
INSERT INTO "history" VALUES(112,'bsent','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','fc96dcc08c7de9a84a3a19c91b4dad5769ae4a6b611d58e1bb796c06fb703258','');
INSERT INTO "history" VALUES(113,'bsent','2026-11-21T09:00:00.000000Z','yes','','tester','approved','fc96dcc08c7de9a84a3a19c91b4dad5769ae4a6b611d58e1bb796c06fb703258','');
INSERT INTO "history" VALUES(114,'bsent','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','fc96dcc08c7de9a84a3a19c91b4dad5769ae4a6b611d58e1bb796c06fb703258','');
INSERT INTO "history" VALUES(115,'bsent','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','fc96dcc08c7de9a84a3a19c91b4dad5769ae4a6b611d58e1bb796c06fb703258','');
INSERT INTO "history" VALUES(116,'blost','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','3b21c9fc99a2ca0741b8c1c189c97783b5a318745054eac546ee5dc30a24252e','');
INSERT INTO "history" VALUES(117,'blost','2026-11-21T09:00:00.000000Z','yes','','tester','approved','3b21c9fc99a2ca0741b8c1c189c97783b5a318745054eac546ee5dc30a24252e','');
INSERT INTO "history" VALUES(118,'blost','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','3b21c9fc99a2ca0741b8c1c189c97783b5a318745054eac546ee5dc30a24252e','');
INSERT INTO "history" VALUES(119,'blost','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','3b21c9fc99a2ca0741b8c1c189c97783b5a318745054eac546ee5dc30a24252e','');
INSERT INTO "history" VALUES(120,'bdoubted','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','f452e1786df87ee93e917dca0aef839204c3f6ed07720b750b658ddd86b4d747','');
INSERT INTO "history" VALUES(121,'bdoubted','2026-11-21T09:00:00.000000Z','yes','','tester','approved','f452e1786df87ee93e917dca0aef839204c3f6ed07720b750b658ddd86b4d747','');
INSERT INTO "history" VALUES(122,'bdoubted','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','f452e1786df87ee93e917dca0aef839204c3f6ed07720b750b658ddd86b4d747','');
INSERT INTO "history" VALUES(123,'bdoubted','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','f452e1786df87ee93e917dca0aef839204c3f6ed07720b750b658ddd86b4d747','');
INSERT INTO "history" VALUES(124,'bdoubted','2026-11-21T09:00:00.000000Z','receipt','step 0: unsure the connection was lost','','sending','f452e1786df87ee93e917dca0aef839204c3f6ed07720b750b658ddd86b4d747','');
INSERT INTO "history" VALUES(125,'bdoubted','2026-11-21T09:00:00.000000Z','doubt','','','unsure','f452e1786df87ee93e917dca0aef839204c3f6ed07720b750b658ddd86b4d747','');
INSERT INTO "history" VALUES(126,'bhalf','2026-11-21T09:00:00.000000Z','queued','','bot','waiting','16d4000ba6db8fccde2d068152d7ca2e8ebabe6375e2899d512652346227fced','');
INSERT INTO "history" VALUES(127,'bhalf','2026-11-21T09:00:00.000000Z','yes','','tester','approved','16d4000ba6db8fccde2d068152d7ca2e8ebabe6375e2899d512652346227fced','');
INSERT INTO "history" VALUES(128,'bhalf','2026-11-21T09:00:00.000000Z','claim','fence 1','','sending','16d4000ba6db8fccde2d068152d7ca2e8ebabe6375e2899d512652346227fced','');
INSERT INTO "history" VALUES(129,'bhalf','2026-11-21T09:00:00.000000Z','intent','step 0 (post), attempt 1, fence 1','','sending','16d4000ba6db8fccde2d068152d7ca2e8ebabe6375e2899d512652346227fced','');
INSERT INTO "history" VALUES(130,'bhalf','2026-11-21T09:00:00.000000Z','receipt','step 0: sent https://bluesky.example/first-of-bhalf','','sending','16d4000ba6db8fccde2d068152d7ca2e8ebabe6375e2899d512652346227fced','');
INSERT INTO "history" VALUES(131,'bhalf','2026-11-21T09:00:00.000000Z','defer','','','approved','16d4000ba6db8fccde2d068152d7ca2e8ebabe6375e2899d512652346227fced','');
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
INSERT INTO "steps" VALUES('xsent',0,'post','intent','f8d65426f02887218d7ebf3ad68f8bfc',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xlost',0,'post','intent','aa2b6abd81ef7188d7b73a38d5b72c77',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('xdoubted',0,'post','unsure','50b05af2a3ed5f45b643228d14c393dd',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('xhalf',0,'post','sent','37b36242fbe3318783b058e66c0e3748',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-xhalf','https://x.example/first-of-xhalf','{}','','');
INSERT INTO "steps" VALUES('xlive',0,'post','sent','1e2fd37b6883d5ab624d6994166c4888',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xlive-0','https://example.org/xlive-0','{}','','');
INSERT INTO "steps" VALUES('xlive',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xlive-1','https://example.org/xlive-1','{}','','');
INSERT INTO "steps" VALUES('xrefused',0,'post','refused','81dc3d76e199f6372023deed9e9ae2c8',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'it is too long','{"error": "too long"}');
INSERT INTO "steps" VALUES('xretracted',0,'post','sent','3851e4a351bee67a190a30cdc04074fe',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','xretracted-0','https://example.org/xretracted-0','{}','','');
INSERT INTO "steps" VALUES('xretracted',1,'post','sent','k',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','2026-11-21T09:00:00.000000Z','xretracted-1','https://example.org/xretracted-1','{}','','');
INSERT INTO "steps" VALUES('lsent',0,'post','intent','b89c790f540354f2ff04f6a6c3a46224',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('llost',0,'post','intent','599c65cd881f175933e2ec3f10e74be9',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('ldoubted',0,'post','unsure','b278a606ac8e5833d8a85934bdfad76a',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('lhalf',0,'post','sent','a0013914219e4cf9122585708a472352',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-lhalf','https://linkedin.example/first-of-lhalf','{}','','');
INSERT INTO "steps" VALUES('msent',0,'post','intent','4a92c79d5b32ade674ebc33ae7b76c9d',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mlost',0,'post','intent','772c000f10a36bc28f5a37f7d5092288',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('mdoubted',0,'post','unsure','6bd478cae818c49f1f4d3ec9d37421d0',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('mhalf',0,'post','sent','b138b0e86ce64d1597a95658f6c37507',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-mhalf','https://mastodon.example/first-of-mhalf','{}','','');
INSERT INTO "steps" VALUES('bsent',0,'post','intent','73b50e75967cee05e1afd3348f80cab8',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('blost',0,'post','intent','4181c4e3503f97187c3b9d6381ecf174',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z',NULL,NULL,NULL,NULL,'','');
INSERT INTO "steps" VALUES('bdoubted',0,'post','unsure','c0c1e8ded2a337e651bfcf348b2ff73e',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z',NULL,NULL,NULL,'the connection was lost','');
INSERT INTO "steps" VALUES('bhalf',0,'post','sent','8cc5ec01fce79d7739961264657b0624',1,1,'2026-11-21T09:00:00.000000Z','2026-11-21T09:00:35.000000Z','2026-11-21T09:00:00.000000Z','first-of-bhalf','https://bluesky.example/first-of-bhalf','{}','','');
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
PRAGMA user_version = 3;
