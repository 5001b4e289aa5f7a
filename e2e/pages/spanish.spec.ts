import { describeEveryPage } from "./every-page.ts";

await describeEveryPage("es", "by link");
