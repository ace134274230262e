// The first page: search as you type, and the tree of a plan.
import { byId } from "./dom.js";
import { startSearch } from "./search.js";
import { startTree } from "./tree.js";

startSearch(byId("search"), byId("hits"), byId("browse"));
startTree(byId("plans"), byId("tree"));
