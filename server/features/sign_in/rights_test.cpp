// Who may do what: every operation of the accounts against every kind of operator, and against
// another service's ids.

#include <algorithm>
#include <map>
#include <set>

#include <boost/json/serialize.hpp>

#include "features/chat_settings/chat_settings.h"
#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using transport::Method;

/// One operation and what each kind of operator gets: organization admin, service admin,
/// supervisor, operator, and somebody who has no part in the service.
struct Right {
  Method method;
  const char* path;
  std::string body;
  int organization_admin;
  int service_admin;
  int supervisor;
  int plain_operator;
  int stranger;
};

class RightsTest : public AccountsTest {
 protected:
  RightsTest() : founded_(found()), other_(add_service("別館")) {
    const base::ServiceId own = founded_.service;
    colleague_ = add_operator("colleague@example.jp", {{own, ServiceRole::kOperator, true}});
    tokens_["organization admin"] = sign_in_as(founded_.admin);
    tokens_["service admin"] = token_of("lead", {{own, ServiceRole::kServiceAdmin, true}});
    tokens_["supervisor"] = token_of("super", {{own, ServiceRole::kSupervisor, true}});
    tokens_["operator"] = token_of("plain", {{own, ServiceRole::kOperator, true}});
    tokens_["stranger"] = token_of("stranger", {{other_, ServiceRole::kServiceAdmin, true}});
  }

  std::string token_of(const std::string& name, std::vector<ServiceRight> rights) {
    return sign_in_as(add_operator(name + "@example.jp", std::move(rights)));
  }
  std::string filled(std::string path, base::ServiceId service) const {
    const std::pair<std::string, std::string> values[] = {{"{service}", to_string(service)},
                                                          {"{operator}", to_string(colleague_)},
                                                          {"{queue}", default_queue()}};
    for (const auto& [name, value] : values) {
      if (const auto at = path.find(name); at != path.npos) path.replace(at, name.size(), value);
    }
    return path;
  }
  std::string default_queue() const {
    return to_string(directory_->find(founded_.service)->queues.front().id);
  }
  static std::vector<Right> matrix();

