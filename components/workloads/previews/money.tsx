"use client";

import { useFormatter } from "next-intl";

/** An amount in its currency; what is less than a hundredth is not shown as nothing. */
export function Money({ amount, currency }: { amount: number; currency: string }) {
	const format = useFormatter();
	const small = amount > 0 && amount < 0.01;
	return (
		<span className="tabular-nums">
			{format.number(amount, {
				...{ style: "currency", currency, currencyDisplay: "narrowSymbol" },
				...(small ? { minimumFractionDigits: 2, maximumFractionDigits: 4 } : { maximumFractionDigits: 2 }),
			})}
		</span>
	);
}
