import { WarnIcon } from "../../design/icons/states";
import { Chip, Empty } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import { written } from "../../phone/rules";
import type { NumberTarget, PhoneNumber } from "./queries";

interface Props {
  numbers: PhoneNumber[];
  targets: NumberTarget[];
  onOpen: (number: PhoneNumber) => void;
}

export function NumberTable({ numbers, targets, onOpen }: Props) {
  const { t } = useT();
  if (numbers.length === 0) return <Empty>{t("numbers.empty")}</Empty>;
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("numbers.number")}</th>
            <th scope="col">{t("numbers.target")}</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => (
            <tr key={number.id ?? number.number}>
              <td>
                <NumberCell number={number} onOpen={onOpen} />
              </td>
              <td>
                <Target number={number} targets={targets} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  number: PhoneNumber;
  onOpen: (number: PhoneNumber) => void;
}

function NumberCell({ number, onOpen }: CellProps) {
  const { t } = useT();
  const text = number.number === "*" ? t("numbers.everyOther") : written(number.number);
  if (number.isFixed) {
    return (
      <span className="two-lines">
        <b>{text}</b>
        <span>
          <Chip>{t("trunks.fixed")}</Chip>
        </span>
      </span>
    );
  }
  return (
    <button type="button" className="table-button" onClick={() => onOpen(number)}>
      <b>{text}</b>
    </button>
  );
}

function Target({ number, targets }: { number: PhoneNumber; targets: NumberTarget[] }) {
  const { t } = useT();
  const target = targets.find(({ serviceId }) => serviceId === number.serviceId);
  if (!target) {
    return (
      <Chip tone="warn" icon={WarnIcon}>
        {t("numbers.nowhere")}
      </Chip>
    );
  }
  const queue = target.queues.find(({ id }) => id === number.queueId) ?? target.queues[0];
  return (
    <span className="two-lines">
      <span>{target.name}</span>
      <span className="meta">{queue?.name}</span>
    </span>
  );
}
