/** Shared by the tests of the frame: a service, messages, and a way to let things happen one after the other. */
import type { StoredFile, VisitorMessage, VisitorView, WidgetConfig } from "./contract";
import { type Action, type Effect, initialState, type State } from "./state";
import { configLoaded, linkOpened, looked, received, update, visitFound } from "./update";

const text3 = (text: string) => ({ ja: text, en: "", ko: "" });

export const kConfig: WidgetConfig = {
  isEnabled: true,
  isOnline: true,
  isOwnPage: true,
  hasCalls: false,
  title: text3("こよみ舎 お客様窓口"),
  hoursText: text3("平日 9:00–18:00"),
  color: "#3f5b4c",
  greeting: text3("こんにちは。"),
  consentRequired: true,
  consentText: text3("記録します。"),
  consentUrl: "https://shop.example/privacy",
  offlineText: text3("席を外しています。"),
  inquiryUrl: "https://shop.example/inquiry",
  language: "ja",
  limits: { messageCharacters: 20, fileBytes: 1000, filesPerMessage: 3 },
};

export const kFile: StoredFile = {
  id: "900",
  name: "a.png",
  type: "image/png",
  size: 10,
  isImage: true,
  width: 1,
  height: 1,
};

export function message(number: number, part: Partial<VisitorMessage> = {}): VisitorMessage {
  return {
    id: String(100 + number),
    contactId: "7",
    number,
    kind: "reply",
    text: `text ${number}`,
    files: [],
    authorName: "鈴木",
    at: 1_000,
    clientId: "",
    system: null,
    ...part,
  };
}

export function view(part: Partial<VisitorView> = {}): VisitorView {
  return {
    visitorId: "1",
    consentAt: 500,
    contactId: null,
    conversation: null,
    place: null,
    operatorName: "",
    readByOperator: 0,
    isOnline: true,
    messages: [],
    hasMore: false,
    ...part,
  };
}

/** A state that lives through actions; keeps what the last one asked for. */
export class Life {
  state: State = initialState({}, false);
  now = 10_000;
  effects: Effect[] = [];

  do(...actions: Action[]): this {
    this.effects = [];
    for (const action of actions) {
      const step = update(this.state, action, this.now);
      this.state = step.state;
      this.effects.push(...step.effects);
    }
    return this;
  }

  later(ms: number, ...actions: Action[]): this {
    this.now += ms;
    return this.do(...actions);
  }

  /** The frames that the last actions sent. */
  get sent() {
    return this.effects.flatMap((effect) => (effect[0] === "send" ? [effect[1]] : []));
  }

  get asked(): string[] {
    return this.effects.map(([name]) => name);
  }

  /** Opens the link; `first` is the view that answers our hello. */
  link(first = view()): this {
    return this.do(linkOpened, received({ type: "view", view: first }));
  }
}

/** A visit that is known, linked and shown. */
export function linked(first = view()): Life {
  const life = new Life();
  life.do(configLoaded(kConfig), visitFound(first), looked({ isShown: true }));
  return life.link(view({ ...first, messages: [] }));
}
