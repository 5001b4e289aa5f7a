import { type EntityRef, formatEntityRef, parseEntityRef } from "./entity-ref.ts";
import type { EntityDocument } from "./entity-shape.ts";

export type RelationType = "dependsOn" | "providesApi" | "consumesApi" | "partOf";
/** From whom to whom; `dependencyOf` is turned around into the other's `dependsOn`. */
export type Relation = { from: string; type: RelationType; to: string };

/** The full reference of an entity. */
export function refOf(entity: EntityDocument): EntityRef {
	const { namespace, name } = entity.metadata;
	return { kind: entity.kind.toLowerCase(), namespace: namespace.toLowerCase(), name: name.toLowerCase() };
}

/** What an entity's spec says about others. References that cannot be read are left out. */
export function relationsOf(entity: EntityDocument): Relation[] {
	const from = formatEntityRef(refOf(entity));
	const { spec } = entity;
	const to = (type: RelationType, texts: readonly (string | undefined)[], kind: string): Relation[] =>
		texts.flatMap((text) => {
			const ref = text === undefined ? null : parseEntityRef(text, kind);
			return ref ? [{ from, type, to: formatEntityRef(ref) }] : [];
		});
	return [
		...to("dependsOn", spec.dependsOn, "component"),
		...to("providesApi", spec.providesApis, "api"),
		...to("consumesApi", spec.consumesApis, "api"),
		...to("partOf", [spec.subcomponentOf], "component"),
		...to("partOf", [spec.system], "system"),
		...to("partOf", [spec.domain], "domain"),
	];
}
