import { circle, stroked } from "./shape";

export const CheckIcon = stroked("M4 10.5l4 4 8-9");
export const CheckCircleIcon = stroked(`${circle(10, 10, 7)}M7 10.2l2.2 2.2 4-4.6`);
export const WarnIcon = stroked("M10 3.5 17.5 16.5h-15zM10 8.5V12M10 14.2v.1");
export const AlertIcon = stroked(`${circle(10, 10, 7)}M10 6.5v4M10 13.5v.1`);
export const BanIcon = stroked(`${circle(10, 10, 7)}M5 5l10 10`);
export const RingIcon = stroked("", <circle cx="10" cy="10" r="6.5" strokeDasharray="3 2.1" />);
export const LostIcon = stroked(
  "M3 3l14 14M5.8 11.5a6 6 0 0 1 3-1.6M3.5 8.5a9.5 9.5 0 0 1 3.3-2M10.5 5.8a9.2 9.2 0 0 1 6 2.7M13 10.7l1.2.9M10 15.2h.1",
);
export const JoinIcon = stroked(
  `${circle(9, 6.5, 3)}M3.5 16.5c.4-3 2.5-4.8 5.5-4.8M11.5 14l2 2 3.5-4`,
);
export const MoonIcon = stroked("M16 11.5A6.5 6.5 0 1 1 8.5 4a5.2 5.2 0 0 0 7.5 7.5z");
