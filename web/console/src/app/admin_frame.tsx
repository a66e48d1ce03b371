import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Button as AriaButton } from "react-aria-components";
import { UpDownIcon } from "../design/icons/actions";
import { Empty } from "../design/parts";
import { MenuButton } from "../design/popup";
import { useT } from "../i18n/i18n";
import "./admin.css";
import { type AdminPage, kAdminPages, pagesFor } from "./admin_pages";
import { chooseAdminService, useAdminService } from "./admin_service";
import { useMe } from "./use_me";

/** The settings: the service on top, the pages one has the right for, and the page. */
export function AdminFrame() {
  const { t } = useT();
  const me = useMe();
  const service = useAdminService();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const page = kAdminPages.find((candidate) => path.startsWith(candidate.path));
  const isAllowed = page === undefined || (service !== null && page.isAllowed(me, service.id));
  return (
    <div className="admin">
      <AdminNav />
      {isAllowed ? (
        <Outlet key={page?.isOfService ? service?.id : "all"} />
      ) : (
        <main className="admin-page" id="main">
          <Empty>{t("admin.noRight")}</Empty>
        </main>
      )}
    </div>
  );
}

function AdminNav() {
  const { t } = useT();
  const me = useMe();
  const service = useAdminService();
  const pages = pagesFor(me, service?.id ?? "");
  const groups = [...new Set(pages.map((page) => page.group))];
  return (
    <nav className="admin-nav" aria-label={t("shell.settings")}>
      {service ? <ServicePicker /> : null}
      {groups.map((group) => (
        <section key={group}>
          <h2>{t(group)}</h2>
          <ul>
            {pages
              .filter((page) => page.group === group)
              .map((page) => (
                <NavItem key={page.path} page={page} />
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function ServicePicker() {
  const { t } = useT();
  const me = useMe();
  const service = useAdminService();
  if (!service) return null;
  const label = (
    <>
      <span className="service-mark" style={{ background: service.color }} aria-hidden="true">
        {Array.from(service.name)[0]}
      </span>
      <span className="service-text">
        <b className="ellipsis">{service.name}</b>
        <span className="meta">{t("admin.service")}</span>
      </span>
    </>
  );
  if (me.services.length === 1) return <div className="service-picker">{label}</div>;
  return (
    <MenuButton
      label={t("admin.service")}
      placement="bottom start"
      choices={me.services.map(({ id, name }) => ({
        id,
        label: name,
        isChosen: id === service.id,
      }))}
      onChoose={chooseAdminService}
      trigger={(props) => (
        <AriaButton
          {...props}
          className="service-picker"
          aria-label={`${t("admin.service")} ${service.name}`}
        >
          {label}
          <UpDownIcon size={18} />
        </AriaButton>
      )}
    />
  );
}

function NavItem({ page }: { page: AdminPage }) {
  const { t } = useT();
  const isHere = useRouterState({
    select: (state) => state.location.pathname.startsWith(page.path),
  });
  const Glyph = page.icon;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isHere) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isHere]);
  return (
    <li>
      <Link
        ref={link}
        to={page.path}
        className={isHere ? "admin-item is-on" : "admin-item"}
        aria-current={isHere ? "page" : undefined}
      >
        <Glyph size={18} />
        {t(page.label)}
      </Link>
    </li>
  );
}
