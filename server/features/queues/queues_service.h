#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "features/services/services_service.h"

namespace madoguchi::features {

/// Absent members stay as they are; of a new queue they have the standard value.
struct QueuePatch {
  std::optional<std::string> name;
  std::optional<base::Seconds> ring_time;
  std::optional<base::Seconds> longest_wait;
};

/// The queues of a service: where contacts wait, how long a call rings at one operator and how long
/// it may wait. Everybody who answers in the service answers all of them. Safe to call from every
/// thread.
class QueuesService {
 public:
  /// In one service.
  static constexpr std::size_t kMost = 50;

  struct Parts {
    storage::Database& database;
    base::IdSource& ids;
    const AuditLog& audit;
    ServiceDirectory& directory;
    ServicesService& services;
  };
  explicit QueuesService(Parts parts) : parts_(parts) {}

  /// The default one first.
  [[nodiscard]] base::Result<std::vector<Queue>> list(base::ServiceId service) const;
  /// kAlreadyExists: another queue of the service has that name; kConflict: there are kMost.
  [[nodiscard]] boost::asio::awaitable<base::Result<Queue>> create(Principal me,
                                                                   base::ServiceId service,
                                                                   QueuePatch wanted);
  [[nodiscard]] boost::asio::awaitable<base::Result<Queue>> update(Principal me,
                                                                   base::ServiceId service,
                                                                   base::QueueId queue,
                                                                   QueuePatch patch);

 private:
  [[nodiscard]] base::Status log(storage::Connection& db, const Principal& me,
                                 base::ServiceId service, const char* action, const Queue& queue);

  Parts parts_;
};

}  // namespace madoguchi::features
