import { circle, stroked } from "./shape";

export const InboxIcon = stroked("M3 11.5 5 4.5h10l2 7v4H3zM3 11.5h4l1 2h4l1-2h4");
export const ChatIcon = stroked(
  "M10 3.6c4 0 7 2.7 7 6.1s-3 6.1-7 6.1c-1 0-2-.2-2.9-.5L3.5 16.5l1-3A5.7 5.7 0 0 1 3 9.7c0-3.4 3-6.1 7-6.1z",
);
export const UsersIcon = stroked(
  `${circle(8, 7, 3)}M2.5 16.5c.4-3 2.6-4.7 5.5-4.7s5.1 1.7 5.5 4.7M13 4.3a3 3 0 0 1 0 5.4M15 12.3c1.5.7 2.3 2.2 2.5 4.2`,
);
export const PersonIcon = stroked(`${circle(10, 7, 3.2)}M4 16.8c.4-3.3 2.9-5 6-5s5.6 1.7 6 5`);
export const CommandIcon = stroked(
  "M7.5 7.5h5v5h-5zM7.5 7.5V5.6a2 2 0 1 0-2 1.9zM12.5 7.5h1.9a2 2 0 1 0-1.9-2zM12.5 12.5v1.9a2 2 0 1 0 2-1.9zM7.5 12.5H5.6a2 2 0 1 0 1.9 2z",
);
export const HelpIcon = stroked(
  `${circle(10, 10, 7)}M8 8.1a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M10 14v.1`,
);
export const GearIcon = stroked(
  `M8.6 3h2.8l.4 2 1.6.9 1.9-.7 1.4 2.4-1.5 1.3v2.2l1.5 1.3-1.4 2.4-1.9-.7-1.6.9-.4 2H8.6l-.4-2-1.6-.9-1.9.7-1.4-2.4 1.5-1.3V8.9L3.3 7.6l1.4-2.4 1.9.7L8.2 5z${circle(10, 10, 2.3)}`,
);
export const ClockIcon = stroked(`${circle(10, 10, 7)}M10 6v4.2l2.6 1.6`);
export const AlarmIcon = stroked(
  `${circle(10, 11, 5.6)}M10 8.2V11l1.8 1.2M3.2 6l2.6-2.3M16.8 6l-2.6-2.3`,
);
export const BellIcon = stroked("M5 13.5V9a5 5 0 0 1 10 0v4.5l1.3 1.5H3.7zM8.5 17.2h3");
export const BellOffIcon = stroked(
  "M5 13.5V9c0-.8.2-1.5.5-2.1M7.7 4.6A5 5 0 0 1 15 9v3M13.5 15H3.7L5 13.5M8.5 17.2h3M3.5 3.5l13 13",
);
export const BuildingIcon = stroked(
  "M4.5 17V3.5h11V17M3 17h14M8 7h.1M12 7h.1M8 10.5h.1M12 10.5h.1M8.5 17v-3h3v3",
);
export const NoteIcon = stroked("M4 3.5h12V12l-4.5 4.5H4zM11.5 16.5V12H16");
export const TemplateIcon = stroked("M4.5 3.5h11v13h-11zM7.5 7h5M7.5 10h5M7.5 13h3");
export const FileIcon = stroked("M5 2.8h6.5L15.5 7v10.2H5zM11.5 2.8V7h4");
export const ImageIcon = stroked(
  `M4.5 3.5h11a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15V5a1.5 1.5 0 0 1 1.5-1.5zM3.5 14.5l4-4 3.5 3.5 2-2 3.5 3.3${circle(7.3, 7.6, 1.2)}`,
);
export const GlobeIcon = stroked(
  `${circle(10, 10, 7)}M3 10h14M10 3c2.5 2.2 3 5 3 7s-.5 4.8-3 7c-2.5-2.2-3-5-3-7s.5-4.8 3-7z`,
);
export const DeviceIcon = stroked(
  "M7 2.8h6a1 1 0 0 1 1 1v12.4a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V3.8a1 1 0 0 1 1-1zM9.3 14.6h1.4",
);
export const MonitorIcon = stroked("M3 4.5h14v9H3zM7 17h6M10 13.5V17");
export const PinIcon = stroked(
  `M10 17.3c3.5-3.6 5-6 5-8.3a5 5 0 0 0-10 0c0 2.3 1.5 4.7 5 8.3z${circle(10, 9, 1.7)}`,
);
export const WindowIcon = stroked(
  "M4.5 4h11A1.5 1.5 0 0 1 17 5.5v9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5v-9A1.5 1.5 0 0 1 4.5 4zM3 7.8h14",
);
export const ShieldIcon = stroked("M10 2.8l6 2.2v4.5c0 3.8-2.5 6.3-6 7.7-3.5-1.4-6-3.9-6-7.7V5z");
export const BriefcaseIcon = stroked(
  "M4.5 6.5h11A1.5 1.5 0 0 1 17 8v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15V8a1.5 1.5 0 0 1 1.5-1.5zM7.5 6.5v-2h5v2M3 11h14",
);
export const CupIcon = stroked(
  "M4.5 7.5h9V12a4 4 0 0 1-4 4h-1a4 4 0 0 1-4-4zM13.5 8.5H15a2 2 0 0 1 0 4h-1.6M7 2.8v2M10.5 2.8v2",
);
export const KeyIcon = stroked(`${circle(13, 7, 3.5)}M10.5 9.5l-7 7M6 14l1.8 1.8`);
export const MailIcon = stroked(
  "M4.5 4.5h11A1.5 1.5 0 0 1 17 6v8a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14V6a1.5 1.5 0 0 1 1.5-1.5zM3.5 6l6.5 5 6.5-5",
);
export const StoreIcon = stroked(
  "M3.5 8 5 3.5h10L16.5 8M3.5 8a2.15 2.15 0 0 0 4.3 0 2.15 2.15 0 0 0 4.4 0 2.15 2.15 0 0 0 4.3 0M4.5 10.8v5.7h11v-5.7M8.5 16.5v-3.7h3v3.7",
);
export const HistoryIcon = stroked("M4.3 6.5A6.8 6.8 0 1 1 3.2 10M4 3.5v3.2h3.2M10 6.5V10l2.5 1.5");
export const HeadsetIcon = stroked(
  "M4 12v-2a6 6 0 0 1 12 0v2M4 11.5h2v4.5H5a1 1 0 0 1-1-1zM16 11.5h-2v4.5h1a1 1 0 0 0 1-1zM15 16c0 1-1 1.5-3 1.5",
);
export const LockIcon = stroked("M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9");
export const SoundIcon = stroked(
  "M3.5 8v4h3L11 16V4L6.5 8zM13.8 7.5a3.6 3.6 0 0 1 0 5M15.8 5.5a6.4 6.4 0 0 1 0 9",
);
export const KeyboardIcon = stroked(
  "M3 5h14v10H3zM6 8h.1M9 8h.1M12 8h.1M14.5 8h.1M6 11.8h8M5.8 11.8h.1",
);
