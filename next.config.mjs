// Plain JavaScript without next-intl's plugin: either would bring compilers of 45 MB into the web process.

// Every process of one build must name the same build, so the first one tells the others.
process.env.LAZO_BUILD ??= Date.now().toString(36);

const headers = [
	{ key: "X-Content-Type-Options", value: "nosniff" },
	{ key: "X-Frame-Options", value: "DENY" },
	{ key: "Referrer-Policy", value: "same-origin" },
	{ key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
	{ key: "Cross-Origin-Opener-Policy", value: "same-origin" },
	{ key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

/** @type {import("next").NextConfig} */
const config = {
	// Several servers may be developed against side by side, each with its own folder (`LAZO_DIST=.next-2`).
	distDir: process.env.LAZO_DIST ?? ".next",
	poweredByHeader: false,
	reactStrictMode: true,
	// `npm run check` holds the types; a newcomer's first build need not wait for that.
	typescript: { ignoreBuildErrors: true },
	env: { LAZO_BUILD: process.env.LAZO_BUILD },
	images: { unoptimized: true },
	serverExternalPackages: [
		"pg",
		"pg-boss",
		"pino",
		"undici",
		"prom-client",
		"openid-client",
		"jose",
		"@prisma/client",
		"@prisma/adapter-pg",
	],
	// A scraper asks for /metrics as text; people get the page of that name.
	rewrites: async () => ({
		beforeFiles: [
			{
				source: "/metrics",
				has: [{ type: "header", key: "accept", value: ".*(text/plain|openmetrics-text).*" }],
				destination: "/api/metrics",
			},
		],
		afterFiles: [],
		fallback: [],
	}),
	headers: async () => [{ source: "/:path*", headers }],
	// Texts arrive compiled (i18n/compile-messages.ts), so the parser of their language stays out of every bundle.
	turbopack: {
		resolveAlias: {
			"next-intl/config": "./i18n/request.ts",
			"use-intl/format-message": "use-intl/format-message/format-only",
		},
	},
	devIndicators: false,
	allowedDevOrigins: ["127.0.0.1"],
};

export default config;
