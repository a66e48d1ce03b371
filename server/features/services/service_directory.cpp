#include "features/services/service_directory.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "features/services/queues_store.h"
#include "features/services/services_store.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::Result;
using base::ServiceId;
using storage::Connection;

Result<ServiceEntry> entry_of(Connection& db, Service service) {
  MDG_ASSIGN(ChatSettings chat, load_chat_settings(db, service.id));
  MDG_ASSIGN(std::vector<Queue> queues, queues_of(db, service.id));
  if (queues.empty()) return base::fail(ErrorCode::kStorage, "a service without a queue");
  return ServiceEntry{std::move(service), std::move(chat), std::move(queues)};
}

Result<std::vector<ServiceEntry>> load_all_entries(Connection& db) {
  MDG_ASSIGN(auto services, all_services(db));
  std::vector<ServiceEntry> entries;
  for (Service& service : services) {
    MDG_ASSIGN(ServiceEntry entry, entry_of(db, std::move(service)));
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

ServiceForDesk for_desk(const ServiceEntry& entry) {
  return {entry.service.id,       entry.service.key,
          entry.service.name,     entry.service.language,
          entry.service.has_chat, entry.service.longest_wrap_up,
          entry.chat.timers,      entry.queues};
}

Result<ServiceEntry> load_service_entry(Connection& db, ServiceId service) {
  MDG_ASSIGN(auto found, find_service(db, service));
  if (!found) return base::fail(ErrorCode::kNotFound);
  return entry_of(db, *std::move(found));
}

Result<std::vector<ServiceForDesk>> load_services_for_desk(Connection& db) {
  MDG_ASSIGN(const auto entries, load_all_entries(db));
  std::vector<ServiceForDesk> services;
  for (const ServiceEntry& entry : entries) services.push_back(for_desk(entry));
  return services;
}

base::Status ServiceDirectory::load_all(storage::Database& database) {
  MDG_ASSIGN(auto entries, database.read_now(load_all_entries));
  for (ServiceEntry& entry : entries) {
    put(std::make_shared<const ServiceEntry>(std::move(entry)));
  }
  return {};
}

ServiceDirectory::Entry ServiceDirectory::find(ServiceId service) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_id_.find(service);
  return found == by_id_.end() ? nullptr : found->second;
}

ServiceDirectory::Entry ServiceDirectory::find_by_key(std::string_view key) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_key_.find(std::string(key));
  return found == by_key_.end() ? nullptr : found->second;
}

std::vector<ServiceDirectory::Entry> ServiceDirectory::all() const {
  std::vector<Entry> entries;
  {
    const std::shared_lock lock(mutex_);
    for (const auto& [id, entry] : by_id_) entries.push_back(entry);
  }
  std::ranges::sort(entries, {}, [](const Entry& entry) {
    return std::pair(std::string_view(entry->service.name), entry->service.id);
  });
  return entries;
}

void ServiceDirectory::keep(ServiceEntry entry, std::uint64_t number) {
  const auto kept = std::make_shared<const ServiceEntry>(std::move(entry));
  gate_.announce(kept->service.id, number, [&] {
    put(kept);
    listener_.service_changed(for_desk(*kept));
  });
}

void ServiceDirectory::put(Entry entry) {
  const std::unique_lock lock(mutex_);
  by_key_.insert_or_assign(entry->service.key, entry);
  by_id_.insert_or_assign(entry->service.id, std::move(entry));
}

}  // namespace madoguchi::features
