/** What listens where in a sandbox with that base port. */
export function sandboxPorts(port: number): Record<string, number> {
	return {
		"image registry": port,
		"Kubernetes API": port + 1,
		GitHub: port + 2,
		"sign-in (OIDC)": port + 3,
		"traffic and scrape targets": port + 4,
		Prometheus: port + 5,
		Alertmanager: port + 6,
		kubelet: port + 7,
	};
}

/** The same where a real control plane stands in: it has its ports apart, because it needs up to twelve. */
export function realSandboxPorts(port: number): Record<string, number> {
	return { ...sandboxPorts(port), "Kubernetes API": realControlPlanePort(port) };
}

/** First port of the real control plane. */
export function realControlPlanePort(port: number): number {
	return port + 20;
}
