import { createServer } from "node:http";
import { join } from "node:path";
import { cluster, environments } from "../company/company.ts";
import { ApiClient } from "../kubernetes-client/api-client.ts";
import { readKubeconfig } from "../kubernetes-client/kubeconfig.ts";
import { listAndWatch } from "../kubernetes-client/list-and-watch.ts";
import { onEnd } from "../part/on-end.ts";
import { partOptions } from "../part/part-options.ts";
import { Endpoints, endpointSliceSchema } from "./endpoints.ts";
import { sendTraffic } from "./send-traffic.ts";
import { scrapeTargets, type TargetPod, targetPodSchema } from "./targets.ts";

const { dataDir, port } = partOptions();
const client = new ApiClient(readKubeconfig(join(dataDir, "kubeconfig")));
const endpoints = new Endpoints();
const pods = new Map<string, TargetPod>();
const stopping = new AbortController();
const keyOf = ({ metadata }: TargetPod) => `${metadata.namespace}/${metadata.name}`;
const onTrouble = (reason: string) => process.stderr.write(`traffic: the API server: ${reason}\n`);

void listAndWatch(client, {
	path: "/apis/discovery.k8s.io/v1/endpointslices",
	item: endpointSliceSchema,
	onList: (slices) => endpoints.replace(slices),
	onChange: (type, slice) => endpoints.apply(type, slice),
	onTrouble,
	signal: stopping.signal,
});
void listAndWatch(client, {
	path: "/api/v1/pods",
	item: targetPodSchema,
	onList: (all) => {
		pods.clear();
		for (const pod of all) pods.set(keyOf(pod), pod);
	},
	onChange: (type, pod) => {
		if (type === "DELETED") pods.delete(keyOf(pod));
		else pods.set(keyOf(pod), pod);
	},
	onTrouble,
	signal: stopping.signal,
});
const stopTraffic = sendTraffic(endpoints);

const server = createServer((request, response) => {
	if (request.url !== "/targets") return void response.writeHead(404).end();
	const targets = scrapeTargets(pods.values(), { cluster, environments, port: 8080 });
	response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(targets));
});
await new Promise<void>((resolve, reject) => {
	server.once("error", reject).listen(port + 4, "127.0.0.1", resolve);
});

onEnd(() => {
	stopTraffic();
	stopping.abort();
	server.close();
	void client.close();
});
process.stdout.write("ready\n");
