import { Component, type ComponentChildren, type JSX } from "preact";

interface Props {
  label: string;
  class: string;
  onClosed: () => void;
  children: ComponentChildren;
}

/** The browser's own modal dialog: it keeps the focus inside, closes with Esc and gives the focus back. */
export class Dialog extends Component<Props> {
  private element: HTMLDialogElement | null = null;

  override componentDidMount(): void {
    this.element?.showModal();
  }

  override render({ label, onClosed, children, ...props }: Props): JSX.Element {
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes; Esc does so by itself
      <dialog
        class={props.class}
        aria-label={label}
        onClose={onClosed}
        onClick={(event) => event.target === this.element && this.element?.close()}
        ref={(element) => {
          this.element = element;
        }}
      >
        {children}
      </dialog>
    );
  }
}
