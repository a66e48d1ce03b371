import type { Catalog } from "../i18n";

export const catalog: Catalog = {
  back: "뒤로",
  close: "채팅 닫기",
  consentCheck: "개인정보 처리에 동의합니다",
  consentLink: "개인정보 처리 안내",
  disabled: "현재 채팅을 이용할 수 없습니다.",
  inquiry: "문의 양식으로 이동",
  menu: "메뉴",
  name: "이름 (선택)",
  offline: "오프라인",
  online: "온라인",
  powered: "窓口 Madoguchi로 운영됩니다",
  problem_other: "잠시 후 다시 시도해 주세요",
  problem_unavailable: "연결할 수 없습니다. 네트워크를 확인해 주세요.",
  retry: "다시 시도",
  start: "채팅 시작",
  starting: "준비 중입니다",
  unreachable: "채팅에 연결하지 못했습니다.",
};
