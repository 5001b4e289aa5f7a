/** The style sheet of the sign-in page: one column, light or dark as the system has it. */
export const loginStyle = `
:root {
	color-scheme: light dark;
	--paper: light-dark(oklch(98.5% 0.003 250), oklch(17% 0.012 260));
	--card: light-dark(#fff, oklch(21% 0.014 260));
	--line: light-dark(oklch(90% 0.008 250), oklch(31% 0.016 260));
	--ink: light-dark(oklch(24% 0.02 260), oklch(94% 0.006 250));
	--soft: light-dark(oklch(47% 0.02 260), oklch(73% 0.014 250));
	--accent: light-dark(oklch(50% 0.17 268), oklch(76% 0.12 268));
	--tint: light-dark(oklch(95% 0.025 268), oklch(28% 0.05 268));
}
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; padding: clamp(24px, 8vh, 96px) 16px 32px; background: var(--paper); color: var(--ink);
	font: 14px/1.5 "Inter Variable", Inter, system-ui, sans-serif; }
main { max-width: 640px; margin: 0 auto; }
.mark { display: flex; align-items: center; gap: 8px; margin-bottom: 24px; color: var(--soft); font-weight: 500; }
.mark svg { color: var(--accent); }
h1 { font-size: 24px; line-height: 1.25; font-weight: 600; letter-spacing: -0.01em; margin-bottom: 4px; }
p { color: var(--soft); }
form { display: grid; gap: 20px; margin: 28px 0; }
h2 { font-size: 12px; font-weight: 500; color: var(--soft); margin-bottom: 8px; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr)); gap: 8px; }
button { display: grid; grid-template-columns: 36px 1fr; align-items: center; gap: 12px; padding: 12px; text-align: left;
	font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
button:hover { border-color: var(--accent); background: var(--tint); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.face { display: grid; place-items: center; width: 36px; height: 36px; border-radius: 50%; background: var(--tint);
	color: var(--accent); font-weight: 600; font-size: 13px; }
.name { display: block; font-weight: 600; }
.role { display: block; color: var(--soft); font-size: 12px; }
.note { font-size: 12px; border-top: 1px solid var(--line); padding-top: 16px; }
code { overflow-wrap: anywhere; }
@media (prefers-reduced-motion: no-preference) { button { transition: border-color 120ms, background-color 120ms; } }
`;
