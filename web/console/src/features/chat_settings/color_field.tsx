import { darkenToContrast, isHexColor } from "@madoguchi/shared/color";
import { Button } from "../../design/button";
import { Text } from "../../design/field";
import { useT } from "../../i18n/i18n";
import { contrastOfWhite, kLeastContrast } from "./chat_rules";

const kSwatches = ["#2B57A6", "#1B7F52", "#3E5C4B", "#8A3B2A", "#6C4FB0", "#1A2130"] as const;

interface Props {
  color: string;
  onChange: (color: string) => void;
  error: string | undefined;
}

/** The brand color: six to choose from or one's own, with the contrast of white text on it. */
export function ColorField({ color, onChange, error }: Props) {
  const { t } = useT();
  const value = contrastOfWhite(color);
  const isLow = value !== null && value < kLeastContrast;
  return (
    <>
      <div className="swatches" role="group" aria-label={t("chatSettings.swatches")}>
        {kSwatches.map((swatch) => (
          <button
            key={swatch}
            type="button"
            className="swatch"
            style={{ background: swatch }}
            aria-label={swatch}
            aria-pressed={swatch.toLowerCase() === color.toLowerCase()}
            onClick={() => onChange(swatch)}
          />
        ))}
      </div>
      <Text
        name="color"
        label={t("chatSettings.color")}
        lang="en"
        value={color}
        maxLength={7}
        onChange={(next) => onChange(next.trim())}
        error={error}
      />
      <div className="contrast">
        {isHexColor(color) ? (
          <span className="contrast-sample" style={{ background: color }} aria-hidden="true">
            {t("composer.send")}
          </span>
        ) : null}
        {value === null ? null : t("chatSettings.contrast", { value: value.toFixed(1) })}
        {isLow ? (
          <Button size="compact" onPress={() => onChange(darkenToContrast(color))}>
            {t("chatSettings.darker", { color: darkenToContrast(color) })}
          </Button>
        ) : null}
      </div>
    </>
  );
}
