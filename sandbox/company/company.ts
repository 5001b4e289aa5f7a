/** The company in the box: an online shop with four teams. Plain data that every part of the sandbox reads. */

export const organisation = "almena";
export const cluster = "harbor";
export const environments = ["development", "staging", "production"] as const;
export type EnvironmentName = (typeof environments)[number];

export type Team = { name: string; title: string; key: string; description: string };

export const teams: Team[] = [
	{ name: "storefront", title: "Storefront", key: "STO", description: "What a shopper sees and touches." },
	{ name: "payments", title: "Payments", key: "PAY", description: "From the basket to the money." },
	{ name: "fulfilment", title: "Fulfilment", key: "FUL", description: "From the order to the doorstep." },
	{ name: "platform", title: "Platform", key: "PLA", description: "What the other teams stand on." },
];

export type Role = "developer" | "devops" | "lead" | "viewer";
export type Person = { login: string; name: string; email: string; team: string; role: Role; locale: "en" | "es" };

export const people: Person[] = [
	{ login: "ana", name: "Ana Ruiz", email: "ana@almena.example", team: "payments", role: "developer", locale: "en" },
	{
		login: "diego",
		name: "Diego Santos",
		email: "diego@almena.example",
		team: "platform",
		role: "devops",
		locale: "es",
	},
	{
		login: "lucia",
		name: "Lucía Fernández",
		email: "lucia@almena.example",
		team: "payments",
		role: "lead",
		locale: "es",
	},
	{
		login: "marta",
		name: "Marta Gil",
		email: "marta@almena.example",
		team: "storefront",
		role: "viewer",
		locale: "en",
	},
	{
		login: "tomas",
		name: "Tomás Vega",
		email: "tomas@almena.example",
		team: "storefront",
		role: "developer",
		locale: "es",
	},
	{ login: "ines", name: "Inés Ortega", email: "ines@almena.example", team: "fulfilment", role: "lead", locale: "en" },
	{
		login: "pablo",
		name: "Pablo Navarro",
		email: "pablo@almena.example",
		team: "fulfilment",
		role: "developer",
		locale: "es",
	},
	{
		login: "sofia",
		name: "Sofía Blanco",
		email: "sofia@almena.example",
		team: "payments",
		role: "developer",
		locale: "en",
	},
];

export type AutoRollback = "off" | "on-failure" | "on-failure-or-alert";
export type Service = {
	name: string;
	title: string;
	description: string;
	team: string;
	system: string;
	tier: 1 | 2 | 3;
	lifecycle: "production" | "experimental" | "deprecated";
	/** Semantic version that runs in production; staging and development may run newer ones. */
	version: string;
	dependsOn: string[];
	/** A database or cache this service opens connections to (a `Resource` of the catalog). */
	database: string | null;
	autoRollback: AutoRollback;
	replicas: Record<EnvironmentName, number>;
	latencyMs: number;
	/** Requests a second that shoppers send to it in production; staging gets a fifth. */
	traffic: number;
};

const few = { development: 1, staging: 1, production: 2 };
const many = { development: 1, staging: 1, production: 3 };

