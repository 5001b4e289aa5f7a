"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { runbookRunQuery } from "./queries.ts";
import { RunbookOutput } from "./runbook-output.tsx";

/** What a run wrote, read when somebody opens it. */
export function OutputOfRun({ id }: { id: string }) {
	const t = useTranslations("runbooks");
	const [open, setOpen] = useState(false);
	return (
		<details className="mt-1" onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary className="cursor-pointer text-accent text-xs">{t("outputShow")}</summary>
			<div className="pt-1.5">{open && <Opened id={id} />}</div>
		</details>
	);
}

function Opened({ id }: { id: string }) {
	return <Loaded query={useQuery(runbookRunQuery(id))}>{(run) => <RunbookOutput run={run} />}</Loaded>;
}
