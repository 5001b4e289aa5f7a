-- Rights of the two processes. Runs after every migration; safe to repeat. The roles exist or are made without a login.
do $$
begin
	if not exists (select from pg_roles where rolname = 'lazo_web') then create role lazo_web nologin; end if;
	if not exists (select from pg_roles where rolname = 'lazo_worker') then create role lazo_worker nologin; end if;
end $$;

grant usage on schema public to lazo_web, lazo_worker;
grant select, insert, update, delete on all tables in schema public to lazo_web, lazo_worker;
grant usage, select on all sequences in schema public to lazo_web, lazo_worker;
revoke all on "_prisma_migrations" from lazo_web, lazo_worker;
grant select on "_prisma_migrations" to lazo_web, lazo_worker;

-- The audit and its chain are written once. Events are written once too; only the sequencer adds their position.
revoke update, delete, truncate on "AuditEntry", "AuditChain" from lazo_web, lazo_worker;
revoke insert on "AuditChain" from lazo_web;
revoke update, delete, truncate on "LoopEvent" from lazo_web, lazo_worker;
grant update (position) on "LoopEvent" to lazo_worker;

grant usage on schema pgboss to lazo_web, lazo_worker;
grant select, insert, update, delete on all tables in schema pgboss to lazo_web, lazo_worker;
grant usage, select on all sequences in schema pgboss to lazo_web, lazo_worker;
grant execute on all functions in schema pgboss to lazo_web, lazo_worker;
