import { useFormatter } from "next-intl";

const form = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;

/** A moment in the time zone of a rota, to the minute. */
export function Moment({ value, timeZone }: { value: string; timeZone: string }) {
	const format = useFormatter();
	return (
		<time dateTime={value} className="whitespace-nowrap">
			{format.dateTime(new Date(value), { ...form, timeZone })}
		</time>
	);
}
