import { describeEveryPage } from "./every-page.ts";

await describeEveryPage("en", "loaded");
