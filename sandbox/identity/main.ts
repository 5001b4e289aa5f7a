import { once } from "node:events";
import { onEnd } from "../part/on-end.ts";
import { partOptions } from "../part/part-options.ts";
import { secret } from "../part/secret.ts";
import { lazoClient } from "./client.ts";
import { Grants } from "./grants.ts";
import { identityServer } from "./server.ts";
import { signingKey } from "./signing-key.ts";

const { dataDir, port, lazoUrl } = partOptions();
const issuer = `http://127.0.0.1:${port + 3}`;
const client = lazoClient(lazoUrl, secret(dataDir, "oidc-client-secret"));
const server = identityServer({ issuer, client, grants: new Grants(), key: await signingKey(dataDir) });
server.listen(port + 3, "127.0.0.1");
await once(server, "listening");
onEnd(() => {
	server.close();
	server.closeAllConnections();
});
console.log("ready");
