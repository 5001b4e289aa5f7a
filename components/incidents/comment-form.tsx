"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/input.tsx";
import { comment } from "./queries.ts";

/** Adds a remark to the timeline; Ctrl/Cmd+Enter sends it. */
export function CommentForm({ incidentId }: { incidentId: string }) {
	const t = useTranslations("incidents");
	const [text, setText] = useState("");
	const send = useAct({ act: () => comment({ id: incidentId, text }), onDone: () => setText("") });
	const submit = (event?: FormEvent) => {
		event?.preventDefault();
		if (text.trim() && !send.isPending) send.mutate();
	};
	return (
		<form onSubmit={submit} className="mt-3 flex items-end gap-2 border-t pt-3">
			<TextArea
				aria-label={t("comment")}
				placeholder={t("comment")}
				rows={2}
				maxLength={4_000}
				value={text}
				className="!min-h-9 flex-1"
				onChange={({ target }) => setText(target.value)}
				onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === "Enter" && submit()}
			/>
			<Button type="submit" busy={send.isPending} disabled={!text.trim()}>
				{t("addComment")}
			</Button>
		</form>
	);
}
