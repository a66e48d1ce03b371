#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "base/id.h"
#include "base/time.h"

namespace madoguchi::features {

/// What is stored of one call, with the names it refers to. Durations of what goes on count up to
/// the moment of reading.
struct CallRecord {
  base::ContactId contact;
  std::int64_t number = 0;
  std::string direction;
  std::string other_number;  ///< of the customer; empty: withheld
  std::string own_number;
  std::string trunk;
  base::CustomerId customer;
  std::string customer_name;  ///< empty: not registered; of the web also what a visitor gave
  std::string queue_name;
  std::optional<base::OperatorId> talked_by;
  std::string talked_by_name;
  base::Time arrived_at;
  std::optional<base::Time> answered_at;
  std::optional<base::Time> ended_at;
  std::optional<std::string> end_reason;
  std::optional<base::Time> held_since;
  base::Milliseconds held{0};
  base::Milliseconds wrap_up{0};
  std::int64_t offer_count = 0;
  bool has_recording = false;
};

/// Why nobody talked to the caller [V12]; nothing when somebody did, or it is not over.
[[nodiscard]] std::optional<std::string> missed_reason(const CallRecord& call);

/// The shape Call of api/openapi.yaml.
[[nodiscard]] boost::json::object call_json(const CallRecord& call, base::Time now);

}  // namespace madoguchi::features
