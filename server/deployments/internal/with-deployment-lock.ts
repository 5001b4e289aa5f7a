import { withLock } from "#server/platform/with-lock.ts";

/** Runs `work` while no other process works on this deployment; returns false when one does. */
export const withDeploymentLock = (deploymentId: string, work: () => Promise<void>): Promise<boolean> =>
	withLock(deploymentId, work);
