import { unwrap } from "@madoguchi/shared/api";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../app/api";
import { Checkbox } from "../../design/checkbox";
import { Choice } from "../../design/choice";
import { useT } from "../../i18n/i18n";

interface Props {
  serviceId: string;
  queueId: string | null;
  onChange: (queueId: string | null) => void;
}

const path = "/api/v1/services/{serviceId}/roster" as const;

/** Whether customers may call from the page, and into which queue [V20]. */
export function CallsField({ serviceId, queueId, onChange }: Props) {
  const { t } = useT();
  const roster = useQuery({
    queryKey: ["queues", serviceId],
    queryFn: () => unwrap(api.GET(path, { params: { path: { serviceId } } })),
  });
  const queues = roster.data?.queues ?? [];
  const first = queues[0]?.id ?? null;
  return (
    <>
      <Checkbox
        isSelected={queueId !== null}
        onChange={(isOn) => onChange(isOn ? first : null)}
        isDisabled={first === null}
      >
        {t("chatSettings.callsOn")}
      </Checkbox>
      {queueId !== null && queues.length > 1 ? (
        <Choice
          label={t("chatSettings.callsQueue")}
          value={queueId}
          options={queues.map(({ id, name }) => ({ id, label: name }))}
          onChange={onChange}
        />
      ) : null}
    </>
  );
}
