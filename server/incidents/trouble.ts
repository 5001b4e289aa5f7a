/** What went wrong with a service in an environment: an alert or a failed rollout. */
export type Trouble = {
	serviceId: string;
	environmentId: string;
	/** Alert name or failure code: what keeps coming back belongs to one family. */
	cause: string;
	severity: "critical" | "warning" | "info";
	/** { code, … } for the reader's language. */
	title: { code: string; [param: string]: string | number };
	/** English words for the backlog: what the alert or the cluster said. */
	summary: string;
	startedAt: Date;
	/** Set when it is over already. */
	endedAt?: Date | null;
	/** The deployment that is known to be the cause; else suspects are sought. */
	deploymentId?: string;
};
