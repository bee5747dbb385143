import { measurePage } from "../pages/measure-page.ts";
import { benchPages } from "../pages/page-list.ts";
import { percentile } from "../pages/percentiles.ts";
import type { Part } from "./part.ts";

export const pages: Part = {
  title: "pages, ms",
  async measure({ client, web, cookie, subject, rounds }) {
    const medians = new Map<string, number>();
    for (const page of benchPages) {
      const measured = await measurePage(page, { client, url: web.url, cookie, subject, rounds });
      medians.set(page.name, percentile(measured.pages, 0.5));
    }
    return medians;
  },
};
