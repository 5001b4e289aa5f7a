/** What listens where in a sandbox with that base port. */
export function sandboxPorts(port: number, controlPlane: "sandbox" | "real"): Record<string, number> {
	return {
		"image registry": port,
		"Kubernetes API": controlPlane === "real" ? realControlPlanePort(port) : port + 1,
		GitHub: port + 2,
		"sign-in (OIDC)": port + 3,
		"traffic and scrape targets": port + 4,
		Prometheus: port + 5,
		Alertmanager: port + 6,
		kubelet: port + 7,
	};
}

/** First port of the real control plane, which needs up to twelve: they lie apart. */
export function realControlPlanePort(port: number): number {
	return port + 20;
}
