/** Tests of features that start a cluster each and wait for its pods: they run beside the bad days, which wait as well. */
export const featuresOnClusters = ["server/workloads/*.test.ts", "server/deployments/killed-worker.test.ts"];
