import { stroked } from "./shape";

const kHandset =
  "M5.2 3.2h2.2l1.2 3.4-1.7 1.2a9.4 9.4 0 0 0 5.3 5.3l1.2-1.7 3.4 1.2v2.2a1.8 1.8 0 0 1-2 1.8A12.6 12.6 0 0 1 3.4 5.2a1.8 1.8 0 0 1 1.8-2z";

export const PhoneIcon = stroked(kHandset);
/** The handset, filled: the button that takes a call. */
export const AnswerIcon = stroked("", <path d={kHandset} fill="currentColor" strokeWidth={1} />);
export const IncomingIcon = stroked(`${kHandset}M16.8 3.2l-4.4 4.4M12.2 4.2v3.6h3.6`);
export const OutgoingIcon = stroked(`${kHandset}M12.2 7.8l4.6-4.6M13.2 3h3.8v3.8`);
export const HangUpIcon = stroked(`${kHandset}M16.8 3.2 3.2 16.8`);
export const MissedIcon = stroked(`${kHandset}M12.6 3.4l4 4M16.6 3.4l-4 4`);
export const ArrowDownLeftIcon = stroked("M15 5 6 14M6 7v7h7");
export const MicrophoneIcon = stroked(
  "M10 2.8a2.3 2.3 0 0 1 2.3 2.3v4a2.3 2.3 0 0 1-4.6 0v-4A2.3 2.3 0 0 1 10 2.8zM5 9.2a5 5 0 0 0 10 0M10 14.2v3",
);
export const MicrophoneOffIcon = stroked(
  "M12.3 8.5V5.1a2.3 2.3 0 0 0-4.4-1M7.7 7.7v1.4a2.3 2.3 0 0 0 3.6 1.9M5 9.2a5 5 0 0 0 8 4M15 9.2a5 5 0 0 1-.5 2.2M10 14.2v3M3.2 3.2l13.6 13.6",
);
/** Takes the last digit away. */
export const BackspaceIcon = stroked("M7.4 4.5H17v11H7.4L2.6 10zM10 8l4 4M14 8l-4 4");
export const KeypadIcon = stroked(
  "",
  <g fill="currentColor" stroke="none">
    {[4.5, 10, 15.5].map((x) =>
      [4, 9, 14].map((y) => <circle key={`${x}-${y}`} cx={x} cy={y} r="1.5" />),
    )}
  </g>,
);

function filled(path: string) {
  return stroked("", <path d={path} fill="currentColor" strokeWidth={1} />);
}

export const PauseIcon = filled("M5.5 4.5h3v11h-3zM11.5 4.5h3v11h-3z");
export const PlayIcon = filled("M6 4.2v11.6L15.5 10z");
