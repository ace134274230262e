// Runs in the page: a form that makes, changes and deletes rows in batches, as a user would who saves after each step.
// Each step is answered by what the form then shows, or by the status of the failure it was told.
globalThis.edit = async ({ key, list: path, steps, columns }) => {
  const [ODataModel] = await new Promise((resolve, reject) =>
    sap.ui.require(["sap/ui/model/odata/v4/ODataModel"], (...modules) => resolve(modules), reject));
  const model = new ODataModel({ serviceUrl: "/odata/", groupId: "$auto", updateGroupId: "save", operationMode: "Server", httpHeaders: { Authorization: `Bearer ${key}` } });
  const opened = new Map();
  const open = async (code) => {
    if (!opened.has(code)) {
      opened.set(code, model.bindContext(`${path}('${code}')`).getBoundContext());
      await opened.get(code).requestObject();
    }

    return opened.get(code);
  };
  const shown = (row) => columns.map((column) => row[column] ?? null);
  const doers = {
    create: async ({ row }) => {
      const made = model.bindList(path, undefined, [], [], { $$updateGroupId: "save" }).create(row);
      await Promise.all([model.submitBatch("save"), made.created()]);
      return shown(made.getObject());
    },
    change: async ({ code, values }) => {
      const form = await open(code);
      const changes = Object.entries(values).map(([name, value]) => form.setProperty(name, value));
      await Promise.all([model.submitBatch("save"), ...changes]).catch((error) => {
        model.resetChanges("save");
        throw error;
      });
      return shown(await form.requestObject());
    },
    remove: async ({ code }) => {
      const form = await open(code);
      await Promise.all([form.delete("save"), model.submitBatch("save")]);
      return "gone";
    },
    refresh: async ({ code }) => {
      const form = await open(code);
      await form.requestRefresh();
      return shown(await form.requestObject());
    },
    // Somebody else's change, past this form.
    meanwhile: async ({ code, values }) =>
      (await fetch(`/odata${path}('${code}')`, { method: "PATCH", headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", "If-Match": "*" }, body: JSON.stringify(values) })).status,
    open: async ({ code }) => shown((await open(code)).getObject()),
  };

  try {
    const answers = [];
    for (const { does, ...step } of steps) {
      answers.push(await doers[does](step).catch((error) => ({ status: error.status ?? String(error), message: error.message })));
    }

    return { answers };
  } finally {
    model.destroy();
  }
};
