"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ListedOperation, Schema } from "./document.ts";

const colors: Record<string, string> = {
	get: "text-progressing",
	post: "text-healthy",
	patch: "text-degraded",
	put: "text-degraded",
	delete: "text-failing",
};

/** One operation; opened, it shows what goes in and what comes back. */
export function OperationEntry({ operation }: { operation: ListedOperation }) {
	const t = useTranslations("api-docs");
	const { method, path, summary, description, parameters = [], requestBody, responses = {} } = operation;
	const policy = /`([^`]+)`/.exec(description ?? "")?.[1];
	const success = Object.entries(responses).find(([status]) => status.startsWith("2"));
	return (
		<details className="border-b last:border-b-0">
			<summary className="flex min-h-8 cursor-pointer flex-wrap items-center gap-x-3 px-3.5 py-1 hover:bg-hover">
				<span className={clsx("w-14 font-mono font-semibold text-xs uppercase", colors[method])}>{method}</span>
				<code className="font-mono text-xs">/api/v1{path.replace(/^\/api\/v1/, "")}</code>
				<span className="flex-1 text-muted">{summary}</span>
				{policy && <code className="font-mono text-faint text-xs">{policy}</code>}
			</summary>
			<div className="flex flex-col gap-3 bg-canvas px-3.5 py-3">
				{parameters.length > 0 && (
					<section>
						<h3 className="pb-1 text-muted text-xs">{t("parameters")}</h3>
						<ul>
							{parameters.map((parameter) => (
								<li key={`${parameter.in}:${parameter.name}`} className="flex flex-wrap gap-2 font-mono text-xs">
									<span className="font-semibold">{parameter.name}</span>
									<span className="text-muted">{parameter.in}</span>
									{parameter.required && <span className="text-degraded">{t("required")}</span>}
									<span className="text-faint">{JSON.stringify(parameter.schema ?? {})}</span>
								</li>
							))}
						</ul>
					</section>
				)}
				<Body title={t("body")} schema={requestBody?.content?.["application/json"]?.schema} />
				<Body
					title={t("answer", { status: success?.[0] ?? "200" })}
					schema={success?.[1].content?.["application/json"]?.schema}
				/>
			</div>
		</details>
	);
}

function Body({ title, schema }: { title: string; schema: Schema | undefined }) {
	if (!schema) return null;
	return (
		<section>
			<h3 className="pb-1 text-muted text-xs">{title}</h3>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
			<pre tabIndex={0} className="max-h-80 overflow-auto rounded-md border bg-surface p-2.5 font-mono text-xs">
				{JSON.stringify(schema, null, 2)}
			</pre>
		</section>
	);
}
