import { type Person, people } from "../company/company.ts";
import { teams } from "../company/teams.ts";
import { loginStyle } from "./login-style.ts";
import { type Language, loginTexts } from "./login-texts.ts";

const mark = `<svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2.5" aria-hidden="true"><circle cx="10" cy="10" r="7" stroke-dasharray="4.2 1.3"/></svg>`;

/** Makes text safe inside HTML and its quoted attributes. */
function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function frame(language: Language, title: string, content: string): string {
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · Almena</title>
<link rel="icon" href="data:,">
<style>${loginStyle}</style>
</head>
<body><main><div class="mark">${mark} Almena</div>
${content}
</main></body>
</html>
`;
}

function personButton(language: Language, person: Person): string {
	const texts = loginTexts[language];
	const initials = person.name
		.split(" ")
		.map((word) => word[0] ?? "")
		.join("");
	return `<button type="submit" name="login" value="${escapeHtml(person.login)}">
<span class="face" aria-hidden="true">${escapeHtml(initials)}</span>
<span><span class="name">${escapeHtml(person.name)}</span>
<span class="role">${escapeHtml(texts.roles[person.role])} · ${escapeHtml(texts.roleHints[person.role])}</span></span>
</button>`;
}

/** The page that offers the company's people, team by team. `action` is where the form posts to. */
export function loginPage(language: Language, action: string): string {
	const texts = loginTexts[language];
	const sections = teams.map((team) => {
		const members = people.filter((person) => person.team === team.name);
		const buttons = members.map((person) => personButton(language, person)).join("\n");
		const heading = `team-${team.name}`;
		return `<section aria-labelledby="${heading}"><h2 id="${heading}">${escapeHtml(team.title)}</h2><div class="people">${buttons}</div></section>`;
	});
	return frame(
		language,
		texts.title,
		`<h1>${escapeHtml(texts.title)}</h1>
<p>${escapeHtml(texts.lead)}</p>
<form method="post" action="${escapeHtml(action)}">
${sections.join("\n")}
</form>
<p class="note">${escapeHtml(texts.note)}</p>`,
	);
}

/** The page for a request that names no place to go back to. */
export function errorPage(language: Language, reason: string): string {
	const texts = loginTexts[language];
	return frame(
		language,
		texts.errorTitle,
		`<h1>${escapeHtml(texts.errorTitle)}</h1><p>${escapeHtml(reason)}</p><p>${escapeHtml(texts.errorHint)}</p>`,
	);
}

/** The page after a sign-out that asked for no redirect. */
export function signedOutPage(language: Language): string {
	const texts = loginTexts[language];
	return frame(language, texts.signedOut, `<h1>${escapeHtml(texts.signedOut)}</h1>`);
}
