// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { loadMessages } from "#i18n/load-messages.ts";
import { RotaPeople } from "./rota-people.tsx";

afterEach(cleanup);

const [ana, lucia, sofia] = ["Ana", "Lucía", "Sofía"].map((name) => ({ login: name.toLowerCase(), name }));
const members = [ana, lucia, sofia].filter((one) => one !== undefined);

/** The editor with its own state; `order` is what would be saved. */
function open() {
	let order: string[] = [];
	// biome-ignore lint/correctness/noComponentHookFactories: one editor per test, with the test's own state.
	function Editor() {
		const [people, setPeople] = useState(members);
		order = people.map(({ name }) => name);
		return <RotaPeople people={people} members={members} onChange={setPeople} />;
	}
	const view = render(
		<NextIntlClientProvider locale="en" messages={loadMessages("en")} timeZone="UTC">
			<Editor />
		</NextIntlClientProvider>,
	);
	const press = (name: string) => fireEvent.click(view.getByRole("button", { name }));
	return { press, view, order: () => order };
}

describe("the people of a rota", () => {
	it("change places by buttons that say whom they move; nobody moves past the ends", () => {
		const { press, view, order } = open();
		press("Sofía earlier");
		press("Ana later");
		expect(order()).toEqual(["Sofía", "Ana", "Lucía"]);
		expect(view.getByRole("button", { name: "Sofía earlier" }).hasAttribute("disabled")).toBe(true);
		expect(view.getByRole("button", { name: "Lucía later" }).hasAttribute("disabled")).toBe(true);
	});

	it("come and go, and one may have several turns", () => {
		const { press, view, order } = open();
		press("Take Lucía out");
		fireEvent.change(view.getByLabelText("Add a turn"), { target: { value: "ana" } });
		expect(order()).toEqual(["Ana", "Sofía", "Ana"]);
	});
});
