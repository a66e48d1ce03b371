#pragma once

#include <vector>

#include "features/operators/operator.h"

namespace madoguchi::features {

// Who may do what to which operator. Pure.

/// Whether `me` has to do with the operator at all: an organization admin with everybody, a service
/// admin with those who have a part in a service of theirs.
[[nodiscard]] bool is_seen_by(const Principal& me, const Operator& who);
/// kForbidden for those who administer nothing.
[[nodiscard]] base::Status may_manage_operators(const Principal& me);
/// Whether every right of the operator is in the hands of `me`: only then `me` may change what is
/// not a matter of one service (name, capacity, disabling, a new password link).
[[nodiscard]] base::Status may_manage_wholly(const Principal& me, const Operator& who);
/// kForbidden when the patch asks for more than `me` may give or take.
[[nodiscard]] base::Status may_update(const Principal& me, const Operator& who,
                                      const OperatorPatch& patch);
/// kForbidden for an organization admin made by another than one, kInvalidInput for a right in a
/// service that `me` does not administer, and for no right at all (nobody would see the operator).
[[nodiscard]] base::Status may_invite(const Principal& me, const NewOperator& fresh);

/// The operator as `me` sees it: rights in services of others are left out.
[[nodiscard]] Operator view_of(const Principal& me, Operator who);

/// What has to change from `before` to `after`, within the services that `me` administers.
struct RightChanges {
  std::vector<ServiceRight> set;
  std::vector<base::ServiceId> removed;
};
[[nodiscard]] RightChanges right_changes(const Principal& me,
                                         const std::vector<ServiceRight>& before,
                                         const std::vector<ServiceRight>& after);

}  // namespace madoguchi::features
