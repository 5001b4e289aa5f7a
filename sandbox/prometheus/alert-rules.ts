const by = "by (service, environment, namespace, cluster)";
const ask = 'job="workloads"';
const place = "{{ $labels.service }} in {{ $labels.environment }}";

/** Errors are counted over this window; shorter is faster, longer forgives more. */
const errorWindow = "15s";

/**
 * The alert rules of the company, as Prometheus reads them from a rule file.
 * `githubUrl` is where the runbooks stand, without a slash at the end.
 */
export function alertRules(githubUrl: string) {
	const runbook = `${githubUrl}/almena/{{ $labels.service }}/blob/main/docs/runbook.md`;
	const errors = `sum ${by} (rate(http_requests_total{${ask},status=~"5.."}[${errorWindow}]))`;
	const requests = `sum ${by} (rate(http_requests_total{${ask}}[${errorWindow}]))`;
	return {
		groups: [
			{
				name: "golden-signals",
				rules: [
					{
						alert: "HighErrorRate",
						// A quiet service must not fire for one failed request: at least four failed within the window.
						expr: `${errors} / ${requests} > 0.05 and ${errors} * 15 > 3`,
						for: "5s",
						labels: { severity: "critical" },
						annotations: {
							summary: `${place} fails {{ $value | humanizePercentage }} of its requests`,
							description: `More than 5 % of the requests to ${place} ended with a server error over the last 15 seconds.`,
							runbook_url: runbook,
						},
					},
					{
						alert: "HighLatency",
						expr: `histogram_quantile(0.95, sum by (le, service, environment, namespace, cluster) (rate(http_request_duration_seconds_bucket{${ask}}[30s]))) > 0.8 and sum ${by} (rate(http_requests_total{${ask}}[30s])) * 30 > 5`,
						for: "15s",
						labels: { severity: "warning" },
						annotations: {
							summary: `${place} is slow: p95 is {{ $value | humanizeDuration }}`,
							description: `One request in twenty to ${place} took longer than 800 ms over the last 30 seconds.`,
							runbook_url: runbook,
						},
					},
				],
			},
		],
	};
}
