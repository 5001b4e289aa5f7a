"use client";

import { clsx } from "clsx";
import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import type { ThreadNode } from "#server/insights/schema.ts";
import { NodeState } from "./node-state.tsx";
import { NodeVerdict } from "./node-verdict.tsx";

type Props = {
	title: string;
	nodes: ThreadNode[];
	subjectId: string;
	/** Tied to what is looked at; the others step back. */
	tied: Set<string>;
	focus: string | null;
	onChoose: (nodeId: string) => void;
};

/** The things of one stage, newest first. */
export function ThreadColumn({ title, nodes, subjectId, tied, focus, onChoose }: Props) {
	const t = useTranslations("insights");
	const ordered = nodes.toSorted((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
	return (
		<section className="min-w-0 rounded-lg bg-surface p-1.5">
			<h2 className="flex items-baseline justify-between px-1.5 pt-0.5 pb-1.5 font-medium text-muted text-xs">
				{title} <span>{nodes.length > 0 && nodes.length}</span>
			</h2>
			<ul className="space-y-1.5">
				{ordered.map((node) => (
					<li key={node.nodeId}>
						<ThreadCard
							node={node}
							isSubject={node.nodeId === subjectId}
							isFar={focus !== null && !tied.has(node.nodeId)}
							isChosen={focus === node.nodeId}
							onChoose={onChoose}
						/>
					</li>
				))}
			</ul>
			{nodes.length === 0 && <p className="px-1.5 pb-2 text-faint text-xs">{t("nothingHere")}</p>}
		</section>
	);
}

type CardProps = {
	node: ThreadNode;
	isSubject: boolean;
	isFar: boolean;
	isChosen: boolean;
	onChoose: (nodeId: string) => void;
};

function ThreadCard({ node, isSubject, isFar, isChosen, onChoose }: CardProps) {
	const t = useTranslations("insights");
	return (
		<div
			data-kind={node.kind}
			className={clsx(
				"relative rounded-md border bg-raised px-2 py-1.5 transition-opacity duration-150",
				isSubject && "border-accent",
				isChosen && "ring-1 ring-accent",
				isFar && "opacity-40",
			)}
		>
			<button
				type="button"
				aria-pressed={isChosen}
				onClick={() => onChoose(node.nodeId)}
				className="absolute inset-0 rounded-md hover:bg-hover/40"
				aria-label={t("showTies", { label: node.label })}
			/>
			<div className="pointer-events-none relative">
				<div className="flex items-center gap-1.5">
					{node.href ? (
						<Link
							href={node.href}
							className="pointer-events-auto inline-flex min-h-6 items-center gap-0.5 font-medium font-mono text-xs hover:underline"
						>
							{node.label}
							<ArrowUpRight aria-hidden size={11} className="shrink-0 text-faint" />
						</Link>
					) : (
						<span className="font-medium font-mono text-xs">{node.label}</span>
					)}
					<span className="ml-auto">
						<NodeState kind={node.kind} state={node.state} />
					</span>
				</div>
				<p className="line-clamp-2 text-xs">
					{node.kind === "deployment"
						? t(`deployment.${knownKind(node.title)}`, { service: node.service ?? "" })
						: node.kind === "incident"
							? `${node.service} · ${node.environment}`
							: node.title}
				</p>
				<p className="truncate text-faint text-xs">
					{node.who && <>{node.who} · </>}
					<Time value={node.at} />
				</p>
				<p className="truncate text-xs empty:hidden">
					<NodeVerdict verdict={node.verdict} />
				</p>
			</div>
		</div>
	);
}

const knownKind = (kind: string) => (kind === "rollback" || kind === "external" ? kind : "deploy");
