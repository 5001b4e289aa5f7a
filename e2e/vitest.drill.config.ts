import { defineConfig } from "vitest/config";
import config from "./vitest.config.ts";

// `npm run test:drill`: cuts and kills what the product stands on while it runs; takes minutes and a machine of its own.
export default defineConfig({ ...config, test: { ...config.test, include: ["e2e/**/*.drill.ts"] } });
