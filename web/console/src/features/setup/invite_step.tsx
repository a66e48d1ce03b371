import { type FormEvent, useState } from "react";
import { queries } from "../../app/api";
import { sayProblem } from "../../app/problems";
import { Button } from "../../design/button";
import { CopyButton } from "../../design/copy_button";
import { FieldError, Text } from "../../design/field";
import { ArrowRightIcon, PlusIcon } from "../../design/icons/actions";
import { useT } from "../../i18n/i18n";
import { inviteOperator, operatorsQuery } from "../operators/queries";

interface Props {
  serviceId: string | null;
  onNext: () => void;
}

interface Link {
  name: string;
  url: string;
}

const kCapacity = 5;

/** Step 4: makes invitation links, as many as wanted; each is shown once, to be passed on. */
export function InviteStep({ serviceId, onNext }: Props) {
  const { t } = useT();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [links, setLinks] = useState<Link[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const invite = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "" || email.trim() === "") return;
    setRunning(true);
    setProblem(null);
    try {
      const made = await inviteOperator({
        name: name.trim(),
        email: email.trim(),
        isOrganizationAdmin: false,
        chatCapacity: kCapacity,
        services: serviceId ? [{ serviceId, role: "operator", canChat: true, canPhone: true }] : [],
      });
      setLinks([...links, { name: made.operator.name, url: made.invitationUrl }]);
      setName("");
      setEmail("");
      void queries.invalidateQueries({ queryKey: operatorsQuery.queryKey });
    } catch (error) {
      setProblem(error);
    } finally {
      setRunning(false);
    }
  };
  return (
    <form className="setup-form" noValidate onSubmit={(event) => void invite(event)}>
      <div className="setup-fields">
        <Text
          size="large"
          name="invite-name"
          label={t("operators.name")}
          maxLength={100}
          value={name}
          onChange={setName}
        />
        <Text
          size="large"
          name="invite-email"
          type="email"
          label={t("signIn.email")}
          value={email}
          onChange={setEmail}
        />
        {problem !== null ? <FieldError>{sayProblem(t, problem)}</FieldError> : null}
        <div>
          <Button
            size="large"
            type="submit"
            isDisabled={isRunning || name.trim() === "" || email.trim() === ""}
          >
            <PlusIcon size={18} />
            {t("operators.makeLink")}
          </Button>
        </div>
        <div className="form-stack" role="status">
          {links.map((link) => (
            <div key={link.url} className="link-box">
              <b>{t("operators.linkFor", { name: link.name })}</b>
              <code className="code-box" lang="en">
                {link.url}
              </code>
              <CopyButton text={link.url} label={t("chatSettings.copyLink")} />
            </div>
          ))}
        </div>
      </div>
      <footer className="setup-foot">
        <Button kind="primary" size="large" className="push" onPress={onNext}>
          {t(links.length > 0 ? "setup.next" : "setup.later")}
          <ArrowRightIcon size={18} />
        </Button>
      </footer>
    </form>
  );
}
