import type { Schemas } from "@madoguchi/shared/api";
import type { TextKey } from "../../i18n/i18n";

/** The words for the stable names of actions; a name without one is shown as it is. */
export const kActionTexts: Partial<Record<string, TextKey>> = {
  "organization.founded": "audit.organizationFounded",
  "session.started": "audit.sessionStarted",
  "session.ended": "audit.sessionEnded",
  "operator.invited": "audit.operatorInvited",
  "operator.made": "audit.operatorMade",
  "operator.updated": "audit.operatorUpdated",
  "operator.selfUpdated": "audit.operatorSelfUpdated",
  "operator.rightsChanged": "audit.operatorRightsChanged",
  "deskPhone.passwordMade": "audit.deskPhonePasswordMade",
  "deskPhone.removed": "audit.deskPhoneRemoved",
  "invitation.renewed": "audit.invitationRenewed",
  "invitation.accepted": "audit.invitationAccepted",
  "password.changed": "audit.passwordChanged",
  "service.made": "audit.serviceMade",
  "service.updated": "audit.serviceUpdated",
  "queue.made": "audit.queueMade",
  "queue.updated": "audit.queueUpdated",
  "chatSettings.replaced": "audit.chatSettingsReplaced",
  "ngWords.replaced": "audit.ngWordsReplaced",
  "messageTemplates.replaced": "audit.messageTemplatesReplaced",
  "callerNumber.requested": "audit.callerNumberRequested",
  "callerNumber.approved": "audit.callerNumberApproved",
  "callerNumber.withdrawn": "audit.callerNumberWithdrawn",
  "workReasons.replaced": "audit.workReasonsReplaced",
  "trunk.added": "audit.trunkAdded",
  "trunk.changed": "audit.trunkChanged",
  "trunk.removed": "audit.trunkRemoved",
  "phoneNumber.added": "audit.phoneNumberAdded",
  "phoneNumber.changed": "audit.phoneNumberChanged",
  "phoneNumber.removed": "audit.phoneNumberRemoved",
  "recording.played": "audit.recordingPlayed",
  "recording.downloaded": "audit.recordingDownloaded",
  "customer.registered": "audit.customerRegistered",
  "customer.changed": "audit.customerChanged",
};

/** The details in one line: name: value, name: value. */
export function detailText(entry: Schemas["AuditEntry"]): string {
  return Object.entries(entry.detail)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}
