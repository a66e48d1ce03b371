#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "features/services/service_directory.h"

namespace madoguchi::features {

/// Where calls to a number go: by names, as the configuration says it, or by ids.
struct CallRoute {
  std::string number;       ///< "0312345678"; "*": every number that has no route of its own
  std::string service_key;  ///< public key of the service
  std::string queue;        ///< name; empty: the service's default queue
  std::optional<base::ServiceId> service_id = {};  ///< in place of the key
  std::optional<base::QueueId> queue_id = {};      ///< in place of the name
  bool operator==(const CallRoute&) const = default;
};

struct CallTarget {
  base::ServiceId service;
  base::QueueId queue;
};

/// Which queue a number leads to. However it is written, see phone_key(); names that are no numbers
/// are compared as they are. The default queue stands in for one that is not there (any more).
/// Nothing: it has no route, or its service is not there.
[[nodiscard]] std::optional<CallTarget> find_target(const ServiceDirectory& directory,
                                                    const std::vector<CallRoute>& routes,
                                                    const std::string& number);

}  // namespace madoguchi::features
