#include "features/operators/operator_rules.h"

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::OperatorId;
using base::ServiceId;

constexpr ServiceId kA(1);
constexpr ServiceId kB(2);

Principal organization_admin() {
  Principal me;
  me.id = OperatorId(1);
  me.is_organization_admin = true;
  me.services = {{kA, ServiceRole::kServiceAdmin, false}, {kB, ServiceRole::kServiceAdmin, false}};
  return me;
}

Principal admin_of_a() {
  Principal me;
  me.id = OperatorId(2);
  me.services = {{kA, ServiceRole::kServiceAdmin, true}, {kB, ServiceRole::kOperator, true}};
  return me;
}

Principal supervisor_of_a() {
  Principal me;
  me.id = OperatorId(3);
  me.services = {{kA, ServiceRole::kSupervisor, true}};
  return me;
}

Operator operator_in(std::vector<ServiceId> services, bool is_admin = false) {
  Operator who;
  who.id = OperatorId(9);
  who.is_organization_admin = is_admin;
  for (const ServiceId service : services) {
    who.services.push_back({service, ServiceRole::kOperator, true});
  }
  return who;
}

TEST(OperatorRules, say_who_manages_operators_at_all) {
  EXPECT_TRUE(may_manage_operators(organization_admin()));
  EXPECT_TRUE(may_manage_operators(admin_of_a()));
  EXPECT_FALSE(may_manage_operators(supervisor_of_a()));
  EXPECT_FALSE(may_manage_operators(Principal()));
}

TEST(OperatorRules, show_a_service_admin_the_operators_of_the_service) {
  EXPECT_TRUE(is_seen_by(admin_of_a(), operator_in({kA})));
  EXPECT_TRUE(is_seen_by(admin_of_a(), operator_in({kA, kB})));
  EXPECT_FALSE(is_seen_by(admin_of_a(), operator_in({kB})));
  EXPECT_FALSE(is_seen_by(admin_of_a(), operator_in({})));
  EXPECT_TRUE(is_seen_by(organization_admin(), operator_in({})));
}

TEST(OperatorRules, hide_rights_in_services_of_others) {
  EXPECT_EQ(view_of(admin_of_a(), operator_in({kA, kB})).services.size(), 1u);
  EXPECT_EQ(view_of(organization_admin(), operator_in({kA, kB})).services.size(), 2u);
}

struct PatchCase {
  const char* what;
  OperatorPatch patch;
  bool is_account_matter;  ///< of the whole account, not of one service
};

TEST(OperatorRules, leave_the_account_to_whom_all_of_it_belongs) {
  const PatchCase cases[] = {
      {"name", {.name = "x"}, true},
      {"disabled", {.is_disabled = true}, true},
      {"capacity", {.chat_capacity = 1}, true},
      {"rights",
       {.services = std::vector<ServiceRight>{{kA, ServiceRole::kSupervisor, false}}},
       false},
      {"no rights", {.services = std::vector<ServiceRight>{}}, false},
  };
  for (const auto& [what, patch, is_account_matter] : cases) {
    EXPECT_TRUE(may_update(admin_of_a(), operator_in({kA}), patch)) << what;
    EXPECT_EQ(may_update(admin_of_a(), operator_in({kA, kB}), patch).has_value(),
              !is_account_matter)
        << what;
    EXPECT_EQ(may_update(admin_of_a(), operator_in({kA}, true), patch).has_value(),
              !is_account_matter)
        << what;
    EXPECT_TRUE(may_update(organization_admin(), operator_in({kA, kB}, true), patch)) << what;
  }
}

TEST(OperatorRules, let_only_an_organization_admin_make_or_unmake_another) {
  for (const bool value : {true, false}) {
    const OperatorPatch patch{.is_organization_admin = value};
    EXPECT_FALSE(may_update(admin_of_a(), operator_in({kA}), patch));
    EXPECT_TRUE(may_update(organization_admin(), operator_in({kA}), patch));
  }
  EXPECT_FALSE(may_invite(admin_of_a(), {.is_organization_admin = true,
                                         .services = {{kA, ServiceRole::kOperator, true}}}));
}

TEST(OperatorRules, give_rights_only_in_own_services) {
  const std::vector<ServiceRight> both{{kA, ServiceRole::kOperator, true},
                                       {kB, ServiceRole::kOperator, true}};
  const auto status = may_update(admin_of_a(), operator_in({kA}), {.services = both});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(status.error().field, "services[1].serviceId");
  EXPECT_FALSE(may_invite(admin_of_a(), {.services = both}));
  EXPECT_TRUE(may_invite(organization_admin(), {.services = both}));
  const std::vector<ServiceRight> unknown{{ServiceId(77), ServiceRole::kOperator, true}};
  EXPECT_FALSE(may_invite(organization_admin(), {.services = unknown}));
}

TEST(OperatorRules, do_not_let_a_service_admin_invite_somebody_they_would_not_see) {
  EXPECT_EQ(may_invite(admin_of_a(), {}).error().field, "services");
  EXPECT_TRUE(may_invite(organization_admin(), {}));
}

TEST(RightChanges, leave_services_of_others_alone) {
  const std::vector<ServiceRight> before{{kA, ServiceRole::kOperator, true},
                                         {kB, ServiceRole::kSupervisor, true}};
  const RightChanges removed = right_changes(admin_of_a(), before, {});
  EXPECT_EQ(removed.removed, std::vector<ServiceId>{kA});
  const RightChanges all = right_changes(organization_admin(), before, {});
  EXPECT_EQ(all.removed, (std::vector<ServiceId>{kA, kB}));
}

TEST(RightChanges, are_only_what_differs) {
  const std::vector<ServiceRight> before{{kA, ServiceRole::kOperator, true},
                                         {kB, ServiceRole::kSupervisor, true}};
  const std::vector<ServiceRight> after{{kA, ServiceRole::kOperator, true},
                                        {kB, ServiceRole::kSupervisor, false}};
  const RightChanges changes = right_changes(organization_admin(), before, after);
  EXPECT_EQ(changes.set, std::vector<ServiceRight>{after[1]});
  EXPECT_TRUE(changes.removed.empty());
}

}  // namespace
}  // namespace madoguchi::features
