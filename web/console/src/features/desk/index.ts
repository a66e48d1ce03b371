export { useSearch } from "./search_results";
