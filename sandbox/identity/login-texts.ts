import type { Role } from "../company/company.ts";

export type Language = "en" | "es";

type Texts = {
	title: string;
	lead: string;
	roles: Record<Role, string>;
	roleHints: Record<Role, string>;
	note: string;
	errorTitle: string;
	errorHint: string;
	signedOut: string;
};

/** The words of the sign-in page. */
export const loginTexts: Record<Language, Texts> = {
	en: {
		title: "Who are you today?",
		lead: "Almena is a company in a box. Choose one of its people to sign in as.",
		roles: { developer: "Developer", devops: "DevOps engineer", lead: "Team lead", viewer: "Viewer" },
		roleHints: {
			developer: "deploys the team's services",
			devops: "runs every environment",
			lead: "plans the team's sprint",
			viewer: "looks, and changes nothing",
		},
		note: "This page belongs to the sandbox's own sign-in service. There are no passwords here.",
		errorTitle: "This sign-in cannot go on",
		errorHint:
			"Go back to the application and try again. If it stays, the address it runs at differs from the one the sandbox was started with (--lazo-url).",
		signedOut: "You are signed out.",
	},
	es: {
		title: "¿Quién eres hoy?",
		lead: "Almena es una empresa en una caja. Elige a una de sus personas para entrar.",
		roles: {
			developer: "Desarrollo",
			devops: "DevOps",
			lead: "Responsable de equipo",
			viewer: "Solo lectura",
		},
		roleHints: {
			developer: "despliega los servicios de su equipo",
			devops: "cuida de todos los entornos",
			lead: "planifica el sprint del equipo",
			viewer: "mira sin cambiar nada",
		},
		note: "Esta página es del servicio de identidad del propio sandbox. Aquí no hay contraseñas.",
		errorTitle: "No se puede continuar",
		errorHint:
			"Vuelve a la aplicación e inténtalo de nuevo. Si se repite, su dirección no es la que recibió el sandbox al arrancar (--lazo-url).",
		signedOut: "Has cerrado la sesión.",
	},
};

/** The language to use: `ui_locales` of the request first, then Accept-Language by its weights, else English. */
export function chooseLanguage(uiLocales: string | null, acceptLanguage: string | undefined): Language {
	const weighted = (acceptLanguage ?? "")
		.split(",")
		.map((part) => {
			const [tag = "", ...parameters] = part.trim().split(";");
			const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
			return { tag, weight: weight === undefined ? 1 : Number(weight) };
		})
		.filter(({ weight }) => weight > 0)
		.sort((a, b) => b.weight - a.weight)
		.map(({ tag }) => tag);
	for (const tag of [...(uiLocales ?? "").split(" "), ...weighted]) {
		const language = tag.toLowerCase().split("-")[0];
		if (language === "en" || language === "es") return language;
	}
	return "en";
}
