export { useSearch } from "./search";
