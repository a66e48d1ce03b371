// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Child, render } from "./dom";

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement("div");
  document.body.replaceChildren(root);
});

const show = (child: Child) => {
  render(child, root);
  return root.innerHTML;
};

describe("render", () => {
  it.each<[string, Child, string]>([
    ["an element", <p class="a">b</p>, '<p class="a">b</p>'],
    [
      "texts and numbers",
      <p>
        {"a"}
        {1}
      </p>,
      "<p>a1</p>",
    ],
    [
      "nothing for what is not there",
      <p>
        {null}
        {undefined}
        {false}
        {true}
        {""}
      </p>,
      "<p></p>",
    ],
    ["zero", <p>{0}</p>, "<p>0</p>"],
    [
      "a fragment",
      <>
        <b>1</b>
        <i>2</i>
      </>,
      "<b>1</b><i>2</i>",
    ],
    ["lists in lists", <p>{[["a"], [<b key="x">b</b>]]}</p>, "<p>a<b>b</b></p>"],
    [
      "true and false",
      <button type="button" disabled={true} hidden={false} aria-expanded={false} />,
      '<button type="button" disabled="" aria-expanded="false"></button>',
    ],
    [
      "HTML as text",
      <p title={'"><b>'}>{"<b>&amp;</b>"}</p>,
      '<p title="&quot;><b>">&lt;b&gt;&amp;amp;&lt;/b&gt;</p>',
    ],
  ])("shows %s", (_, child, html) => {
    expect(show(child)).toBe(html);
  });

  it("changes what differs and keeps the nodes", () => {
    const view = (text: string, name?: string) => (
      <p class={name}>
        <b>{text}</b>
      </p>
    );
    show(view("a", "x"));
    const bold = root.querySelector("b");
    expect(show(view("b"))).toBe("<p><b>b</b></p>");
    expect(root.querySelector("b")).toBe(bold);
  });

  it("keeps a place for what comes and goes", () => {
    const view = (isThere: boolean) => (
      <div>
        {isThere && <i />}
        <input />
      </div>
    );
    show(view(false));
    const input = root.querySelector("input");
    expect(show(view(true))).toBe("<div><i></i><input></div>");
    show(view(false));
    expect(root.querySelector("input")).toBe(input);
  });

  it("takes another element for another name", () => {
    const view = (isLink: boolean) => <div>{isLink ? <a href="/x">1</a> : <b>1</b>}</div>;
    show(view(true));
    expect(show(view(false))).toBe("<div><b>1</b></div>");
  });

  it.each([
    ["at the end", "abc", "abcd"],
    ["at the front", "abc", "dabc"],
    ["out of the middle", "abc", "ac"],
    ["turned around", "abcd", "dcba"],
    ["all new", "abc", "xyz"],
    ["mixed", "abcdef", "fxbaye"],
    ["gone", "abc", ""],
  ])("moves keyed elements: %s", (_, before, after) => {
    const List = ({ keys }: { keys: string }) => (
      <ul>
        {[...keys].map((key) => (
          <li key={key}>{key}</li>
        ))}
      </ul>
    );
    show(<List keys={before} />);
    const nodes = new Map([...root.querySelectorAll("li")].map((one) => [one.textContent, one]));
    show(<List keys={after} />);
    const shown = [...root.querySelectorAll("li")];
    expect(shown.map((one) => one.textContent).join("")).toBe(after);
    for (const one of shown)
      if (before.includes(one.textContent ?? "")) expect(one).toBe(nodes.get(one.textContent));
  });

  it("gives a component's key to what it shows", () => {
    const Item = ({ name }: { name: string }) => <li>{name}</li>;
    const view = (names: string[]) => (
      <ul>
        {names.map((name) => (
          <Item key={name} name={name} />
        ))}
      </ul>
    );
    show(view(["a", "b"]));
    const second = root.querySelectorAll("li")[1];
    show(view(["b"]));
    expect(root.querySelector("li")).toBe(second);
  });

  it("exchanges handlers", () => {
    const [first, second] = [vi.fn(), vi.fn()];
    show(<button type="button" onClick={first} />);
    show(<button type="button" onClick={second} />);
    root.querySelector("button")?.click();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
    show(<button type="button" />);
    root.querySelector("button")?.click();
    expect(second).toHaveBeenCalledOnce();
  });

  it("does not mind what a handler returns", () => {
    show(<input type="checkbox" onClick={() => false} />);
    const box = root.querySelector("input");
    box?.click();
    expect(box?.checked).toBe(true);
  });

  it("tells elements when they are in the page, and after each time", () => {
    const [mounted, shown] = [vi.fn((one: Element) => expect(one.isConnected).toBe(true)), vi.fn()];
    const view = (
      <div>
        <p mounted={mounted} shown={shown} />
      </div>
    );
    show(view);
    show(view);
    expect(mounted).toHaveBeenCalledOnce();
    expect(shown).toHaveBeenCalledTimes(2);
  });

  it("leaves alone what was typed, and shows what the state says", () => {
    const view = (value: string) => <textarea value={value} />;
    show(view("a"));
    const area = root.querySelector("textarea") as HTMLTextAreaElement;
    area.value = "ab";
    show(view("ab"));
    expect(area.value).toBe("ab");
    show(view(""));
    expect(area.value).toBe("");
  });

  it("draws in the name space of drawings", () => {
    show(
      <svg viewBox="0 0 1 1" aria-hidden="true">
        <path d="M0 0" />
      </svg>,
    );
    expect(root.querySelector("path")?.namespaceURI).toBe("http://www.w3.org/2000/svg");
  });
});
