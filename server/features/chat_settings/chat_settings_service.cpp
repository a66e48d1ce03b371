#include "features/chat_settings/chat_settings_service.h"

#include <utility>

#include "features/chat_settings/chat_settings_store.h"

namespace madoguchi::features {
namespace {

using base::Result;
using base::ServiceId;
using boost::asio::awaitable;
using storage::Connection;

boost::json::object audit_detail(const ChatSettings& settings) {
  boost::json::object all = chat_settings_json(settings);
  // The texts are long and public; what others may embed and when a chat ends is what matters.
  boost::json::object detail;
  for (const char* key :
       {"color", "consentRequired", "consentUrl", "inquiryUrl", "origins", "silenceEndSeconds",
        "silenceWarningSeconds", "openDeadlineSeconds", "webCallQueueId"}) {
    detail[key] = all.at(key);
  }
  return detail;
}

}  // namespace

std::shared_ptr<const ChatSettings> ChatSettingsService::current(ServiceId service) const {
  const auto entry = parts_.directory.find(service);
  if (!entry) return nullptr;
  return {entry, &entry->chat};
}

awaitable<Result<ChatSettings>> ChatSettingsService::replace(Principal me, ServiceId service,
                                                             ChatSettings settings) {
  struct Changed {
    ServiceEntry entry;
    std::uint64_t number = 0;
  };
  auto save = [this, me, service, settings](Connection& db) -> Result<Changed> {
    MDG_TRY(load_chat_settings(db, service));  // kNotFound for a service that is not there
    MDG_TRY(require_queue(db, service, settings));
    MDG_TRY(save_chat_settings(db, service, settings));
    MDG_TRY(parts_.audit.add(db, {service, me.actor(), "chatSettings.replaced",
                                  "service:" + to_string(service), audit_detail(settings)}));
    MDG_ASSIGN(ServiceEntry entry, load_service_entry(db, service));
    return Changed{std::move(entry), parts_.directory.next_number()};
  };
  MDG_AWAIT(Changed changed, parts_.database.write(std::move(save)));
  ChatSettings saved = changed.entry.chat;
  parts_.directory.keep(std::move(changed.entry), changed.number);
  co_return saved;
}

base::Status ChatSettingsService::add_standard(Connection& db, const Service& service) {
  return save_chat_settings(db, service.id, standard_chat_settings(service.name));
}

}  // namespace madoguchi::features