export const services: Service[] = [
	{
		name: "web-shop",
		title: "Web shop",
		description: "The shop in the browser.",
		team: "storefront",
		system: "shop",
		tier: 1,
		lifecycle: "production",
		version: "4.12.1",
		dependsOn: ["catalog-api", "cart", "checkout"],
		database: null,
		autoRollback: "on-failure",
		replicas: many,
		latencyMs: 35,
		traffic: 8,
	},
	{
		name: "catalog-api",
		title: "Catalog API",
		description: "Articles, prices and stock for every channel.",
		team: "storefront",
		system: "shop",
		tier: 1,
		lifecycle: "production",
		version: "2.7.0",
		dependsOn: ["search"],
		database: "catalog-db",
		autoRollback: "on-failure",
		replicas: few,
		latencyMs: 25,
		traffic: 6,
	},
	{
		name: "search",
		title: "Search",
		description: "Finds articles by words and facets.",
		team: "storefront",
		system: "shop",
		tier: 2,
		lifecycle: "production",
		version: "1.19.3",
		dependsOn: [],
		database: "search-index",
		autoRollback: "off",
		replicas: few,
		latencyMs: 60,
		traffic: 4,
	},
	{
		name: "cart",
		title: "Cart",
		description: "Keeps what a shopper is about to buy.",
		team: "storefront",
		system: "shop",
		tier: 1,
		lifecycle: "production",
		version: "3.3.2",
		dependsOn: ["catalog-api"],
		database: "cart-cache",
		autoRollback: "on-failure",
		replicas: few,
		latencyMs: 15,
		traffic: 5,
	},
	{
		name: "checkout",
		title: "Checkout",
		description: "Turns a cart into an order and a payment.",
		team: "payments",
		system: "money",
		tier: 1,
		lifecycle: "production",
		version: "1.8.0",
		dependsOn: ["payments", "orders", "cart"],
		database: "checkout-db",
		autoRollback: "on-failure-or-alert",
		replicas: many,
		latencyMs: 45,
		traffic: 8,
	},
	{
		name: "payments",
		title: "Payments",
		description: "Talks to card and bank providers.",
		team: "payments",
		system: "money",
		tier: 1,
		lifecycle: "production",
		version: "5.2.4",
		dependsOn: ["fraud-check"],
		database: "payments-db",
		autoRollback: "on-failure-or-alert",
		replicas: few,
		latencyMs: 80,
		traffic: 4,
	},
	{
		name: "fraud-check",
		title: "Fraud check",
		description: "Scores payments before they are captured.",
		team: "payments",
		system: "money",
		tier: 2,
		lifecycle: "production",
		version: "0.14.0",
		dependsOn: [],
		database: null,
		autoRollback: "on-failure",
		replicas: few,
		latencyMs: 30,
		traffic: 3,
	},
	{
		name: "invoices",
		title: "Invoices",
		description: "Writes, stores and sends invoices.",
		team: "payments",
		system: "money",
		tier: 3,
		lifecycle: "production",
		version: "1.4.1",
		dependsOn: ["orders"],
		database: "payments-db",
		autoRollback: "off",
		replicas: few,
		latencyMs: 50,
		traffic: 2,
	},
	{
		name: "orders",
		title: "Orders",
		description: "The life of an order from placed to delivered.",
		team: "fulfilment",
		system: "fulfilment",
		tier: 1,
		lifecycle: "production",
		version: "6.0.2",
		dependsOn: ["shipping", "notifications"],
		database: "orders-db",
		autoRollback: "on-failure",
		replicas: few,
		latencyMs: 30,
		traffic: 5,
	},
	{
		name: "shipping",
		title: "Shipping",
		description: "Labels, carriers and tracking.",
		team: "fulfilment",
		system: "fulfilment",
		tier: 2,
		lifecycle: "production",
		version: "2.1.7",
		dependsOn: [],
		database: "orders-db",
		autoRollback: "on-failure",
		replicas: few,
		latencyMs: 70,
		traffic: 2,
	},
	{
		name: "notifications",
		title: "Notifications",
		description: "Mail and push messages to customers.",
		team: "fulfilment",
		system: "fulfilment",
		tier: 3,
		lifecycle: "experimental",
		version: "0.9.5",
		dependsOn: [],
		database: "events-queue",
		autoRollback: "off",
		replicas: few,
		latencyMs: 20,
		traffic: 2,
	},
	{
		name: "identity",
		title: "Identity",
		description: "Accounts, sign-in and sessions of shoppers.",
		team: "platform",
		system: "foundation",
		tier: 1,
		lifecycle: "production",
		version: "3.0.9",
		dependsOn: [],
		database: "identity-db",
		autoRollback: "on-failure",
		replicas: few,
		latencyMs: 25,
		traffic: 4,
	},
	{
		name: "legacy-reports",
		title: "Legacy reports",
		description: "Nightly reports that move to the warehouse this year.",
		team: "platform",
		system: "foundation",
		tier: 3,
		lifecycle: "deprecated",
		version: "0.31.0",
		dependsOn: ["orders"],
		database: "orders-db",
		autoRollback: "off",
		replicas: { development: 0, staging: 1, production: 1 },
		latencyMs: 120,
		traffic: 1,
	},
];
