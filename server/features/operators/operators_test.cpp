// Managing operators through the routes.

#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using base::OperatorId;
using transport::Method;

class OperatorsTest : public AccountsTest {
 protected:
  OperatorsTest()
      : founded_(found()),
        other_(add_service("別館")),
        admin_(sign_in_as(founded_.admin)),
        service_admin_(sign_in_as(add_operator(
            "lead@example.jp", {{founded_.service, ServiceRole::kServiceAdmin, true}}))) {}

  static std::string path_of(OperatorId id) { return "/api/v1/operators/" + to_string(id); }
  std::string rights_json(base::ServiceId service, const std::string& role) const {
    return R"({"serviceId":")" + to_string(service) + R"(","role":")" + role +
           R"(","canChat":true})";
  }
  Answer patch(OperatorId id, const std::string& body, const std::string& token) {
    return call(Method::kPatch, path_of(id), body, token);
  }
  Answer invite(const std::string& token, const std::string& email, const std::string& rights,
                const char* is_admin = "false") {
    return call(Method::kPost, "/api/v1/operators",
                R"({"name":"Kim","email":")" + email + R"(","isOrganizationAdmin":)" + is_admin +
                    R"(,"chatCapacity":3,"services":[)" + rights + "]}",
                token);
  }

  const Founded founded_;
  const base::ServiceId other_;
  const std::string admin_;
  const std::string service_admin_;
};
INSTANTIATE_TEST_SUITE_P(Both, OperatorsTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(OperatorsTest, an_organization_admin_sees_all_by_name) {
  add_operator("zoe@example.jp", {});
  add_operator("abe@example.jp", {{other_, ServiceRole::kOperator, true}});
  const Answer answer = get("/api/v1/operators", admin_);
  ASSERT_EQ(answer.status, 200);
  std::vector<std::string> mails;
  for (const auto& row : answer.json.at("operators").as_array()) {
    mails.emplace_back(row.at("email").as_string());
  }
  EXPECT_EQ(mails, (std::vector<std::string>{"abe@example.jp", "lead@example.jp", "zoe@example.jp",
                                             "admin@example.jp"}));
}

TEST_P(OperatorsTest, a_service_admin_sees_those_of_the_service) {
  add_operator("abe@example.jp", {{other_, ServiceRole::kOperator, true}});
  const OperatorId both = add_operator(
      "both@example.jp",
      {{founded_.service, ServiceRole::kOperator, true}, {other_, ServiceRole::kSupervisor, true}});
  const Answer answer = get("/api/v1/operators", service_admin_);
  ASSERT_EQ(answer.json.at("operators").as_array().size(), 3u);
  const Answer one = get(path_of(both), service_admin_);
  ASSERT_EQ(one.json.at("services").as_array().size(), 1u);
  EXPECT_EQ(one.json.at("services").at(0).at("role").as_string(), "operator");
}

TEST_P(OperatorsTest, one_shape_has_everything) {
  const Answer answer = get(path_of(founded_.admin), admin_);
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.text("id"), to_string(founded_.admin));
  EXPECT_EQ(answer.text("name"), "佐藤 花子");
  EXPECT_TRUE(answer.json.at("isOrganizationAdmin").as_bool());
  EXPECT_FALSE(answer.json.at("isDisabled").as_bool());
  EXPECT_FALSE(answer.json.at("isInvited").as_bool());
  EXPECT_EQ(answer.json.at("chatCapacity").as_int64(), 5);
  EXPECT_EQ(answer.json.at("state").at("state").as_string(), "offline");
}

TEST_P(OperatorsTest, an_invited_operator_is_told_to_the_desk) {
  const Answer answer =
      invite(admin_, "Kim@Example.jp", rights_json(founded_.service, "supervisor"));
  ASSERT_EQ(answer.status, 201) << boost::json::serialize(answer.json);
  EXPECT_EQ(answer.json.at("operator").at("email").as_string(), "kim@example.jp");
  EXPECT_TRUE(answer.json.at("operator").at("isInvited").as_bool());
  const OperatorForDesk& told = desk_.operators.back();
  EXPECT_EQ(told.name, "Kim");
  EXPECT_EQ(told.chat_capacity, 3);
  EXPECT_EQ(told.services,
            (std::vector<ServiceRight>{{founded_.service, ServiceRole::kSupervisor, true}}));
}

