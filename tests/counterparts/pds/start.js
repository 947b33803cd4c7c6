// Starts a Bluesky server (PDS) with what the environment says.
const { PDS, readEnv, envToCfg, envToSecrets } = require('@atproto/pds');
(async () => {
  const env = readEnv();
  await (await PDS.create(envToCfg(env), envToSecrets(env))).start();
})();
