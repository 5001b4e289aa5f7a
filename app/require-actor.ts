import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findActor } from "#server/access/authenticate.ts";

/** Who asks for the page; sends the browser to the sign-in page when nobody is signed in. */
export const requireActor = cache(async () => {
	const requestHeaders = await headers();
	const actor = await findActor(requestHeaders);
	if (actor) return actor;
	redirect(`/sign-in?returnTo=${encodeURIComponent(requestHeaders.get("x-lazo-path") ?? "/")}`);
});
