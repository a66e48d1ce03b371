export { CallLine } from "./call_line";
export { PhoneAttention } from "./phone_attention";