TEST_P(OperatorsTest, a_mail_address_is_taken_once_in_any_case) {
  EXPECT_EQ(invite(admin_, "kim@example.jp", "").status, 201);
  const Answer again = invite(admin_, "KIM@example.jp", "");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.code(), "alreadyExists");
  EXPECT_EQ(again.field(), "email");
}

TEST_P(OperatorsTest, a_service_admin_invites_into_own_services_only) {
  EXPECT_EQ(
      invite(service_admin_, "a@example.jp", rights_json(founded_.service, "operator")).status,
      201);
  const Answer other = invite(service_admin_, "b@example.jp", rights_json(other_, "operator"));
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.field(), "services[0].serviceId");
  EXPECT_EQ(invite(service_admin_, "c@example.jp", "").field(), "services");
  EXPECT_EQ(
      invite(service_admin_, "d@example.jp", rights_json(founded_.service, "operator"), "true")
          .status,
      403);
}

TEST_P(OperatorsTest, wrong_input_is_named) {
  const std::string right = rights_json(founded_.service, "operator");
  EXPECT_EQ(invite(admin_, "no mail", "").field(), "email");
  EXPECT_EQ(invite(admin_, "a@example.jp", rights_json(founded_.service, "boss")).field(),
            "services[0].role");
  EXPECT_EQ(invite(admin_, "a@example.jp", right + "," + right).field(), "services[1].serviceId");
  EXPECT_EQ(invite(admin_, "a@example.jp", "", "1").field(), "isOrganizationAdmin");
  EXPECT_EQ(patch(founded_.admin, R"({"chatCapacity":51})", admin_).field(), "chatCapacity");
  EXPECT_EQ(patch(founded_.admin, R"({"email":"x@example.jp"})", admin_).field(), "email");
}

TEST_P(OperatorsTest, changes_are_kept_told_and_audited) {
  const OperatorId id = add_operator("kim@example.jp", {});
  const Answer answer = patch(id,
                              R"({"name":"Kim Min-jun","chatCapacity":7,"services":[)" +
                                  rights_json(other_, "operator") + "]}",
                              admin_);
  ASSERT_EQ(answer.status, 200) << boost::json::serialize(answer.json);
  EXPECT_EQ(answer.text("name"), "Kim Min-jun");
  EXPECT_EQ(boost::json::serialize(get(path_of(id), admin_).json),
            boost::json::serialize(answer.json));
  EXPECT_EQ(desk_.operators.back().chat_capacity, 7);
  const auto actions = audited_actions();
  EXPECT_EQ(std::count(actions.begin(), actions.end(), "operator.updated"), 1);
}

TEST_P(OperatorsTest, a_change_of_rights_counts_at_once) {
  const OperatorId id = add_operator("kim@example.jp", {});
  const std::string token = sign_in_as(id);
  const std::string path = "/api/v1/services/" + to_string(other_);
  EXPECT_EQ(get(path, token).status, 404);
  patch(id, R"({"services":[)" + rights_json(other_, "operator") + "]}", admin_);
  EXPECT_EQ(get(path, token).status, 200);
  patch(id, R"({"services":[]})", admin_);
  EXPECT_EQ(get(path, token).status, 404);
}

TEST_P(OperatorsTest, disabling_ends_all_sessions_at_once) {
  const OperatorId id = add_operator("kim@example.jp", {});
  const std::string first = sign_in_as(id);
  const std::string second = sign_in_as(id);
  std::size_t ended = 0;
  sign_in_->on_sessions_ended([&](base::SessionId) { ++ended; });
  EXPECT_EQ(get("/api/v1/me", first).status, 200);
  ASSERT_EQ(patch(id, R"({"isDisabled":true})", admin_).status, 200);
  EXPECT_EQ(get("/api/v1/me", first).status, 401);
  EXPECT_EQ(get("/api/v1/me", second).status, 401);
  EXPECT_EQ(ended, 2u);
  EXPECT_TRUE(desk_.operators.back().is_disabled);
  ASSERT_EQ(patch(id, R"({"isDisabled":false})", admin_).status, 200);
  EXPECT_FALSE(desk_.operators.back().is_disabled);
}

TEST_P(OperatorsTest, the_desk_is_told_who_is_an_admin) {
  const OperatorId id = add_operator("kim@example.jp", {});
  ASSERT_EQ(patch(id, R"({"isOrganizationAdmin":true})", admin_).status, 200);
  EXPECT_TRUE(desk_.operators.back().is_organization_admin);
}

