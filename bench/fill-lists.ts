import { Client } from "pg";

export const bench = {
	...{ services: 500, teams: 20, rows: 10_000, team: "bench-7", service: "bench-service-42" },
	/** A workload of that service with this many pods. */
	...{ workload: "01970000-0000-7000-8000-000000000042", pods: 20_000 },
} as const;

// The numbers are made so that team, environment and status of a row do not go together.
const statements = [
	`insert into "Team" (id, name, title, "itemKey")
	select gen_random_uuid(), 'bench-' || n, 'Bench ' || n, 'BENCH' || n from generate_series(0, ${bench.teams} - 1) n`,
	`insert into "Entity" (id, ref, kind, name, type, title, "ownerTeamId", document, "observedAt")
	select gen_random_uuid(), 'component:default/bench-service-' || n, 'Component', 'bench-service-' || n, 'service',
		'Bench service ' || n, t.id, '{}', now()
	from generate_series(0, ${bench.services} - 1) n join "Team" t on t.name = 'bench-' || n % ${bench.teams}`,
	`insert into "Artifact" (id, digest, repository, tags, version, "commitSha", "serviceId", "createdAt", "observedAt")
	select gen_random_uuid(), 'sha256:' || encode(sha256(('bench ' || n)::bytea), 'hex'), 'registry.example/bench/' || e.name,
		array['1.' || n], '1.' || n || '.0', encode(sha256(('commit ' || n)::bytea), 'hex'), e.id, now(), now()
	from generate_series(0, ${bench.rows} - 1) n join "Entity" e on e.name = 'bench-service-' || n % ${bench.services}`,
	`insert into "ServiceEnvironment" (id, "serviceId", "environmentId", status, "runningDigest", desired, ready, "observedAt")
	select gen_random_uuid(), e.id, v.id, 'healthy', a.digest, 3, 3, now()
	from "Entity" e cross join "Environment" v join lateral (select digest from "Artifact" where "serviceId" = e.id limit 1) a on true
	where e.name like 'bench-service-%'`,
	`with place as (
		select s.id, s."serviceId", s."environmentId", a.id as artifact, a.digest, a.repository, a.version,
			row_number() over (order by md5(s.id::text)) - 1 as n, count(*) over () as places
		from "ServiceEnvironment" s join "Artifact" a on a.digest = s."runningDigest" where a.repository like '%/bench/%'
	), made as (select n, 'sha256:' || md5(n::text) || md5('x' || n) as "fromDigest" from generate_series(0, ${bench.rows} - 1) n)
	insert into "Deployment" (id, "serviceId", "environmentId", kind, digest, image, "artifactId", "fromDigest", "fromImage", status,
		outcome, actor, reason, progress, "requestedAt", "startedAt", "rolledOutAt", "finishedAt")
	select gen_random_uuid(), p."serviceId", p."environmentId", 'deploy', p.digest,
		p.repository || ':' || p.version || '@' || p.digest, p.artifact, m."fromDigest", p.repository || '@' || m."fromDigest",
		case when m.n % 97 = 0 then 'rolled_back' when m.n % 23 = 0 then 'failed' else 'succeeded' end,
		case when m.n % 23 = 0 then jsonb_build_object('code', 'crash-loop', 'pod', 'bench-' || m.n, 'container', 'app') end,
		jsonb_build_object('kind', 'person', 'id', gen_random_uuid(), 'login', 'bench', 'name', 'Bench Person'),
		case when m.n % 5 = 0 then 'A reason of some words, as people write it' end,
		jsonb_build_object('at', '2026-01-01T00:00:00.000Z', 'generation', 2,
			'observedGeneration', 2, 'desired', 10, 'total', 10, 'updated', 10, 'ready', 10, 'available', 10, 'paused', false,
			'deadlineExceeded', false, 'refused', null, 'pods', (select jsonb_agg(jsonb_build_object(
			'uid', gen_random_uuid(), 'name', 'bench-' || m.n || '-' || pod, 'new', true, 'phase', 'Running', 'ready', true, 'deleting',
			false, 'reason', null, 'message', null, 'exitCode', null, 'restarts', 0, 'before', 0, 'since', null, 'digest', p.digest,
			'node', 'node-' || pod))
			from generate_series(1, 10) pod)),
		at, at + interval '1 s', at + interval '40 s', at + interval '100 s'
	from made m join place p on p.n = m.n % p.places cross join lateral (select now() - m.n * interval '7 min' as at) t`,
	`insert into "IncidentFamily" (id, "serviceId", "environmentId", cause)
	select gen_random_uuid(), "serviceId", "environmentId", 'bench' from "ServiceEnvironment" s join "Entity" e on e.id = s."serviceId"
	where e.name like 'bench-service-%'`,
	`with family as (
		select f.*, e."ownerTeamId", row_number() over (order by md5(f.id::text)) - 1 as n, count(*) over () as families
		from "IncidentFamily" f join "Entity" e on e.id = f."serviceId" where cause = 'bench'
	)
	insert into "Incident" (id, "familyId", "serviceId", "environmentId", "teamId", title, severity, status, "startedAt", "detectedAt",
		"resolvedAt")
	select gen_random_uuid(), f.id, f."serviceId", f."environmentId", f."ownerTeamId",
		jsonb_build_object('code', 'alert', 'params', jsonb_build_object('name', 'BenchAlert' || m)),
		case when m % 7 = 0 then 'critical' else 'warning' end, case when m < f.families and m % 10 = 0 then 'open' else 'resolved' end,
		at, at + interval '20 s', case when not (m < f.families and m % 10 = 0) then at + interval '9 min' end
	from generate_series(0, ${bench.rows} - 1) m join family f on f.n = m % f.families
	cross join lateral (select now() - interval '1 day' - m * interval '11 min' as at) t`,
	`insert into "Item" (id, key, number, "teamId", title, type, priority, state, rank, "serviceId", labels, "createdAt")
	select gen_random_uuid(), t."itemKey" || '-' || m, m, t.id, 'Something that is to be done, number ' || m, 'feature', 'medium',
		(array['backlog', 'todo', 'in_progress', 'in_review', 'done'])[1 + m % 5], lpad(m::text, 8, '0'), e.id, array['bench'],
		now() - m * interval '5 min'
	from generate_series(0, ${bench.rows} - 1) m join "Entity" e on e.name = 'bench-service-' || m % ${bench.services}
	join "Team" t on t.id = e."ownerTeamId"`,
	`insert into "Workload" (id, "connectionId", uid, namespace, kind, name, "serviceId", environment, generation, "observedGeneration",
		desired, updated, ready, available, "createdAt", "observedAt")
	select '${bench.workload}', c.id, 'bench', 'bench', 'Deployment', e.name, e.id, 'production', 1, 1,
		${bench.pods}, ${bench.pods}, ${bench.pods}, ${bench.pods}, now(), now()
	from "Connection" c cross join "Entity" e where c.kind = 'kubernetes' and e.name = '${bench.service}' limit 1`,
	`insert into "Pod" (id, "connectionId", uid, namespace, name, "workloadId", phase, ready, reason, containers, "createdAt", "observedAt")
	select gen_random_uuid(), w."connectionId", 'bench-' || n, 'bench', w.name || '-' || substr(md5(n::text), 1, 10), w.id, 'Running',
		n % 200 <> 0, case when n % 200 = 0 then 'CrashLoopBackOff' end, jsonb_build_array(jsonb_build_object('name', 'app',
		'image', 'registry.example/bench/app:1.0.0', 'digest', 'sha256:' || md5(n::text) || md5('x' || n), 'ready', n % 200 <> 0,
		'restarts', 0, 'state', 'running', 'reason', null, 'message', null, 'exitCode', null, 'lastExitCode', null, 'lastReason', null,
		'lastFinishedAt', null, 'requests', jsonb_build_object('cpu', '50m', 'memory', '64Mi'),
		'limits', jsonb_build_object('cpu', '500m', 'memory', '256Mi'))), now(), now()
	from "Workload" w cross join generate_series(1, ${bench.pods}) n where w.id = '${bench.workload}'`,
];

/** Writes teams, services, what runs where, `bench.rows` each of deployments, incidents and items, and the pods of a large workload, with SQL. */
export async function fillLists(ownerUrl: string): Promise<void> {
	const client = new Client({ connectionString: ownerUrl });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
		await client.query("vacuum analyze");
	} finally {
		await client.end();
	}
}
