import { Button, IconButton } from "../../design/button";
import { Text } from "../../design/field";
import { PlusIcon, TrashIcon } from "../../design/icons/actions";
import { useT } from "../../i18n/i18n";
import { tidyOrigin, type Wrong } from "./chat_rules";

interface Props {
  origins: string[];
  wrong: Wrong;
  onChange: (origins: string[]) => void;
}

/** The sites that may show the widget; a pasted address becomes its origin. */
export function OriginsField({ origins, wrong, onChange }: Props) {
  const { t } = useT();
  const put = (index: number, origin: string) =>
    onChange(origins.map((known, at) => (at === index ? origin : known)));
  return (
    <>
      {origins.length === 0 ? <p className="field-hint">{t("chatSettings.noOrigins")}</p> : null}
      {origins.map((origin, index) => {
        const problem = wrong[`origins.${index}`];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a list that is edited in place
          <div key={index} className="origin-row">
            <Text
              name={`origin-${index}`}
              aria-label={t("chatSettings.origin", { n: index + 1 })}
              label=""
              lang="en"
              value={origin}
              maxLength={200}
              placeholder="https://shop.example"
              onChange={(next) => put(index, next)}
              onBlur={() => put(index, tidyOrigin(origin))}
              error={problem ? t(problem) : undefined}
            />
            <IconButton
              icon={TrashIcon}
              label={t("chatSettings.removeOrigin", { origin })}
              onPress={() => onChange(origins.filter((_, at) => at !== index))}
            />
          </div>
        );
      })}
      <div>
        <Button isDisabled={origins.length >= 50} onPress={() => onChange([...origins, ""])}>
          <PlusIcon size={18} />
          {t("chatSettings.addOrigin")}
        </Button>
      </div>
    </>
  );
}
