import { expect, it } from "vitest";
import { Metrics } from "./metrics.ts";

it("counts requests by method, route and status, with their durations in cumulative buckets", async () => {
	const metrics = new Metrics({ service: "cart", version: "1.0.0" }, { inUse: 3, max: 10 });
	metrics.observe({ method: "GET", route: "/api/cart", status: 200, seconds: 0.02 });
	metrics.observe({ method: "GET", route: "/api/cart", status: 503, seconds: 2 });
	const lines = (await metrics.text()).split("\n");
	expect(lines).toEqual(
		expect.arrayContaining([
			'http_requests_total{method="GET",route="/api/cart",status="200"} 1',
			'http_requests_total{method="GET",route="/api/cart",status="503"} 1',
			'http_requests_total{method="GET",route="/api/cart",status="500"} 0',
			'http_request_duration_seconds_bucket{method="GET",route="/api/cart",le="0.01"} 0',
			'http_request_duration_seconds_bucket{method="GET",route="/api/cart",le="0.025"} 1',
			'http_request_duration_seconds_bucket{method="GET",route="/api/cart",le="+Inf"} 2',
			'http_request_duration_seconds_sum{method="GET",route="/api/cart"} 2.02',
			"db_pool_connections_in_use 3",
			"db_pool_connections_max 10",
		]),
	);
});
