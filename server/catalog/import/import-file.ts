import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { type FileProblem, parseCatalogFile } from "../read/parse-catalog-file.ts";
import { orphanEntities } from "./orphan-entities.ts";
import { type SourceFile, saveEntity } from "./save-entity.ts";

/** What a file gave: the references it describes, further files it points to, and what is wrong with it. */
export type ImportedFile = { refs: string[]; targets: string[]; problems: FileProblem[] };

/** The text is null when the file is too large to be read. */
export type CatalogFile = SourceFile & { text: string | null };

/**
 * Imports one catalog file. With a problem in it, the last good version of what could not be read stays, and nothing is taken
 * away; without one, what the file no longer describes is orphaned. Safe to repeat.
 */
export async function importFile(tx: Transaction, file: CatalogFile): Promise<ImportedFile> {
	const parsed = file.text === null ? tooLarge : parseCatalogFile(file.text);
	const refs: string[] = [];
	// One at a time: an owner that is written meanwhile would not be seen, nor would it see what it owns.
	await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('catalog-import'))`;
	// Groups first: the others' owners must be there.
	const ordered = [...parsed.entities].sort(
		(a, b) => Number(b.entity.kind === "Group") - Number(a.entity.kind === "Group"),
	);
	for (const entity of ordered) refs.push(await saveEntity(tx, entity, file));
	await replaceProblems(tx, file, parsed.problems);
	if (parsed.problems.length === 0) await orphanEntities(tx, { ...file, keep: refs });
	const targets = parsed.entities
		.filter(({ entity }) => entity.kind === "Location")
		.flatMap(({ entity: { spec } }) => [...(spec.target ? [spec.target] : []), ...spec.targets]);
	return { refs, targets, problems: parsed.problems };
}

const tooLarge = {
	entities: [],
	problems: [{ line: null, code: "catalog.too-large", detail: "The file is larger than 1 MB and was not read." }],
};

async function replaceProblems(tx: Transaction, file: SourceFile, problems: FileProblem[]): Promise<void> {
	const { repositoryId, path, sha, observedAt } = file;
	const { count } = await tx.catalogProblem.deleteMany({ where: { repositoryId, path } });
	if (problems.length > 0)
		await tx.catalogProblem.createMany({
			data: problems.map((problem) => ({ ...problem, repositoryId, path, sha, observedAt })),
		});
	if (count > 0 || problems.length > 0) await touch(tx, ["catalog-problems", `repository:${repositoryId}`]);
}
