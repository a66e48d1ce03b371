#pragma once

#include <optional>
#include <span>
#include <string>

#include <boost/json/object.hpp>

#include "base/id.h"
#include "base/json_reader.h"
#include "base/time.h"

namespace madoguchi::features {

using CallerNumberId = base::Id<struct CallerNumberTag>;

/// Whether a number may be shown as the caller.
enum class CallerNumberState {
  kRequested,  ///< somebody wants it; nobody has confirmed that it is ours
  kApproved,
  kWithdrawn,  ///< may be requested anew
};

/// requested, approved, withdrawn: the names in JSON and in the database.
[[nodiscard]] std::span<const base::EnumName<CallerNumberState>> caller_number_states();

/// A number of a service that may be shown as the caller of its calls, once it is approved [V5].
struct CallerNumber {
  CallerNumberId id;
  std::string number;  ///< digits, 0 in front
  std::string label;   ///< what operators read, at most 100 characters
  std::string trunk;   ///< through which calls with it go
  CallerNumberState state = CallerNumberState::kRequested;
  std::optional<base::OperatorId> requested_by;  ///< nothing: the configuration
  base::Time requested_at;
  std::optional<base::OperatorId> decided_by;
  std::optional<base::Time> decided_at;
  std::string requested_by_name;  ///< read only, as is the next
  std::string decided_by_name;
};

/// The shape CallerNumber of api/openapi.yaml.
[[nodiscard]] boost::json::object caller_number_json(const CallerNumber& number);

}  // namespace madoguchi::features
