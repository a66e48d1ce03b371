#include "features/message_templates/message_templates_service.h"

#include <utility>

#include "features/message_templates/message_templates_store.h"

namespace madoguchi::features {
namespace {

using base::Result;
using base::ServiceId;
using boost::asio::awaitable;
using storage::Connection;

AuditEntry audit_entry(const Actor& actor, ServiceId service, const MessageTemplateList& before,
                       const MessageTemplateList& after) {
  const auto changes = changes_between(before.templates, after.templates);
  return {service,
          actor,
          "messageTemplates.replaced",
          "service:" + to_string(service),
          {{"count", after.templates.size()},
           {"added", changes.added},
           {"changed", changes.changed},
           {"removed", changes.removed}}};
}

}  // namespace

awaitable<Result<MessageTemplateList>> MessageTemplatesService::list(ServiceId service) {
  auto read = [service](Connection& db) { return message_templates_of(db, service); };
  co_return co_await parts_.database.read(std::move(read));
}

awaitable<Result<MessageTemplateList>> MessageTemplatesService::replace(Principal me,
                                                                        ServiceId service,
                                                                        MessageTemplateList sent) {
  auto change = [this, actor = me.actor(), service, sent = std::move(sent)](Connection& db) {
    return replace_in(db, actor, service, sent);
  };
  co_return co_await parts_.database.write(std::move(change));
}

Result<MessageTemplateList> MessageTemplatesService::replace_in(Connection& db, const Actor& actor,
                                                                ServiceId service,
                                                                MessageTemplateList sent) {
  MDG_ASSIGN(auto stored, message_templates_of(db, service));
  if (stored.version != sent.version) {
    return base::fail(base::ErrorCode::kConflict, "version: the templates were changed meanwhile");
  }
  MDG_TRY(check_message_templates(stored.templates, sent.templates));
  if (sent.templates == stored.templates) return stored;
  for (MessageTemplate& one : sent.templates) {
    if (!one.id) one.id = parts_.ids.next<base::MessageTemplateId>();
  }
  ++sent.version;
  MDG_TRY(save_message_templates(db, service, stored, sent));
  MDG_TRY(parts_.audit.add(db, audit_entry(actor, service, stored, sent)));
  return sent;
}

}  // namespace madoguchi::features
