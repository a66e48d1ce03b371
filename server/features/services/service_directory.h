#pragma once

#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/change_gate.h"
#include "base/result.h"
#include "features/chat_settings/chat_settings.h"
#include "features/services/service.h"
#include "features/services/service_for_desk.h"
#include "storage/database.h"

namespace madoguchi::features {

/// A service with everything that is set for it.
struct ServiceEntry {
  Service service;
  ChatSettings chat;
  std::vector<Queue> queues;  ///< the default one first
};

[[nodiscard]] ServiceForDesk for_desk(const ServiceEntry& entry);
/// kNotFound when there is no such service.
[[nodiscard]] base::Result<ServiceEntry> load_service_entry(storage::Connection& db,
                                                            base::ServiceId service);

/// All services, kept in memory: who reads them never waits for the database. What changes one
/// gives it here after its commit, and the desk is told. Safe to call from every thread.
class ServiceDirectory {
 public:
  using Entry = std::shared_ptr<const ServiceEntry>;

  explicit ServiceDirectory(ServicesListener& listener) : listener_(listener) {}

  /// Fills the memory, blocking, once at start before the first request; tells nobody.
  [[nodiscard]] base::Status load_all(storage::Database& database);

  /// Nothing when there is no such service.
  [[nodiscard]] Entry find(base::ServiceId service) const;
  /// By the public key of the widget's addresses.
  [[nodiscard]] Entry find_by_key(std::string_view key) const;
  [[nodiscard]] std::vector<Entry> all() const;  ///< by name

  /// Taken inside the transaction whose outcome keep() gets.
  [[nodiscard]] std::uint64_t next_number() { return gate_.next_number(); }
  void keep(ServiceEntry entry, std::uint64_t number);

 private:
  void put(Entry entry);

  ServicesListener& listener_;
  base::ChangeGate<base::ServiceId> gate_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<base::ServiceId, Entry> by_id_;
  std::unordered_map<std::string, Entry> by_key_;
};

}  // namespace madoguchi::features
