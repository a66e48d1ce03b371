#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"

namespace madoguchi::features {

using PhoneNumberId = base::Id<struct PhoneNumberTag>;

/// A number of ours, and where calls to it go.
struct PhoneNumber {
  PhoneNumberId id;
  std::string number;  ///< as trunks write it; "*": every number without an entry of its own
  base::ServiceId service;
  std::optional<base::QueueId> queue;  ///< nothing: the service's default queue
};

/// A number of the configuration file, which nobody can change here.
struct FixedNumber {
  std::string number;
  std::string service_key;
  std::string queue;  ///< name; empty: the service's default queue
};

class NumbersListener {
 public:
  virtual ~NumbersListener() = default;
  /// These are all that are stored, from now on. On any thread, in the order of the commits.
  virtual void numbers_changed(std::vector<PhoneNumber> numbers) = 0;
};

}  // namespace madoguchi::features
