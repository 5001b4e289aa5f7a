/** The teams of the company and the prefixes of their items. */
export type Team = { name: string; title: string; key: string; description: string };

export const teams: Team[] = [
	{ name: "storefront", title: "Storefront", key: "STO", description: "What a shopper sees and touches." },
	{ name: "payments", title: "Payments", key: "PAY", description: "From the basket to the money." },
	{ name: "fulfilment", title: "Fulfilment", key: "FUL", description: "From the order to the doorstep." },
	{ name: "platform", title: "Platform", key: "PLA", description: "What the other teams stand on." },
];
