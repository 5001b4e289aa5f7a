import { useTranslations } from "next-intl";

/** A person as two letters; nobody is a dashed ring. */
export function Avatar({ person }: { person: { name: string } | null }) {
	const t = useTranslations("planning");
	const name = person?.name ?? t("nobody");
	const letters = person?.name
		.split(/\s+/)
		.slice(0, 2)
		.map((word) => word[0] ?? "")
		.join("")
		.toUpperCase();
	return (
		<span
			title={name}
			className={`inline-flex size-5 shrink-0 items-center justify-center rounded-full text-[10px] ${person ? "bg-selected font-medium text-text" : "border border-line-strong border-dashed"}`}
		>
			<span aria-hidden>{letters}</span>
			<span className="sr-only">{name}</span>
		</span>
	);
}
