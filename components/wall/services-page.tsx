import { useTranslations } from "next-intl";
import type { WallView } from "#server/views/wall/schema.ts";
import { serviceNames } from "./wall-pages.ts";
import { WallStatus } from "./wall-status.tsx";

/** Every service in every environment: how it is, and which version runs. */
export function ServicesPage({ wall, from, count }: { wall: WallView; from: number; count: number }) {
	const t = useTranslations("wall");
	const services = serviceNames(wall).slice(from, from + count);
	if (services.length === 0) return <p className="pt-24 text-center text-muted">{t("noServices")}</p>;
	return (
		<table className="w-full table-fixed border-collapse">
			<thead>
				<tr className="h-14 border-b-2 text-left text-[24px] text-muted">
					<th scope="col" className="w-[28%] font-normal">
						{t("service")}
					</th>
					{wall.environments.map(({ name, title }) => (
						<th key={name} scope="col" className="font-normal">
							{title}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{services.map(({ name, title }) => (
					<tr key={name} className="h-[76px] border-b">
						<th scope="row" className="truncate pr-4 text-left font-semibold">
							{title}
						</th>
						{wall.environments.map((environment) => {
							const found = environment.services.find((service) => service.name === name);
							return (
								<td key={environment.name} className="pr-4">
									{found ? (
										<span className="flex items-center gap-4">
											<WallStatus value={found.status} />
											<span className="truncate font-mono text-[24px]">{found.version ?? "—"}</span>
											{found.ready < found.desired && (
												<span className="text-[24px] text-degraded">
													{found.ready}/{found.desired}
												</span>
											)}
										</span>
									) : (
										<span className="text-faint">—</span>
									)}
								</td>
							);
						})}
					</tr>
				))}
			</tbody>
		</table>
	);
}
