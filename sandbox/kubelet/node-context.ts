import type { ApiClient } from "../kubernetes-client/api-client.ts";
import type { BackOffLimits } from "./back-off.ts";
import type { ImageStore } from "./image-store.ts";
import type { PodAddresses } from "./pod-network.ts";
import type { Turns } from "./turns.ts";

/** What the pods of one node share. */
export type NodeContext = {
	name: string;
	/** The node's InternalIP. */
	hostIP: string;
	client: ApiClient;
	images: ImageStore;
	addresses: PodAddresses;
	backOff: BackOffLimits;
	starts: Turns;
	/** Holds a folder of logs for each pod. */
	logsFolder: string;
	compileCache: string;
	faultsFile: string;
};
