export { LanguageChoice } from "./entrance";
