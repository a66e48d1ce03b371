import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import "./overlay.css";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  isWide?: boolean;
  role?: "dialog" | "alertdialog";
  isDismissable?: boolean;
}

export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, children, isWide, role = "dialog", isDismissable = true } = props;
  return (
    <ModalOverlay
      className="scrim"
      isOpen={isOpen}
      onOpenChange={(isStill) => isStill || onClose()}
      isDismissable={isDismissable}
    >
      <Modal className={isWide ? "dialog-box wide" : "dialog-box"}>
        <AriaDialog className="dialog" role={role}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
