import { circle, stroked } from "./shape";

export const SearchIcon = stroked(`${circle(9, 9, 5.3)}M13 13l4 4`);
export const ListIcon = stroked(
  "M7.5 5.5H17M7.5 10H17M7.5 14.5H17M3.5 5.5h.1M3.5 10h.1M3.5 14.5h.1",
);
export const AttachIcon = stroked(
  "M15.8 9l-6 6a3.6 3.6 0 0 1-5.1-5.1l6.4-6.4a2.4 2.4 0 0 1 3.4 3.4l-6.3 6.3a1.2 1.2 0 0 1-1.7-1.7L12 6",
);
export const SendIcon = stroked("M17 3 2.8 8.7l5.7 2.8 2.8 5.7zM17 3l-8.5 8.5");
export const HandOverIcon = stroked(
  `${circle(8, 6.5, 3)}M3 16.5c.3-3 2.2-4.8 5-4.8M11.3 14.5H17M14.7 12l2.5 2.5-2.5 2.5`,
);
export const TakeIcon = stroked("M10 3v8M6.5 8l3.5 3.5L13.5 8M3.5 12v4.5h13V12");
export const PlusIcon = stroked("M10 4v12M4 10h12");
export const CopyIcon = stroked(
  "M8.5 7h6.5a1.5 1.5 0 0 1 1.5 1.5V15a1.5 1.5 0 0 1-1.5 1.5H8.5A1.5 1.5 0 0 1 7 15V8.5A1.5 1.5 0 0 1 8.5 7zM4.5 13A1.5 1.5 0 0 1 3.5 11.5v-7a1 1 0 0 1 1-1h7A1.5 1.5 0 0 1 13 4.5",
);
export const TrashIcon = stroked("M4 5.5h12M8 5.5V3.8h4v1.7M5.5 5.5l.8 11h7.4l.8-11");
export const SidePaneIcon = stroked(
  "M4.5 3.5h11A1.5 1.5 0 0 1 17 5v10a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15V5a1.5 1.5 0 0 1 1.5-1.5zM12 3.5v13",
);
export const PencilIcon = stroked("M4 16l.8-3.3L13 4.5l2.5 2.5-8.2 8.2z");
export const LinkIcon = stroked(
  "M8.5 11.5l3-3M9 6.5l1.8-1.8a3.2 3.2 0 0 1 4.5 4.5L13.5 11M11 13.5l-1.8 1.8a3.2 3.2 0 0 1-4.5-4.5L6.5 9",
);
export const SignOutIcon = stroked("M11.5 3.5h-7v13h7M8.5 10H17M14 7l3 3-3 3");
export const UndoIcon = stroked("M7 4.5 3.5 8 7 11.5M4 8h7.5a4.3 4.3 0 0 1 0 8.6H9");
export const RefreshIcon = stroked(
  "M16 8A6.3 6.3 0 0 0 4.5 7M4.5 3.5V7H8M4 12a6.3 6.3 0 0 0 11.5 1M15.5 16.5V13H12",
);
export const DownloadIcon = stroked("M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13");
export const CloseIcon = stroked("M5 5l10 10M15 5L5 15");
export const MoreIcon = stroked(
  "",
  <g fill="currentColor" stroke="none">
    <circle cx="4.5" cy="10" r="1.3" />
    <circle cx="10" cy="10" r="1.3" />
    <circle cx="15.5" cy="10" r="1.3" />
  </g>,
);
export const ChevronDownIcon = stroked("M5.5 8l4.5 4.5L14.5 8");
export const ChevronUpIcon = stroked("M5.5 12.5 10 8l4.5 4.5");
export const ChevronRightIcon = stroked("M8 5.5l4.5 4.5L8 14.5");
export const BackIcon = stroked("M12 4.5 6.5 10l5.5 5.5");
export const ArrowRightIcon = stroked("M4 10h12M11.5 5.5 16 10l-4.5 4.5");
export const ArrowDownIcon = stroked("M10 4v12M5.5 11.5 10 16l4.5-4.5");
export const UpDownIcon = stroked("M7 8l3-3 3 3M7 12l3 3 3-3");
export const EyeIcon = stroked(
  `M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z${circle(10, 10, 2.2)}`,
);
export const EyeOffIcon = stroked(
  "M4 16 16 4M8 5.3A7.6 7.6 0 0 1 10 5c4.8 0 7.5 5 7.5 5a13 13 0 0 1-2.3 2.8M12 14.7a7.6 7.6 0 0 1-2 .3c-4.8 0-7.5-5-7.5-5a13 13 0 0 1 2.3-2.8",
);
