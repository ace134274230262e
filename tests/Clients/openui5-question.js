// Runs in the page: one question to the ODataModel, as a control with a growing list, a table or a form would ask it.
globalThis.question = async ({ path, element, sorters = [], filters = [], parameters = {}, windows = [[0, 100]], expandLevels = 0, groupId = "$direct", columns }) => {
  const [ODataModel, Filter, Sorter] = await new Promise((resolve, reject) =>
    sap.ui.require(["sap/ui/model/odata/v4/ODataModel", "sap/ui/model/Filter", "sap/ui/model/Sorter"], (...modules) => resolve(modules), reject));
  const model = new ODataModel({ serviceUrl: "/odata/", groupId, operationMode: "Server" });
  const at = (context) => {
    const row = context.getObject();
    return columns.map((column) => column.split("/").reduce((value, name) => value?.[name] ?? null, row));
  };
  const toFilter = ({ all, any, ...filter }) =>
    all || any
      ? new Filter({ filters: (all ?? any).map(toFilter), and: all !== undefined })
      : new Filter({ ...filter, ...(filter.condition && { condition: toFilter(filter.condition) }) });

  try {
    if (element) {
      const context = model.bindContext(path, undefined, parameters).getBoundContext();
      await context.requestObject();
      return { rows: [at(context)], label: await model.getMetaModel().requestObject(`${element}@Org.OData.Core.V1.Description`) };
    }

    const list = model.bindList(path, undefined, sorters.map(([name, isDescending]) => new Sorter(name, isDescending)), filters.map(toFilter), parameters);
    let contexts = [];
    for (const [first, length] of windows) {
      contexts = await list.requestContexts(first, length);
    }

    for (let level = 0; level < expandLevels; level++) {
      for (const context of contexts.filter((node) => node.isExpanded() === false)) {
        await context.expand();
      }

      contexts = await list.requestContexts(0, 1000);
    }

    return { rows: contexts.map(at), length: list.getLength(), isLengthFinal: list.isLengthFinal() };
  } finally {
    model.destroy();
  }
};
