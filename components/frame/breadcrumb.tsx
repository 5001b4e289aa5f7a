"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCrumb } from "#components/ui/crumb.ts";
import { isInSection, sections } from "./sections.ts";

/** Where one is, from the address: the section by its name, then what the address says; the title of the window says it too. */
export function Breadcrumb() {
	const t = useTranslations("frame");
	const path = usePathname();
	const named = useCrumb();
	const parts = path.split("/").filter(Boolean);
	const section = sections.find((each) => isInSection(path, each));
	const crumbs = [
		{ href: section?.href ?? "/", label: section ? t(`section.${section.name}`) : (parts[0] ?? "") },
		...parts
			.map((part, index) => ({
				href: `/${parts.slice(0, index + 1).join("/")}`,
				label: t.has(`place.${part}`) ? t(`place.${part}`) : isId(part) ? (named ?? "…") : nameOf(part),
			}))
			// A thread's address names the kind of its subject; there is no page of a kind.
			.slice(parts[0] === "thread" ? 2 : 1),
	];
	const here = named ?? crumbs.at(-1)?.label;
	const names = [...new Set([here, crumbs[0]?.label, "Lazo"])].filter((name) => name && name !== "…");
	return (
		<nav aria-label={t("breadcrumb")} className="min-w-0">
			<title>{names.join(" · ")}</title>
			<ol className="flex min-w-0 items-center gap-1.5 text-sm">
				{crumbs.map(({ href, label }, index) => {
					const last = index === crumbs.length - 1;
					return (
						<li key={href} className={last ? "min-w-0 truncate" : "whitespace-nowrap text-muted max-md:hidden"}>
							{index > 0 && <span className="mr-1.5 text-faint max-md:hidden">/</span>}
							{last ? (
								<span aria-current="page">{label}</span>
							) : (
								<Link href={href} className="hover:text-text">
									{label}
								</Link>
							)}
						</li>
					);
				})}
			</ol>
		</nav>
	);
}

/** An id says nothing to a reader; the page knows what it stands for. */
const isId = (part: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part);

/** A part of an address as one reads it; digests and hashes are cut to twelve characters. */
function nameOf(part: string): string {
	let name = part;
	try {
		name = decodeURIComponent(part);
	} catch {
		// Not an encoding; it is shown as it stands.
	}
	return /^[0-9a-f-]{32,}$|^sha256:/.test(name) ? name.replace(/^sha256:/, "").slice(0, 12) : name;
}
