import { fulfilmentItems } from "./items/fulfilment.ts";
import type { ItemRow } from "./items/item-row.ts";
import { paymentsItems } from "./items/payments.ts";
import { platformItems } from "./items/platform.ts";
import { storefrontItems } from "./items/storefront.ts";
import { teams } from "./teams.ts";

/** A piece of work in a team's plan; branches and commits carry its key, such as `PAY-112`. */
export type SprintItem = {
	key: string;
	number: number;
	team: string;
	title: string;
	type: ItemRow[2];
	priority: ItemRow[3];
	/** Points. */
	estimate: number;
	service: string;
	/** What people would say of it today. The commits agree: done is merged, in review has an open pull request. */
	state: ItemRow[6];
	/** A login, or null while nobody has taken it. */
	assignee: string | null;
	sprint: ItemRow[8];
};

const rows: Record<string, ItemRow[]> = {
	storefront: storefrontItems,
	payments: paymentsItems,
	fulfilment: fulfilmentItems,
	platform: platformItems,
};

/** The work of all teams: the sprint that has closed, the one that runs, and what waits. */
export const items: SprintItem[] = teams.flatMap((team) =>
	(rows[team.name] ?? []).map(([number, title, type, priority, estimate, service, state, assignee, sprint]) => ({
		key: `${team.key}-${number}`,
		number,
		team: team.name,
		title,
		type,
		priority,
		estimate,
		service,
		state,
		assignee,
		sprint,
	})),
);
