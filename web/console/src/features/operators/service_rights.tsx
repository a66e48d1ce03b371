import { useMe } from "../../app/use_me";
import { Checkbox } from "../../design/checkbox";
import { Choice } from "../../design/choice";
import { useT } from "../../i18n/i18n";
import type { OperatorValues } from "./operator_rules";
import { kRoles } from "./operators_page";

type Rights = OperatorValues["services"];
type Right = Rights[number];

interface Props {
  rights: Rights;
  onChange: (rights: Rights) => void;
}

const kRoleIds = ["operator", "supervisor", "serviceAdmin"] as const;

/** In which services somebody works, as what, and whether with chat and phone. */
export function ServiceRights({ rights, onChange }: Props) {
  const { t } = useT();
  const me = useMe();
  const put = (next: Right) =>
    onChange(rights.map((right) => (right.serviceId === next.serviceId ? next : right)));
  const toggle = (serviceId: string, isIn: boolean) =>
    onChange(
      isIn
        ? [...rights, { serviceId, role: "operator", canChat: true, canPhone: true }]
        : rights.filter((right) => right.serviceId !== serviceId),
    );
  return (
    <fieldset className="service-rights-set">
      <legend className="field-label">{t("operators.services")}</legend>
      <div className="service-rights">
        {me.services.map((service) => {
          const right = rights.find((candidate) => candidate.serviceId === service.id);
          return (
            <ServiceRow
              key={service.id}
              name={service.name}
              right={right}
              onToggle={(isIn) => toggle(service.id, isIn)}
              onChange={put}
            />
          );
        })}
      </div>
    </fieldset>
  );
}

interface RowProps {
  name: string;
  right: Right | undefined;
  onToggle: (isIn: boolean) => void;
  onChange: (right: Right) => void;
}

function ServiceRow({ name, right, onToggle, onChange }: RowProps) {
  const { t } = useT();
  return (
    <>
      <span className="service-name">
        <Checkbox isSelected={right !== undefined} onChange={onToggle}>
          {name}
        </Checkbox>
      </span>
      <Choice
        label={t("operators.roleIn", { name })}
        isLabelHidden
        value={right?.role ?? null}
        isDisabled={!right}
        options={kRoleIds.map((id) => ({ id, label: t(kRoles[id]) }))}
        onChange={(role) => right && onChange({ ...right, role })}
      />
      <Checkbox
        isSelected={right?.canChat ?? false}
        isDisabled={!right}
        label={t("operators.chatIn", { name })}
        onChange={(canChat) => right && onChange({ ...right, canChat })}
      >
        {t("chat.word")}
      </Checkbox>
      <Checkbox
        isSelected={right?.canPhone ?? false}
        isDisabled={!right}
        label={t("operators.phoneIn", { name })}
        onChange={(canPhone) => right && onChange({ ...right, canPhone })}
      >
        {t("phone.word")}
      </Checkbox>
    </>
  );
}
