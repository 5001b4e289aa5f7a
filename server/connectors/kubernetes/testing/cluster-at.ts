import { KubeConfig } from "@kubernetes/client-node";
import type { ClusterConfig } from "../kubeconfig.ts";

/** A cluster at an address that asks for no credential, such as a server of a test's own. */
export const clusterAt = (url: string): ClusterConfig => ({ name: "test", url, kubeConfig: new KubeConfig() });
