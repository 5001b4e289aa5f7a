import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What is nearest the front of the list runs first: what takes longest, so that the rest fits beside it. */
const order = ["e2e/loop.spec.ts", "e2e/bad-days.spec.ts", "e2e/pages/english", "e2e/pages/spanish", "e2e/", "server/"];

/** Runs the files in that order, and in the order of their names where it says nothing. */
export class SpecOrder extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		return [...files].sort((a, b) => placeOf(a) - placeOf(b) || (a.moduleId < b.moduleId ? -1 : 1));
	}
}

const placeOf = ({ moduleId }: TestSpecification): number => order.findIndex((part) => moduleId.includes(part));
