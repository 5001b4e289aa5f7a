import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cluster, ClusterCall } from "./cluster.ts";
import { deletePod } from "./delete-pod.ts";
import { openExec } from "./open-exec.ts";
import { operateWorkload } from "./operate-workload.ts";
import { patchImage, patchTemplate } from "./patch-workload.ts";
import { readLog } from "./read-log.ts";
import { readWorkload } from "./read-workload.ts";

/** A cluster that notes what would leave, and answers nothing. */
function recorder() {
	const left: Pick<ClusterCall, "path">[] = [];
	const note = (call: Pick<ClusterCall, "path">): never => {
		left.push(call);
		throw new Error("it left");
	};
	const cluster: Cluster = {
		...{ connectionId: "test", name: "test" },
		call: async (call) => note(call),
		open: async (call) => note(call),
		connect: async (call) => note(call),
		close: async () => {},
	};
	return { cluster, left };
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const isLabel = (text: string) => text.length <= 63 && label.test(text);
const isSubdomain = (text: string) => text.length <= 253 && text.split(".").every((part) => label.test(part));

const awkward = fc.constantFrom(
	...["..", ".", "", "a/../b", "%2e%2e", "a%2fb", "a?b=c", "a#b", "a\r\nHost: evil", "a\u0000", "A", "-a", "a-", "ä"],
	...["a b", "a;b", "a\\b", "a.", ".a", "a..b", "x".repeat(64), "x".repeat(254), "__proto__", "kube-system/pods/x"],
);
const name = fc.oneof(awkward, fc.string({ unit: "binary", maxLength: 80 }), fc.stringMatching(/^[a-z0-9.-]{1,12}$/));

const template = { spec: { containers: [] } };
const ask: Record<string, (cluster: Cluster, about: { namespace: string; name: string }) => Promise<unknown>> = {
	read: (cluster, about) => readWorkload(cluster, { kind: "Deployment", ...about }),
	deploy: (cluster, about) =>
		patchImage(
			cluster,
			{ kind: "StatefulSet", ...about },
			{ resourceVersion: "1", container: "app", image: "x", marks: { workload: {} } },
		),
	"roll back": (cluster, about) =>
		patchTemplate(
			cluster,
			{ kind: "DaemonSet", ...about },
			{ resourceVersion: "1", template, annotations: {}, marks: { workload: {} } },
		),
	operate: (cluster, about) =>
		operateWorkload(
			cluster,
			{ kind: "Deployment", ...about },
			{ operation: { action: "pause" }, resourceVersion: "1" },
		),
	"delete a pod": (cluster, about) => deletePod(cluster, about),
};

describe("names that are sent to a cluster (R39)", () => {
	it.each(Object.entries(ask))("%s: only RFC 1123 leaves, as it is; anything else is refused before", (_, act) =>
		fc.assert(
			fc.asyncProperty(name, name, async (namespace, object) => {
				const { cluster, left } = recorder();
				const refusal = await Promise.resolve()
					.then(() => act(cluster, { namespace, name: object }))
					.then(
						() => "",
						(error: unknown) => String(error),
					);
				if (isLabel(namespace) && isSubdomain(object)) {
					expect(refusal).toContain("it left");
					expect(left[0]?.path.split("?")[0]?.split("/").slice(-3, -2)).toEqual([namespace]);
					expect(left[0]?.path.split("?")[0]?.endsWith(`/${object}`)).toBe(true);
				} else {
					expect(refusal).toContain("RFC 1123");
					expect(left).toEqual([]);
				}
			}),
			{ numRuns: 300 },
		),
	);

	it("the same holds for every name of a terminal", () =>
		fc.assert(
			fc.asyncProperty(name, name, name, async (namespace, pod, container) => {
				const { cluster, left } = recorder();
				const ears = { onOutput: () => {}, onEnd: () => {} };
				const opened = openExec(cluster, { namespace, pod, container, command: ["sh", "&container=b"] }, ears);
				const fits = isLabel(namespace) && isSubdomain(pod) && isLabel(container);
				await expect(opened).rejects.toThrow(fits ? "it left" : "RFC 1123");
				expect(left.map(({ path }) => path.split("?")[0])).toEqual(
					fits ? [`/api/v1/namespaces/${namespace}/pods/${pod}/exec`] : [],
				);
			}),
			{ numRuns: 300 },
		));

	it("the same holds for the container of a log", () =>
		fc.assert(
			fc.asyncProperty(name, async (container) => {
				const { cluster, left } = recorder();
				const about = { namespace: "staging", pod: "checkout-1", container, previous: false, tail: 10 };
				await expect(readLog(cluster, about)).rejects.toThrow(isLabel(container) ? "it left" : "RFC 1123");
				expect(left).toHaveLength(isLabel(container) ? 1 : 0);
			}),
			{ numRuns: 300 },
		));
});
