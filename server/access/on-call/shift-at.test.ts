import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRunningTurn, type Override, type Rota, shiftAt, shiftsFrom } from "./shift-at.ts";

const weekly: Rota = {
	people: ["ana", "lucia", "sofia"],
	startsOn: "2026-01-05",
	time: "09:00",
	timeZone: "Europe/Madrid",
	days: 7,
};
const on = (at: string, overrides: Override[] = [], rota = weekly) => shiftAt(rota, overrides, new Date(at));

describe("a rota of three that hands over on Mondays at nine in Madrid", () => {
	it.each([
		["2026-01-05T08:00:00Z", "ana"],
		["2026-01-12T07:59:59Z", "ana"],
		["2026-01-12T08:00:00Z", "lucia"],
		["2026-01-19T08:00:00Z", "sofia"],
		["2026-01-26T08:00:00Z", "ana"],
		["2026-11-23T08:00:00Z", "lucia"],
	])("at %s it is %s", (at, person) => {
		expect(on(at).person).toBe(person);
	});

	it("hands over at nine in summer time too, an hour earlier for the rest of the world", () => {
		expect(on("2026-03-28T12:00:00Z").until.toISOString()).toBe("2026-03-30T07:00:00.000Z");
		expect(on("2026-10-24T12:00:00Z").until.toISOString()).toBe("2026-10-26T08:00:00.000Z");
	});

	it("has nobody before its first turn, and says until when", () => {
		expect(on("2026-01-05T07:59:59Z")).toMatchObject({
			...{ person: null, because: "not-started", from: null, until: new Date("2026-01-05T08:00:00Z") },
		});
	});
});

describe("an override", () => {
	const from = new Date("2026-01-07T08:00:00Z");
	const until = new Date("2026-01-08T08:00:00Z");

	it("puts somebody else in for its time only", () => {
		const shifts = shiftsFrom(weekly, [{ person: "sofia", from, until }], {
			at: new Date("2026-01-06T00:00:00Z"),
			count: 4,
		});
		expect(shifts.map(({ person, because }) => `${person} ${because}`)).toEqual([
			"ana turn",
			"sofia override",
			"ana turn",
			"lucia turn",
		]);
	});

	it("to nobody is a hole", () => {
		expect(on("2026-01-07T12:00:00Z", [{ person: null, from, until }])).toMatchObject({ person: null, until });
	});

	it("that was made last counts where several overlap", () => {
		const both = [
			{ person: "sofia", from, until },
			{ person: "lucia", from: new Date("2026-01-07T20:00:00Z"), until: new Date("2026-01-09T00:00:00Z") },
		];
		expect(on("2026-01-07T12:00:00Z", both).person).toBe("sofia");
		expect(on("2026-01-07T21:00:00Z", both).person).toBe("lucia");
	});
});

describe("a handover in the hour that", () => {
	const daily = { ...weekly, startsOn: "2026-03-01", time: "02:30", days: 1 };
	it("is left out comes as much later that night", () => {
		expect(on("2026-03-29T00:00:00Z", [], daily).until.toISOString()).toBe("2026-03-29T01:30:00.000Z");
	});
	it("comes twice happens the first time", () => {
		expect(on("2026-10-24T12:00:00Z", [], daily).until.toISOString()).toBe("2026-10-25T00:30:00.000Z");
	});
});

it("a day that a zone left out altogether has no turn", () => {
	const apia = { ...weekly, startsOn: "2011-12-01", days: 1, timeZone: "Pacific/Apia" };
	const shifts = shiftsFrom(apia, [], { at: new Date("2011-12-30T10:00:00Z"), count: 2 });
	expect(shifts.map(({ until }) => until.toISOString())).toEqual([
		"2011-12-30T19:00:00.000Z",
		"2011-12-31T19:00:00.000Z",
	]);
});

it("refuses a zone that does not exist", () => {
	expect(() => on("2026-01-05T08:00:00Z", [], { ...weekly, timeZone: "Mars/Base" })).toThrow(RangeError);
});

const zones = ["Europe/Madrid", "America/Bogota", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
const moment = fc.date({ min: new Date("2010-01-01Z"), max: new Date("2035-01-01Z"), noInvalidDate: true });
const rotas: fc.Arbitrary<Rota> = fc.record({
	people: fc.array(fc.option(fc.constantFrom("ana", "lucia", "sofia")), { minLength: 1, maxLength: 5 }),
	startsOn: moment.map((date) => date.toISOString().slice(0, 10)),
	time: fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":")),
	timeZone: fc.constantFrom(...zones),
	days: fc.integer({ min: 1, max: 28 }),
});
const overrides = fc.array(
	fc
		.record({ person: fc.option(fc.constant("tomas")), from: moment, hours: fc.integer({ min: 1, max: 500 }) })
		.map(
			({ person, from, hours }): Override => ({ person, from, until: new Date(from.getTime() + hours * 3_600_000) }),
		),
	{ maxLength: 4 },
);

describe("whatever the rota and the moment,", () => {
	it("a shift holds its moment and gives one answer from its first instant to its last", () => {
		fc.assert(
			fc.property(rotas, overrides, moment, (rota, others, at) => {
				const shift = shiftAt(rota, others, at);
				expect(shift.from === null || shift.from <= at).toBe(true);
				expect(shift.until > at).toBe(true);
				for (const edge of [shift.from ?? at, new Date(shift.until.getTime() - 1)])
					expect(shiftAt(rota, others, edge)).toEqual(shift);
			}),
		);
	});

	it("turns follow each other without a gap, in the order of the people", () => {
		fc.assert(
			fc.property(rotas, moment, (rota, at) => {
				const shifts = shiftsFrom(rota, [], { at, count: 2 * rota.people.length + 1 }).slice(1);
				for (const [index, { from, person }] of shifts.entries()) {
					expect(from).toEqual(shifts[index - 1]?.until ?? from);
					expect(shifts[index + rota.people.length]?.person ?? person).toBe(person);
				}
			}),
		);
	});

	it("a handover is at its local time, but in an hour that the clocks leave out", () => {
		fc.assert(
			fc.property(rotas, moment, (rota, at) => {
				const { until } = shiftAt(rota, [], at);
				const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: rota.timeZone });
				const local = clock.format(until);
				const leftOut = clock.format(until.getTime() - 60_000) < rota.time && local > rota.time;
				expect(leftOut || local === rota.time).toBe(true);
			}),
		);
	});

	it("telling a rota from its running turn on changes nothing from then on", () => {
		fc.assert(
			fc.property(rotas, moment, fc.integer({ min: 0, max: 400 * 24 }), (rota, at, hours) => {
				const later = new Date(at.getTime() + hours * 3_600_000);
				expect(shiftAt(fromRunningTurn(rota, at), [], later)).toEqual(shiftAt(rota, [], later));
			}),
		);
	});

	it("an override changes nothing outside its time", () => {
		fc.assert(
			fc.property(rotas, overrides, moment, (rota, others, at) => {
				const touched = others.some(({ from, until }) => from <= at && at < until);
				const with_ = shiftAt(rota, others, at);
				expect(touched || with_.person === shiftAt(rota, [], at).person).toBe(true);
			}),
		);
	});
});
