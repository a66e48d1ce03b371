/**
 * Shows a state: JSX becomes a tree of elements, and the page is changed where it differs from the tree before. A
 * component is a plain function of its properties; what changes lives in the state alone, so nothing more is needed.
 */
export interface Tag {
  name: string;
  props: Props;
  children: Child[];
  key: string | undefined;
}

export type Child = Tag | string | number | boolean | null | undefined | Child[];

type Component = (props: never) => Child;
type Props = Record<string, unknown> & {
  key?: string;
  /** After the element came into the page. */
  mounted?: (element: Element) => void;
  /** After each time the state was shown, also the first. */
  shown?: (element: Element) => void;
};

export function h(type: string | Component, given: Props | null, ...children: Child[]): Child {
  const { key, ...props } = given ?? {};
  if (typeof type === "string") return { name: type, props, children, key };
  const child = type({ ...props, children } as never);
  return key && child && typeof child === "object" && "name" in child ? { ...child, key } : child;
}

export function Fragment({ children }: { children: Child[] }): Child {
  return children;
}

/** A part of the tree and the node of the page that shows it. */
interface Shown {
  name: string;
  props: Props;
  node: Element | Text;
  children: Map<string, Shown>;
}

const kText = "";
/** What elements asked to be told, once the whole tree is in the page. */
let told: (() => void)[] = [];
const roots = new WeakMap<Element, Map<string, Shown>>();

/** Children by a name that stays the same from one tree to the next: their key, else their place. */
function named(children: Child[], prefix = "", all = new Map<string, Tag | string>()) {
  children.forEach((child, index) => {
    if (Array.isArray(child)) named(child, `${prefix + index}.`, all);
    else if (child && typeof child === "object")
      all.set(prefix + (child.key ?? index) + child.name, child);
    else if (typeof child !== "boolean" && child != null && child !== "")
      all.set(prefix + index, `${child}`);
  });
  return all;
}

function create(name: string): Shown {
  const isDrawn = name === "svg" || name === "path";
  const node =
    name === kText
      ? document.createTextNode("")
      : isDrawn
        ? document.createElementNS("http://www.w3.org/2000/svg", name)
        : document.createElement(name);
  return { name, props: {}, node, children: new Map() };
}

/** What a handler returns means nothing; to the browser alone it would: false prevents what it does by itself. */
function listen(element: Element, name: string, handler: unknown): void {
  const handle = handler as ((event: Event) => unknown) | undefined;
  (element as never as Props)[name] = handle && ((event: Event) => void handle(event));
}

function setProperty(element: Element, name: string, value: unknown): void {
  const isAria = name.startsWith("aria-");
  if (name.startsWith("on")) listen(element, name.toLowerCase(), value);
  else if (value == null || (value === false && !isAria)) element.removeAttribute(name);
  else element.setAttribute(name, value === true && !isAria ? "" : `${value}`);
}

function setProperties(element: Element, before: Props, after: Props): void {
  for (const name in { ...before, ...after }) {
    if (name === "mounted" || name === "shown") continue;
    // What was typed is newer than what we showed last.
    if (name === "value" && element instanceof HTMLTextAreaElement) {
      if (element.value !== after.value) element.value = `${after.value}`;
    } else if (before[name] !== after[name]) setProperty(element, name, after[name]);
  }
}

function show(shown: Shown, child: Tag | string): void {
  const { node } = shown;
  if (typeof child === "string") {
    if (node.textContent !== child) node.textContent = child;
    return;
  }
  const element = node as Element;
  setProperties(element, shown.props, child.props);
  shown.props = child.props;
  shown.children = patch(element, shown.children, child.children);
}

function patch(parent: Element, before: Map<string, Shown>, children: Child[]): Map<string, Shown> {
  const wanted = named(children);
  const after = new Map<string, Shown>();
  for (const [name, { node }] of before) if (!wanted.has(name)) node.remove();
  let next = parent.firstChild;
  for (const [name, child] of wanted) {
    const known = before.get(name);
    const shown = known ?? create(typeof child === "string" ? kText : child.name);
    after.set(name, shown);
    show(shown, child);
    if (shown.node === next) next = next.nextSibling;
    else parent.insertBefore(shown.node, next);
    if (typeof child === "string") continue;
    const { mounted, shown: wasShown } = child.props;
    if (mounted && !known) told.push(() => mounted(shown.node as Element));
    if (wasShown) told.push(() => wasShown(shown.node as Element));
  }
  return after;
}

export function render(child: Child, root: Element): void {
  told = [];
  roots.set(root, patch(root, roots.get(root) ?? new Map(), [child]));
  for (const tell of told) tell();
}

type Handler<E, T> = (event: E & { currentTarget: T }) => void;

interface Attributes<T> {
  key?: string;
  children?: unknown;
  mounted?: (element: T) => void;
  shown?: (element: T) => void;
  onClick?: Handler<MouseEvent, T>;
  onInput?: Handler<Event, T>;
  onChange?: Handler<Event, T>;
  onClose?: Handler<Event, T>;
  onSubmit?: Handler<SubmitEvent, T>;
  onKeyDown?: Handler<KeyboardEvent, T>;
  onPaste?: Handler<ClipboardEvent, T>;
  onDragOver?: Handler<DragEvent, T>;
  onDrop?: Handler<DragEvent, T>;
  onScroll?: Handler<Event, T>;
  [attribute: string]: unknown;
}

declare global {
  namespace JSX {
    type Element = Child;
    interface ElementChildrenAttribute {
      children: unknown;
    }
    interface IntrinsicAttributes {
      key?: string;
    }
    type IntrinsicElements = {
      [K in keyof HTMLElementTagNameMap]: Attributes<HTMLElementTagNameMap[K]>;
    } & { svg: Attributes<SVGSVGElement>; path: Attributes<SVGPathElement> };
  }
}
