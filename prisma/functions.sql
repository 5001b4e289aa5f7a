-- What the sequencer does in one call. Runs after every migration; safe to repeat. (Migrations are split at semicolons, so no function can stand there.)
-- Gives committed events and live changes their places in line, at most "batch" of each. "held" is false when another
-- process is at it. Statements of a function see what was committed when they begin, hence after the lock was taken.
create or replace function "lazo_sequence"(lock_key bigint, batch int, channel text, out held boolean, out placed int) language plpgsql as $$
declare
	changes int;
begin
	placed := 0;
	held := pg_try_advisory_xact_lock(lock_key);
	if not held then
		return;
	end if;
	with waiting as (select id from "LoopEvent" where position is null order by "recordedAt", id limit batch),
		places as (select id, nextval('loop_event_position') as place from waiting)
	update "LoopEvent" e set position = places.place from places where e.id = places.id;
	get diagnostics placed = row_count;
	with waiting as (select id from "LiveChange" where position is null order by id limit batch),
		places as (select id, nextval('live_change_position') as place from waiting)
	update "LiveChange" c set position = places.place from places where c.id = places.id;
	get diagnostics changes = row_count;
	placed := placed + changes;
	if placed > 0 then
		perform pg_notify(channel, '');
	end if;
end $$;
