/** What the services stand on and belong to: databases, caches, queues, and the systems of the catalog. */

export type Resource = {
	name: string;
	type: "database" | "cache" | "queue" | "search-index";
	owner: string;
	description: string;
};

export const resources: Resource[] = [
	{ name: "catalog-db", type: "database", owner: "storefront", description: "Articles and prices (Postgres)." },
	{ name: "search-index", type: "search-index", owner: "storefront", description: "The index behind search." },
	{ name: "cart-cache", type: "cache", owner: "storefront", description: "Open carts (Redis)." },
	{ name: "checkout-db", type: "database", owner: "payments", description: "Checkouts in progress (Postgres)." },
	{ name: "payments-db", type: "database", owner: "payments", description: "Payments and invoices (Postgres)." },
	{ name: "orders-db", type: "database", owner: "fulfilment", description: "Orders and shipments (Postgres)." },
	{ name: "events-queue", type: "queue", owner: "platform", description: "Domain events (RabbitMQ)." },
	{ name: "identity-db", type: "database", owner: "platform", description: "Accounts and sessions (Postgres)." },
];

export const systems = [
	{ name: "shop", title: "Shop", owner: "storefront" },
	{ name: "money", title: "Money", owner: "payments" },
	{ name: "fulfilment", title: "Fulfilment", owner: "fulfilment" },
	{ name: "foundation", title: "Foundation", owner: "platform" },
];
