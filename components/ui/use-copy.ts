"use client";

import { useCallback, useEffect, useState } from "react";

const shownMs = 1_500;

/** How to put a text on the clipboard, and whether that has just happened. */
export function useCopy(text: string): { copied: boolean; copy: () => void } {
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), shownMs);
		return () => clearTimeout(timer);
	}, [copied]);
	const copy = useCallback(() => {
		navigator.clipboard?.writeText(text).then(
			() => setCopied(true),
			() => {},
		);
	}, [text]);
	return { copied, copy };
}
