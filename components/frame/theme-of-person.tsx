"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { useMe } from "./queries.ts";

/** Brings a person's theme to a browser that has none of its own yet. */
export function ThemeOfPerson() {
	const { setTheme } = useTheme();
	const theme = useMe()?.theme;
	useEffect(() => {
		if (theme && theme !== "system" && !localStorage.getItem("lazo-theme")) setTheme(theme);
	}, [theme, setTheme]);
	return null;
}
