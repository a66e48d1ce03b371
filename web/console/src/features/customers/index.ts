export { SidePane } from "./side_pane";
