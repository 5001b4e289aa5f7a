/** Who in a cluster said no to an object, beside its authorization, and in which words. */
export type Refusal = {
	by: "quota" | "quotaUnset" | "limits" | "policy" | "webhook" | "podSecurity";
	/** Name of the quota, policy, webhook or Pod Security level; empty for a LimitRange, which is not named. */
	rule: string;
	said: string;
};

const rest = "(.*)";
/** How the admission plugins of Kubernetes 1.30 to 1.36 word it. */
const wordings: [Refusal["by"], RegExp][] = [
	["quota", new RegExp(`exceeded quota: ([^,]+), ${rest}`, "s")],
	["quotaUnset", new RegExp(`failed quota: ([^:]+): ${rest}`, "s")],
	["policy", new RegExp(`ValidatingAdmissionPolicy '([^']+)'(?: with binding '[^']+')? denied request: ${rest}`, "s")],
	["webhook", new RegExp(`admission webhook "([^"]+)" denied the request(?:: |$)${rest}`, "s")],
	["podSecurity", new RegExp(`violates PodSecurity "([^"]+)": ${rest}`, "s")],
	["limits", /()((?:maximum|minimum) \S+ usage per (?:Container|Pod) is .*)/s],
];

/** Reads the refusal out of a cluster's message; null when it says nothing of the kind, as for a missing right. */
export function readRefusal(message: string): Refusal | null {
	for (const [by, wording] of wordings) {
		const [, rule, said] = wording.exec(message) ?? [];
		if (rule !== undefined && said !== undefined) return { by, rule: rule.slice(0, 253), said: said.slice(0, 1_000) };
	}
	return null;
}
