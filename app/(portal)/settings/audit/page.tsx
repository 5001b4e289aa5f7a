import { AuditScreen } from "#components/settings/audit-screen.tsx";
import { auditChainQuery } from "#components/settings/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

export default function AuditPage() {
	return (
		<Prefetch queries={[auditChainQuery()]}>
			<AuditScreen />
		</Prefetch>
	);
}
