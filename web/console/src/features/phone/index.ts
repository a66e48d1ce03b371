export { CallLine } from "./call_line";
export { DialPad } from "./dial_pad";
export { PhoneAttention } from "./phone_attention";
