// A program as a user of odata2ts would write it. It is compiled with strict rules against the client generated from $metadata.
import type { HttpResponseModel, ODataHttpClient } from "@odata2ts/http-client-api";
import { kawasakiService } from "../generated/client/kawasakiService";

class FetchClient implements ODataHttpClient<Record<string, string>> {
  async get<T>(url: string, headers?: Record<string, string>): Promise<HttpResponseModel<T>> {
    const answer = await fetch(url, { headers });
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
    return { status: answer.status, statusText: answer.statusText, headers: Object.fromEntries(answer.headers), data: (await answer.json()) as T };
  }

  readonly post = readOnly;
  readonly put = readOnly;
  readonly patch = readOnly;
  readonly delete = readOnly;
}

const readOnly = (): Promise<never> => Promise.reject(new Error("The service is only read."));

type Cell = string | number | boolean | null | undefined;

/** Reads of every kind; each gives rows of cells. */
export const reads: Record<string, (root: string) => Promise<Cell[][]>> = {
  list: async (root) => (await tasks(root).query()).data.value.map((task) => [task.code, task.name, task.number, task.securesMoney]),

  key: async (root) => {
    const { data } = await service(root).reformTasks("ar3-1-2-4").query();
    return [[data.code, data.name, data.departmentText, data.line]];
  },

  filter: async (root) => {
    const { data } = await tasks(root).query((builder, task) => builder.filter(task.securesMoney.eq(true), task.name.contains("施設")).select("code", "name"));
    return data.value.map((task) => [task.code, task.name]);
  },

  filterByPath: async (root) => {
    const { data } = await service(root).indicators().query((builder, indicator) =>
      builder.filter(indicator.observations.any((o) => o.valueType.eq("target").and(o.value.ge(95)).and(o.unit.eq("%")))).select("code"));
    return data.value.map((indicator) => [indicator.code]);
  },

  orderby: async (root) => {
    const { data } = await tasks(root).query((builder, task) => builder.orderBy(task.number.desc(), task.code.asc()).top(20).skip(5));
    return data.value.map((task) => [task.code, task.number]);
  },

  expand: async (root) => {
    const { data } = await tasks(root).query((builder) =>
      builder.expanding("item", (item) => item.select("name").expanding("pillar", (pillar) => pillar.select("number"))).expand("departments").top(30));
    return data.value.map((task) => [task.code, task.item?.name, task.item?.pillar?.number, task.departments?.map((d) => d.code).sort().join(" ")]);
  },

  count: async (root) => {
    const { data } = await service(root).observations().query((builder, o) => builder.filter(o.status.ne("ok")).count().top(0));
    return [[data["@odata.count"]]];
  },

  search: async (root) => (await tasks(root).query((builder, task) => builder.search("学校").select("code").orderBy(task.code.asc()))).data.value.map((task) => [task.code]),

  nextPage: async (root) => {
    type Page = { value: { code: string }[]; "@odata.nextLink"?: string };
    const client = new FetchClient();
    const rows: Cell[][] = [];
    let page: Page = (await tasks(root).query((builder, task) => builder.filter(task.number.le(20)).select("code"), { Prefer: "odata.maxpagesize=25" })).data;
    for (let pages = 1; ; pages++) {
      rows.push(...page.value.map((task) => [task.code, pages]));
      const next = page["@odata.nextLink"];
      if (next === undefined) return rows;
      page = (await client.get<Page>(next, { Prefer: "odata.maxpagesize=25" })).data;
    }
  },

  navigation: async (root) => {
    const { data } = await service(root).departments().query((builder) => builder.select("code").top(1));
    const { data: theirs } = await service(root).departments(data.value[0]!.code).reformTasks().query((builder) => builder.select("code"));
    return theirs.value.map((task) => [data.value[0]!.code, task.code]);
  },
};

const service = (root: string) => new kawasakiService(new FetchClient(), root.replace(/\/$/, ""));
const tasks = (root: string) => service(root).reformTasks();
