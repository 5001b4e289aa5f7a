import { z } from "zod";
import type { Reader } from "#server/platform/database.ts";
import type { ItemDetail } from "./schema.ts";

const actorSchema = z.object({
	kind: z.string(),
	id: z.string(),
	name: z.string().optional(),
	login: z.string().optional(),
});
const values = z.record(z.string(), z.unknown());
const dataSchema = z.object({ before: values.optional(), after: values.optional() }).loose();

type Entry = ItemDetail["history"][number];

/** What happened to an item, newest first, at most 100 entries; people, services and sprints by name. */
export async function readHistory(reader: Reader, itemId: string): Promise<Entry[]> {
	const events = await reader.loopEvent.findMany({
		where: { subjectKind: "item", subjectId: itemId },
		orderBy: { occurredAt: "desc" },
		take: 100,
	});
	const parsed = events.map((event) => ({ event, data: dataSchema.catch({}).parse(event.data) }));
	const names = await loadNames(
		reader,
		parsed.flatMap(({ data }) => [data.before, data.after]),
	);
	return parsed.map(({ event, data }) => {
		const who = actorSchema.safeParse(event.actor).data;
		return {
			id: event.id,
			type: event.type,
			at: event.occurredAt.toISOString(),
			who: who ? (who.name ?? who.login ?? who.id) : "",
			by: who?.kind ?? "",
			data: {
				...data,
				...(data.before && { before: named(data.before, names) }),
				...(data.after && { after: named(data.after, names) }),
			},
		};
	});
}

const references = { assigneeId: "assignee", serviceId: "service", sprintId: "sprint" } as const;
type Reference = keyof typeof references;
const isReference = (name: string): name is Reference => name in references;

/** The name behind each id that the entries mention. */
async function loadNames(reader: Reader, all: (Record<string, unknown> | undefined)[]): Promise<Map<string, string>> {
	const idsOf = (name: Reference) => [
		...new Set(all.flatMap((one) => (typeof one?.[name] === "string" ? [one[name]] : []))),
	];
	const select = { id: true, name: true };
	const [people, services, sprints] = await Promise.all([
		reader.person.findMany({ where: { id: { in: idsOf("assigneeId") } }, select }),
		reader.entity.findMany({ where: { id: { in: idsOf("serviceId") } }, select }),
		reader.sprint.findMany({ where: { id: { in: idsOf("sprintId") } }, select }),
	]);
	return new Map([...people, ...services, ...sprints].map(({ id, name }) => [id, name]));
}

/** The same values with names in the place of ids; what is long is only said to have changed. */
function named(fields: Record<string, unknown>, names: Map<string, string>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => {
			if (name === "description") return [name, ""];
			if (!isReference(name)) return [name, value];
			return [references[name], typeof value === "string" ? (names.get(value) ?? "") : null];
		}),
	);
}
