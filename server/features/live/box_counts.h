#pragma once

#include <map>
#include <utility>

#include <boost/json/object.hpp>

#include "desk/state.h"

namespace madoguchi::features {

/// How many contacts stand in the boxes of one operator.
struct BoxCounts {
  int mine = 0;
  int waiting = 0;
  int team = 0;
  int unopened = 0;
  bool operator==(const BoxCounts&) const = default;
};

[[nodiscard]] BoxCounts box_counts(const desk::DeskState& state, base::ServiceId service,
                                   base::OperatorId who);

/// The counts of every operator in every service, from one pass over the open contacts.
class AllBoxCounts {
 public:
  explicit AllBoxCounts(const desk::DeskState& state);

  [[nodiscard]] BoxCounts of(base::ServiceId service, base::OperatorId who) const;

 private:
  void add(const desk::Contact& contact);

  std::map<base::ServiceId, BoxCounts> totals_;
  std::map<std::pair<base::ServiceId, base::OperatorId>, BoxCounts> own_;
};

[[nodiscard]] boost::json::object counts_json(const BoxCounts& counts);

}  // namespace madoguchi::features
