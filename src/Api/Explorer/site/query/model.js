// What can be asked, read from the service's own description (CSDL JSON): sets, their properties and ways to other sets, with labels.
import { ask } from "../ask.js";
import { language } from "../dom.js";

const label = (thing) => (language === "en" ? thing["@Core.Description"] : thing["@Core.Description#ja"]) ?? thing["@Core.Description"] ?? "";
const explained = (thing) => (language === "en" ? thing["@Core.LongDescription"] : thing["@Core.LongDescription#ja"] ?? thing["@Core.LongDescription"]) ?? "";

const kinds = { "Edm.Int32": "number", "Edm.Int64": "number", "Edm.Decimal": "number", "Edm.Double": "number", "Edm.Boolean": "boolean", "Edm.Date": "date", "Edm.DateTimeOffset": "moment" };

export async function readModel() {
  const csdl = await ask("odata/$metadata?$format=json");
  const [namespace, container] = csdl.$EntityContainer.split(/\.(?=[^.]*$)/);
  const types = csdl[namespace];
  const sets = Object.entries(types[container]).filter(([, set]) => set.$Collection && set.$Type);
  const setOf = (type) => sets.find(([, set]) => set.$Type === type)?.[0];

  return sets.map(([name, set]) => {
    const type = types[set.$Type.slice(namespace.length + 1)];
    const members = Object.entries(type).filter(([member, about]) => !/^[$@]/.test(member) && typeof about === "object");
    return {
      name, label: label(set), keys: type.$Key,
      properties: members.filter(([, about]) => about.$Kind === undefined).map(([property, about]) => propertyOf(property, about)),
      ways: members.filter(([, about]) => about.$Kind === "NavigationProperty").map(([way, about]) => ({ name: way, label: label(about), isCollection: about.$Collection === true, target: set.$NavigationPropertyBinding?.[way] ?? setOf(about.$Type) })).filter((way) => way.target),
    };
  });
}

function propertyOf(name, about) {
  const allowed = about["@Validation.AllowedValues"]?.map((one) => ({ value: one.Value, label: label(one) }));
  return { name, label: label(about), explained: explained(about), isNullable: about.$Nullable === true, isCollection: about.$Collection === true, allowed, kind: about.$Collection ? "collection" : allowed ? "choice" : kinds[about.$Type] ?? "text" };
}

/** Properties that a condition, an order or a grouping can name: those of the set, and those one single step away. */
export function reachable(model, set) {
  const own = set.properties.map((property) => ({ ...property, path: property.name, group: null }));
  const near = set.ways.filter((way) => !way.isCollection).flatMap((way) => model.find((other) => other.name === way.target).properties.map((property) => ({ ...property, path: `${way.name}/${property.name}`, group: way.label })));
  return [...own, ...near].filter((property) => property.kind !== "collection");
}
