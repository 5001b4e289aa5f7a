"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { documentQuery, operationsByTag } from "./document.ts";
import { OperationEntry } from "./operation-entry.tsx";

/** The HTTP API, operation by operation, made from its OpenAPI document. */
export function ApiBrowser() {
	const t = useTranslations("api-docs");
	const query = useQuery(documentQuery());
	const [text, setText] = useState("");
	return (
		<div className="mx-auto max-w-5xl">
			<PageHeader
				title={t("title")}
				description={t("about")}
				actions={
					<a href="/api/v1/openapi.json" className="text-accent hover:underline">
						openapi.json
					</a>
				}
			/>
			<Input
				type="search"
				value={text}
				onChange={(event) => setText(event.target.value)}
				placeholder={t("filter")}
				aria-label={t("filter")}
				className="mb-4 max-w-sm"
			/>
			<Loaded query={query}>
				{(document) => {
					const groups = [...operationsByTag(document, text)];
					if (groups.length === 0) return <EmptyState title={t("none")} />;
					return (
						<div className="flex flex-col gap-4">
							{groups.map(([tag, operations]) => (
								<Card key={tag} flush title={tag}>
									{operations.map((operation) => (
										<OperationEntry key={`${operation.method} ${operation.path}`} operation={operation} />
									))}
								</Card>
							))}
						</div>
					);
				}}
			</Loaded>
		</div>
	);
}
