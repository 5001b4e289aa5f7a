import { type Role, roles } from "./policy.ts";

/** The roles that groups give, by `group=role` pairs; whoever has none may look. */
export function roleClaims(groups: readonly string[], pairs: string): Role[] {
	const given = pairs
		.split(",")
		.map((pair) => pair.trim().split("="))
		.filter(([group]) => group !== undefined && groups.includes(group))
		.map(([, role]) => role);
	const held = roles.filter((role) => given.includes(role));
	return held.length > 0 ? held : ["viewer"];
}
