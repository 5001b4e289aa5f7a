/** A role of a person; null team or environment means every one. */
export type Grant = { role: string; teamId: string | null; environment: string | null };

/** Who acts. A value that is handed down, never read from a request below the entry. */
export type Actor =
	| { kind: "person"; id: string; login: string; name: string; teamIds: string[]; grants: Grant[]; sessionId: string }
	| {
			kind: "token";
			id: string;
			personId: string;
			login: string;
			name: string;
			teamIds: string[];
			grants: Grant[];
			scopes: string[];
	  }
	| { kind: "wall"; id: string; teamId: string }
	| { kind: "job" | "webhook" | "automation"; id: string; onBehalfOf?: ActorRef };

/** How an actor is written down: in events, audit lines and intents. */
export type ActorRef = { kind: Actor["kind"]; id: string; login?: string; name?: string; onBehalfOf?: ActorRef };

/** The part of an actor that is stored and shown. */
export function actorRef(actor: Actor): ActorRef {
	switch (actor.kind) {
		case "person":
			return { kind: "person", id: actor.id, login: actor.login, name: actor.name };
		case "token":
			return { kind: "token", id: actor.id, login: actor.login, name: actor.name };
		case "wall":
			return { kind: "wall", id: actor.id };
		default:
			return { kind: actor.kind, id: actor.id, ...(actor.onBehalfOf && { onBehalfOf: actor.onBehalfOf }) };
	}
}

/** Lazo itself, in a named role: "auto-rollback", "reconcile", "catalog-import"… */
export const automation = (id: string, onBehalfOf?: ActorRef): Actor => ({
	kind: "automation",
	id,
	...(onBehalfOf && { onBehalfOf }),
});