  const Founded founded_;
  const base::ServiceId other_;
  base::OperatorId colleague_;
  std::map<std::string, std::string> tokens_;
};
INSTANTIATE_TEST_SUITE_P(Both, RightsTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

std::vector<Right> RightsTest::matrix() {
  const std::string settings =
      boost::json::serialize(chat_settings_json(standard_chat_settings("x")));
  const char* new_service = R"({"name":"x","language":"ja","timeZone":"UTC"})";
  const char* settings_path = "/api/v1/services/{service}/chat-settings";
  const char* queues_path = "/api/v1/services/{service}/queues";
  const char* words_path = "/api/v1/services/{service}/ng-words";
  const char* templates_path = "/api/v1/services/{service}/message-templates";
  const char* templates = R"({"version":0,"messageTemplates":[]})";
  return {
      {Method::kGet, "/api/v1/me", "", 200, 200, 200, 200, 200},
      {Method::kGet, "/api/v1/me/sessions", "", 200, 200, 200, 200, 200},
      {Method::kPatch, "/api/v1/me", "{}", 200, 200, 200, 200, 200},
      {Method::kGet, "/api/v1/work-reasons", "", 200, 200, 200, 200, 200},
      {Method::kPut, "/api/v1/work-reasons", R"({"workReasons":[]})", 200, 403, 403, 403, 403},
      {Method::kGet, "/api/v1/operators", "", 200, 200, 403, 403, 200},
      {Method::kPost, "/api/v1/operators", "{}", 422, 422, 403, 403, 422},
      {Method::kGet, "/api/v1/operators/{operator}", "", 200, 200, 403, 403, 404},
      {Method::kPatch, "/api/v1/operators/{operator}", "{}", 200, 200, 403, 403, 404},
      {Method::kPost, "/api/v1/operators/{operator}/invitation", "", 201, 201, 403, 403, 404},
      {Method::kGet, "/api/v1/services", "", 200, 200, 200, 200, 200},
      {Method::kPost, "/api/v1/services", new_service, 201, 403, 403, 403, 403},
      {Method::kGet, "/api/v1/services/{service}", "", 200, 200, 200, 200, 404},
      {Method::kPatch, "/api/v1/services/{service}", "{}", 200, 200, 403, 403, 404},
      {Method::kGet, queues_path, "", 200, 200, 200, 200, 404},
      {Method::kPost, queues_path, "{}", 422, 422, 403, 403, 404},
      {Method::kPatch, "/api/v1/services/{service}/queues/{queue}", "{}", 200, 200, 403, 403, 404},
      {Method::kGet, settings_path, "", 200, 200, 200, 200, 404},
      {Method::kPut, settings_path, settings, 200, 200, 403, 403, 404},
      {Method::kGet, words_path, "", 200, 200, 200, 200, 404},
      {Method::kPut, words_path, R"({"words":[]})", 200, 200, 403, 403, 404},
      {Method::kGet, templates_path, "", 200, 200, 200, 200, 404},
      {Method::kPut, templates_path, templates, 200, 200, 403, 403, 404},
      {Method::kGet, "/api/v1/services/{service}/audit-log", "", 200, 200, 403, 403, 404},
  };
}

TEST_P(RightsTest, follow_the_table) {
  for (const Right& right : matrix()) {
    const std::pair<const char*, int> expected[] = {
        {"organization admin", right.organization_admin},
        {"service admin", right.service_admin},
        {"supervisor", right.supervisor},
        {"operator", right.plain_operator},
        {"stranger", right.stranger},
    };
    for (const auto& [who, status] : expected) {
      const Answer answer =
          call(right.method, filled(right.path, founded_.service), right.body, tokens_[who]);
      EXPECT_EQ(answer.status, status)
          << who << " " << right.path << " " << boost::json::serialize(answer.json);
    }
  }
}

TEST_P(RightsTest, the_table_has_every_operation_behind_a_session) {
  const auto as_in_table = [](std::string pattern) {
    for (const auto& [from, to] : {std::pair<std::string, std::string>{"{serviceId}", "{service}"},
                                   {"{operatorId}", "{operator}"},
                                   {"{queueId}", "{queue}"}}) {
      if (const auto at = pattern.find(from); at != pattern.npos) {
        pattern.replace(at, from.size(), to);
      }
    }
    return pattern;
  };
  // Those without a session, and those that are tested one by one because they end it.
  const std::set<std::string> elsewhere{"/api/v1/setup",       "/api/v1/sign-in",
                                        "/api/v1/sign-out",    "/api/v1/invitations/{token}",
                                        "/api/v1/me/password", "/api/v1/me/sessions/{sessionId}"};
  const auto table = matrix();
  for (const auto& [method, pattern] : router_.routes()) {
    if (elsewhere.contains(pattern)) continue;
    const bool is_there =
        std::ranges::any_of(table, [&, m = method, &p = pattern](const Right& row) {
          return row.method == m && row.path == as_in_table(p);
        });
    EXPECT_TRUE(is_there) << static_cast<int>(method) << " " << pattern;
  }
}

TEST_P(RightsTest, another_services_ids_are_unknown_everywhere) {
  for (const Right& right : matrix()) {
    const std::string path = right.path;
    if (path.find("{service}") == path.npos) continue;
    for (const char* who : {"service admin", "supervisor", "operator"}) {
      const Answer answer = call(right.method, filled(path, other_), right.body, tokens_[who]);
      EXPECT_EQ(answer.status, 404) << who << " " << path;
    }
    for (const auto unknown : {base::ServiceId(1), base::ServiceId(9'223'372'036'854'775'807)}) {
      const Answer answer =
          call(right.method, filled(path, unknown), right.body, tokens_["organization admin"]);
      EXPECT_EQ(answer.status, 404) << path;
    }
  }
}

TEST_P(RightsTest, a_wrong_body_never_hides_a_missing_right) {
  for (const Right& right : matrix()) {
    if (right.body.empty() || right.plain_operator != 403) continue;
    for (const char* body : {"", "not json", R"({"unknown":1})"}) {
      const std::string path = filled(right.path, founded_.service);
      const int status = call(right.method, path, body, tokens_["operator"]).status;
      EXPECT_EQ(status, 403) << path;
    }
  }
}

TEST_P(RightsTest, an_organization_admin_chats_only_where_that_was_given) {
  const std::string token = tokens_["organization admin"];
  const auto me = run_to_end(sign_in_->authenticate_session(
      base::SessionId(*base::id_from_string(get("/api/v1/me", token).text("sessionId"))), ""));
  ASSERT_TRUE(me);
  EXPECT_TRUE(me->may_chat(founded_.service));
  EXPECT_TRUE(me->may_administer(other_));
  EXPECT_EQ(me->may_chat(other_).error().code, base::ErrorCode::kForbidden);
}

}  // namespace
}  // namespace madoguchi::features
