// The same question in the languages in which people work. The address is percent-encoded: it holds no quote and no backslash, so that it stands in any string as it is.
const all = {
  curl: (url) => `curl -s '${url}'`,
  "Python (pandas)": (url) => `import pandas as pd
import requests

url = "${url}"
rows = []
while url:  # a long answer comes in pages
    answer = requests.get(url, timeout=60)
    answer.raise_for_status()
    page = answer.json()
    rows += page["value"]
    url = page.get("@odata.nextLink")

data = pd.json_normalize(rows)
print(data)`,
  R: (url) => `library(jsonlite)

url <- "${url}"
pages <- list()
while (!is.null(url)) {  # a long answer comes in pages
  page <- fromJSON(url, flatten = TRUE)
  pages <- c(pages, list(page$value))
  url <- page[["@odata.nextLink"]]
}
data <- rbind_pages(pages)
print(data)`,
  JavaScript: (url) => `const rows = [];
for (let url = "${url}"; url; ) {  // a long answer comes in pages
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(await answer.text());
  const page = await answer.json();
  rows.push(...page.value);
  url = page["@odata.nextLink"];
}
console.table(rows);`,
  "Excel / Power BI (OData)": (url) => `let
    Source = OData.Feed("${url}", null, [Implementation = "2.0"])
in
    Source`,
  "Excel / Power BI (JSON)": (url) => `let
    Pages = List.Generate(
        () => Json.Document(Web.Contents("${url}")),
        each _ <> null,
        each if Record.HasFields(_, "@odata.nextLink") then Json.Document(Web.Contents(Record.Field(_, "@odata.nextLink"))) else null,
        each [value]),
    Source = Table.FromRecords(List.Combine(Pages), null, MissingField.UseNull)
in
    Source`,
};

/** Names of the languages. */
export const names = Object.keys(all);

/** The question in a language. */
export const snippet = (name, url) => all[name](url);
