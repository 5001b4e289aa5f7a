import { deploymentAnnotation, type PodTemplate } from "#server/connectors/kubernetes/template.ts";
import type { Facts } from "../ways/map-inputs.ts";
import type { JobTest } from "./schema.ts";

/** What the Job of a smoke test and its pod are found by; its value is the deployment's id. */
export const smokeLabel = "lazo.dev/smoke-test";
/** How long the cluster keeps a Job that has ended, so that people can look at it. */
const keptSeconds = 3_600;
/** Lazo ends the test at its deadline while its pod is still there to be asked why; this is for when Lazo is away. */
const graceSeconds = 60;

/** One Job for each deployment, whoever asks for it again. */
export const jobName = (deploymentId: string): string => `lazo-smoke-${deploymentId}`;

/** The image of a smoke test: its own, else what was deployed, by its digest. */
export const jobImage = ({ image }: JobTest, { image: deployed, repository, digest }: Facts): string =>
	image ?? (digest ? `${repository}@${digest}` : (deployed ?? ""));

type About = { test: JobTest; facts: Facts; template: PodTemplate; container: string };

/**
 * The Job (batch/v1) that tries a version: one pod, once. The pod may run where the workload's may (pull secrets, security contexts,
 * node selector, tolerations) and has none of its labels, or a Service would send requests to it.
 */
export function jobBody(deploymentId: string, { test, facts, template, container }: About): object {
	const labels = { "app.kubernetes.io/managed-by": "lazo", [smokeLabel]: deploymentId };
	const annotations = { [deploymentAnnotation]: deploymentId };
	const { command, args, minutes, serviceAccount } = test;
	const { imagePullSecrets, securityContext, nodeSelector, tolerations, containers } = template.spec;
	const own = containers.find(({ name }) => name === container)?.securityContext;
	return {
		metadata: { labels, annotations },
		spec: {
			backoffLimit: 0,
			activeDeadlineSeconds: minutes * 60 + graceSeconds,
			ttlSecondsAfterFinished: keptSeconds,
			template: {
				metadata: { labels, annotations },
				spec: {
					restartPolicy: "Never",
					automountServiceAccountToken: serviceAccount !== null,
					...(serviceAccount && { serviceAccountName: serviceAccount }),
					...{ imagePullSecrets, securityContext, nodeSelector, tolerations },
					containers: [
						{
							name: "smoke-test",
							image: jobImage(test, facts),
							...(command.length > 0 && { command }),
							...(args.length > 0 && { args }),
							env: environmentOf(facts),
							...(own !== undefined && { securityContext: own }),
						},
					],
				},
			},
		},
	};
}

/** What is known of the deployment, as LAZO_VERSION and the like. */
const environmentOf = (facts: Facts) =>
	Object.entries(facts).flatMap(([fact, value]) =>
		value === null ? [] : [{ name: `LAZO_${fact.toUpperCase()}`, value }],
	);
