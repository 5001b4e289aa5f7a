/** The build this code belongs to. Written into the code by the build, on server and browser alike. */
// biome-ignore lint/style/noProcessEnv: replaced by its value when built.
export const build = process.env.LAZO_BUILD ?? "development";