TEST_P(OperatorsTest, the_last_organization_admin_stays) {
  for (const char* body : {R"({"isDisabled":true})", R"({"isOrganizationAdmin":false})"}) {
    const Answer answer = patch(founded_.admin, body, admin_);
    EXPECT_EQ(answer.status, 409) << body;
    EXPECT_EQ(answer.code(), "conflict");
  }
  // Somebody who is only invited cannot sign in: that is nobody to leave it to.
  invite(admin_, "kim@example.jp", "", "true");
  EXPECT_EQ(patch(founded_.admin, R"({"isDisabled":true})", admin_).status, 409);
  add_operator("second@example.jp", {}, true);
  EXPECT_EQ(patch(founded_.admin, R"({"isOrganizationAdmin":false})", admin_).status, 200);
  EXPECT_FALSE(desk_.operators.back().is_organization_admin);
  EXPECT_EQ(get("/api/v1/work-reasons", admin_).status, 200);
  EXPECT_EQ(call(Method::kPut, "/api/v1/work-reasons", R"({"workReasons":[]})", admin_).status,
            403);
}

TEST_P(OperatorsTest, a_service_admin_leaves_other_services_alone) {
  const OperatorId both = add_operator(
      "both@example.jp",
      {{founded_.service, ServiceRole::kOperator, true}, {other_, ServiceRole::kSupervisor, true}});
  for (const char* body : {R"({"name":"x"})", R"({"isDisabled":true})", R"({"chatCapacity":1})",
                           R"({"isOrganizationAdmin":true})"}) {
    EXPECT_EQ(patch(both, body, service_admin_).status, 403) << body;
  }
  EXPECT_EQ(call(Method::kPost, path_of(both) + "/invitation", "", service_admin_).status, 403);
  ASSERT_EQ(patch(both, R"({"services":[]})", service_admin_).status, 200);
  const Answer left = get(path_of(both), admin_);
  ASSERT_EQ(left.json.at("services").as_array().size(), 1u);
  EXPECT_EQ(left.json.at("services").at(0).at("role").as_string(), "supervisor");
}

TEST_P(OperatorsTest, a_service_admin_may_not_take_over_an_organization_admin) {
  EXPECT_EQ(call(Method::kPost, path_of(founded_.admin) + "/invitation", "", service_admin_).status,
            403);
  EXPECT_EQ(patch(founded_.admin, R"({"isDisabled":true})", service_admin_).status, 403);
}

TEST_P(OperatorsTest, operators_of_other_services_do_not_exist) {
  const OperatorId stranger =
      add_operator("abe@example.jp", {{other_, ServiceRole::kOperator, true}});
  EXPECT_EQ(get(path_of(stranger), service_admin_).status, 404);
  EXPECT_EQ(patch(stranger, R"({"name":"x"})", service_admin_).status, 404);
  EXPECT_EQ(call(Method::kPost, path_of(stranger) + "/invitation", "", service_admin_).status, 404);
  EXPECT_EQ(get(path_of(OperatorId(1)), admin_).status, 404);
  EXPECT_EQ(get("/api/v1/operators/abc", admin_).status, 404);
}

TEST_P(OperatorsTest, the_desk_starts_with_everybody) {
  const OperatorId id = add_operator("kim@example.jp", {{other_, ServiceRole::kOperator, true}});
  const auto all = database_->read_now(OperatorsService::load_all_for_desk);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->size(), 3u);
  const auto kim = std::ranges::find(*all, id, &OperatorForDesk::id);
  ASSERT_NE(kim, all->end());
  EXPECT_EQ(kim->services, (std::vector<ServiceRight>{{other_, ServiceRole::kOperator, true}}));
}

TEST_P(OperatorsTest, a_refused_change_leaves_nothing_behind) {
  const OperatorId id = add_operator("kim@example.jp", {});
  const auto before = audited_actions().size();
  const auto told = desk_.operators.size();
  EXPECT_EQ(patch(id,
                  R"({"name":"x","services":[{"serviceId":"5","role":"operator",)"
                  R"("canChat":true}]})",
                  admin_)
                .status,
            422);
  EXPECT_EQ(get(path_of(id), admin_).text("name"), "kim");
  EXPECT_EQ(audited_actions().size(), before);
  EXPECT_EQ(desk_.operators.size(), told);
}

}  // namespace
}  // namespace madoguchi::features
