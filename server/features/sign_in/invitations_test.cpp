// Being invited: the link, the first password, the first session.

#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using transport::Method;

constexpr const char* kPasswordBody = R"({"password":"a password of mine"})";

class InvitationsTest : public AccountsTest {
 protected:
  InvitationsTest() : founded_(found()), admin_(sign_in_as(founded_.admin)) {}

  Answer invite(const std::string& email) {
    return call(Method::kPost, "/api/v1/operators",
                R"({"name":"金 民俊","email":")" + email +
                    R"(","isOrganizationAdmin":false,"chatCapacity":3,"services":[{"serviceId":")" +
                    to_string(founded_.service) + R"(","role":"operator","canChat":true}]})",
                admin_);
  }
  static std::string path_of(const Answer& invited) {
    const std::string url = invited.text("invitationUrl");
    return "/api/v1/invitations/" + url.substr(url.rfind('/') + 1);
  }

  const Founded founded_;
  const std::string admin_;
};
INSTANTIATE_TEST_SUITE_P(Both, InvitationsTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(InvitationsTest, the_link_says_who_is_invited) {
  const Answer invited = invite("kim@example.jp");
  ASSERT_EQ(invited.status, 201) << boost::json::serialize(invited.json);
  EXPECT_TRUE(invited.text("invitationUrl").starts_with("https://desk.example/invitation/"));
  const Answer shown = get(path_of(invited), "");
  ASSERT_EQ(shown.status, 200);
  EXPECT_EQ(shown.text("email"), "kim@example.jp");
  EXPECT_EQ(shown.text("name"), "金 民俊");
  EXPECT_EQ(shown.text("organizationName"), "こよみ舎");
}

TEST_P(InvitationsTest, choosing_a_password_signs_in) {
  const std::string path = path_of(invite("kim@example.jp"));
  const Answer accepted = call(Method::kPost, path, kPasswordBody);
  ASSERT_EQ(accepted.status, 200) << boost::json::serialize(accepted.json);
  EXPECT_EQ(accepted.text("email"), "kim@example.jp");
  EXPECT_EQ(get("/api/v1/me", *accepted.session_token()).status, 200);
  EXPECT_EQ(call(Method::kPost, "/api/v1/sign-in",
                 R"({"email":"kim@example.jp","password":"a password of mine"})")
                .status,
            200);
}

TEST_P(InvitationsTest, a_link_works_once) {
  const std::string path = path_of(invite("kim@example.jp"));
  ASSERT_EQ(call(Method::kPost, path, kPasswordBody).status, 200);
  EXPECT_EQ(call(Method::kPost, path, kPasswordBody).status, 404);
  EXPECT_EQ(get(path, "").status, 404);
}

TEST_P(InvitationsTest, a_link_ends_after_seven_days) {
  const Answer invited = invite("kim@example.jp");
  EXPECT_EQ(invited.json.at("expiresAt").as_int64(),
            base::to_unix_ms(clock_.now() + std::chrono::days(7)));
  clock_.advance(std::chrono::days(7));
  EXPECT_EQ(get(path_of(invited), "").code(), "expired");
  EXPECT_EQ(call(Method::kPost, path_of(invited), kPasswordBody).code(), "expired");
}

TEST_P(InvitationsTest, a_renewed_link_ends_the_old_one) {
  const Answer first = invite("kim@example.jp");
  const std::string id = first.json.at("operator").at("id").as_string().c_str();
  const Answer second = call(Method::kPost, "/api/v1/operators/" + id + "/invitation", "", admin_);
  ASSERT_EQ(second.status, 201);
  EXPECT_EQ(get(path_of(first), "").status, 404);
  EXPECT_EQ(get(path_of(second), "").status, 200);
}

TEST_P(InvitationsTest, a_link_for_a_forgotten_password_ends_all_sessions_when_it_is_used) {
  const auto id =
      add_operator("kim@example.jp", {{founded_.service, ServiceRole::kOperator, true}});
  const std::string before = sign_in_as(id);
  const std::string path = path_of(
      call(Method::kPost, "/api/v1/operators/" + to_string(id) + "/invitation", "", admin_));
  EXPECT_EQ(get("/api/v1/me", before).status, 200);
  EXPECT_EQ(call(Method::kPost, path, kPasswordBody).status, 200);
  EXPECT_EQ(get("/api/v1/me", before).status, 401);
}

TEST_P(InvitationsTest, a_password_that_is_too_short_changes_nothing) {
  const std::string path = path_of(invite("kim@example.jp"));
  const Answer refused = call(Method::kPost, path, R"({"password":"123456789"})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.field(), "password");
  EXPECT_EQ(get(path, "").status, 200);
}

TEST_P(InvitationsTest, disabling_takes_the_link_away) {
  const Answer invited = invite("kim@example.jp");
  const std::string id = invited.json.at("operator").at("id").as_string().c_str();
  call(Method::kPatch, "/api/v1/operators/" + id, R"({"isDisabled":true})", admin_);
  EXPECT_EQ(get(path_of(invited), "").status, 404);
  EXPECT_EQ(call(Method::kPost, "/api/v1/operators/" + id + "/invitation", "", admin_).code(),
            "conflict");
}

TEST_P(InvitationsTest, guessing_is_slowed_down) {
  for (int n = 0; n < 5; ++n) {
    EXPECT_EQ(get("/api/v1/invitations/guess" + std::to_string(n), "").status, 404);
  }
  EXPECT_EQ(get("/api/v1/invitations/guess", "").code(), "rateLimited");
}

TEST_P(InvitationsTest, the_database_and_the_log_have_no_token) {
  const std::string path = path_of(invite("kim@example.jp"));
  const std::string token = path.substr(path.rfind('/') + 1);
  const Answer log = get("/api/v1/services/" + to_string(founded_.service) + "/audit-log", admin_);
  EXPECT_EQ(boost::json::serialize(log.json).find(token), std::string::npos);
  static constexpr storage::Sql kHashes{"test.hashes", "SELECT token_hash FROM invitations"};
  const auto rows =
      database_->read_now([](storage::Connection& db) { return db.rows<std::string>(kHashes); });
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_NE(std::get<0>(rows->front()), token);
}

}  // namespace
}  // namespace madoguchi::features
