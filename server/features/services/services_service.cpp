#include "features/services/services_service.h"

#include <utility>

#include "base/secret.h"
#include "features/chat_settings/chat_settings_service.h"
#include "features/queues/queues_store.h"
#include "features/services/services_store.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::Result;
using base::ServiceId;
using base::Status;
using boost::asio::awaitable;
using storage::Connection;

constexpr std::size_t kKeyLength = 12;

std::string subject_of(ServiceId service) { return "service:" + to_string(service); }

std::string default_queue_name(base::Language language) {
  return base::Text3{"総合窓口", "General", "종합 창구"}.in(language);
}

Service patched(Service service, const ServicePatch& patch) {
  service.name = patch.name.value_or(service.name);
  service.language = patch.language.value_or(service.language);
  service.time_zone = patch.time_zone.value_or(service.time_zone);
  service.has_chat = patch.has_chat.value_or(service.has_chat);
  service.longest_wrap_up = patch.longest_wrap_up.value_or(service.longest_wrap_up);
  return service;
}

boost::json::object service_detail(const Service& service) {
  return {{"name", service.name},
          {"language", base::language_name(service.language)},
          {"timeZone", service.time_zone},
          {"chat", service.has_chat},
          {"longestWrapUpSeconds", service.longest_wrap_up.count()}};
}

}  // namespace

std::vector<Service> ServicesService::list(const Principal& me) const {
  std::vector<Service> services;
  for (const auto& entry : parts_.directory.all()) {
    if (me.may_see(entry->service.id)) services.push_back(entry->service);
  }
  return services;
}

Result<Service> ServicesService::get(ServiceId service) const {
  const auto entry = parts_.directory.find(service);
  if (!entry) return base::fail(ErrorCode::kNotFound);
  return entry->service;
}

Result<Service> ServicesService::create_in(Connection& db, const Actor& actor,
                                           const NewService& fresh) {
  const Service service{parts_.ids.next<ServiceId>(),
                        base::random_name(parts_.random, kKeyLength),
                        fresh.name,
                        fresh.language,
                        fresh.time_zone,
                        true};
  MDG_TRY(add_service(db, service, parts_.clock.now()));
  MDG_TRY(
      add_queue(db, service.id,
                {parts_.ids.next<base::QueueId>(), default_queue_name(service.language), true}));
  MDG_TRY(ChatSettingsService::add_standard(db, service));
  MDG_TRY(parts_.audit.add(
      db, {service.id, actor, "service.made", subject_of(service.id), service_detail(service)}));
  return service;
}

Result<ServicesService::Changed> ServicesService::changed_in(Connection& db, ServiceId service) {
  MDG_ASSIGN(ServiceEntry entry, load_service_entry(db, service));
  return Changed{std::move(entry), parts_.directory.next_number()};
}

awaitable<Result<Service>> ServicesService::create(Principal me, NewService fresh) {
  auto make = [this, me, fresh](Connection& db) -> Result<Changed> {
    MDG_ASSIGN(const Service service, create_in(db, me.actor(), fresh));
    return changed_in(db, service.id);
  };
  MDG_AWAIT(Changed changed, parts_.database.write(std::move(make)));
  Service service = changed.entry.service;
  tell(std::move(changed));
  co_return service;
}

awaitable<Result<Service>> ServicesService::update(Principal me, ServiceId service,
                                                   ServicePatch patch) {
  auto change = [this, me, service, patch](Connection& db) -> Result<Changed> {
    MDG_ASSIGN(auto found, find_service(db, service));
    if (!found) return base::fail(ErrorCode::kNotFound);
    const Service after = patched(*std::move(found), patch);
    MDG_TRY(update_service(db, after));
    MDG_TRY(parts_.audit.add(
        db, {service, me.actor(), "service.updated", subject_of(service), service_detail(after)}));
    return changed_in(db, service);
  };
  MDG_AWAIT(Changed changed, parts_.database.write(std::move(change)));
  Service updated = changed.entry.service;
  tell(std::move(changed));
  co_return updated;
}

awaitable<Status> ServicesService::announce(ServiceId service) {
  // On the writer, so that the number stands in the order of the commits.
  MDG_AWAIT(Changed changed, parts_.database.write([this, service](Connection& db) {
    return changed_in(db, service);
  }));
  tell(std::move(changed));
  co_return Status{};
}

Status ServicesService::announce_now(ServiceId service) {
  MDG_ASSIGN(Changed changed, parts_.database.write_now([this, service](Connection& db) {
    return changed_in(db, service);
  }));
  tell(std::move(changed));
  return {};
}

void ServicesService::tell(Changed changed) {
  parts_.sign_in.services_changed();
  parts_.directory.keep(std::move(changed.entry), changed.number);
}

}  // namespace madoguchi::features
