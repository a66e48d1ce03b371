#include "features/sign_in/principal.h"

#include <string>

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

using base::ErrorCode;
using base::ServiceId;

constexpr ServiceId kOwn(1);
constexpr ServiceId kOther(2);

Principal member(ServiceRole role, bool can_chat) {
  Principal principal;
  principal.services = {{kOwn, role, can_chat}};
  return principal;
}

/// "yes", or the code's name.
std::string said(const base::Status& status) {
  return status ? "yes" : std::string(base::error_row(status.error().code).key);
}

struct Case {
  const char* who;
  Principal principal;
  const char* see;
  const char* chat;
  const char* supervise;
  const char* administer;
};

TEST(PrincipalRights, follow_the_role_in_the_service) {
  const Case cases[] = {
      {"operator", member(ServiceRole::kOperator, false), "yes", "forbidden", "forbidden",
       "forbidden"},
      {"operator who chats", member(ServiceRole::kOperator, true), "yes", "yes", "forbidden",
       "forbidden"},
      {"supervisor", member(ServiceRole::kSupervisor, false), "yes", "forbidden", "yes",
       "forbidden"},
      {"service admin", member(ServiceRole::kServiceAdmin, false), "yes", "forbidden", "yes",
       "yes"},
      {"service admin who chats", member(ServiceRole::kServiceAdmin, true), "yes", "yes", "yes",
       "yes"},
      {"nobody", Principal(), "notFound", "notFound", "notFound", "notFound"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(said(one.principal.may_see(kOwn)), one.see) << one.who;
    EXPECT_EQ(said(one.principal.may_chat(kOwn)), one.chat) << one.who;
    EXPECT_EQ(said(one.principal.may_supervise(kOwn)), one.supervise) << one.who;
    EXPECT_EQ(said(one.principal.may_administer(kOwn)), one.administer) << one.who;
    EXPECT_EQ(said(one.principal.may_administer_organization()), "forbidden") << one.who;
  }
}

TEST(PrincipalRights, do_not_reach_into_other_services) {
  for (const ServiceRole role :
       {ServiceRole::kServiceAdmin, ServiceRole::kSupervisor, ServiceRole::kOperator}) {
    const Principal principal = member(role, true);
    EXPECT_EQ(said(principal.may_see(kOther)), "notFound");
    EXPECT_EQ(said(principal.may_chat(kOther)), "notFound");
    EXPECT_EQ(said(principal.may_supervise(kOther)), "notFound");
    EXPECT_EQ(said(principal.may_administer(kOther)), "notFound");
  }
}

TEST(PrincipalRights, of_the_organization_are_for_its_admin) {
  Principal admin = member(ServiceRole::kServiceAdmin, false);
  admin.is_organization_admin = true;
  EXPECT_TRUE(admin.may_administer_organization());
  EXPECT_EQ(said(admin.may_see(kOther)), "notFound");  // no such service
}

TEST(ServiceRoleNames, go_both_ways) {
  for (const auto& [name, role] : service_roles()) {
    EXPECT_EQ(base::enum_value<ServiceRole>(name, service_roles()), role);
  }
  EXPECT_EQ(service_roles().size(), 3u);
}

}  // namespace
}  // namespace madoguchi::features
