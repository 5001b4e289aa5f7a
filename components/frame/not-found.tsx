import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** In the place of a page that is not there. */
export function NotFound() {
	const t = useTranslations("frame");
	return (
		<div className="p-4">
			<h1 className="sr-only">{t("notFound")}</h1>
			<EmptyState title={t("notFound")} action={<ButtonLink href="/">{t("goHome")}</ButtonLink>}>
				{t("notFoundDetail")}
			</EmptyState>
		</div>
	);
}
