export { CallCard } from "./call_card";
