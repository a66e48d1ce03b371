// Signing in and out, sessions, and the own account, through the routes.

#include <boost/json/serialize.hpp>

#include "base/secret.h"
#include "features/sign_in/accounts_testing.h"
#include "features/sign_in/session_store.h"

namespace madoguchi::features {
namespace {

using base::OperatorId;
using base::Seconds;
using transport::Method;

constexpr const char* kSignIn = "/api/v1/sign-in";
constexpr const char* kRight = R"({"email":"admin@example.jp","password":"a long password"})";
constexpr const char* kWrong = R"({"email":"admin@example.jp","password":"a wrong password"})";

class SignInTest : public AccountsTest {
 protected:
  SignInTest() : founded_(found()) {}

  Answer sign_in(const std::string& body) { return call(Method::kPost, kSignIn, body); }
  Answer me(const std::string& token) { return get("/api/v1/me", token); }

  const Founded founded_;
};
INSTANTIATE_TEST_SUITE_P(Both, SignInTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(SignInTest, right_credentials_start_a_session) {
  const Answer answer = sign_in(kRight);
  ASSERT_EQ(answer.status, 200);
  const auto token = answer.session_token();
  ASSERT_TRUE(token);
  EXPECT_EQ(token->size(), 43u);
  EXPECT_EQ(me(*token).text("email"), "admin@example.jp");
  EXPECT_EQ(audited_actions().back(), "session.started");
}

TEST_P(SignInTest, the_cookie_is_for_this_site_only) {
  EXPECT_EQ(sign_in(kRight).header("Set-Cookie").find("Secure"), std::string::npos);
  is_secure_ = true;
  const std::string cookie = sign_in(kRight).header("Set-Cookie");
  for (const char* part : {"madoguchi_session=", "; HttpOnly", "; SameSite=Lax", "; Path=/",
                           "; Secure", "; Max-Age=7776000"}) {
    EXPECT_NE(cookie.find(part), std::string::npos) << part;
  }
}

TEST_P(SignInTest, the_mail_address_counts_in_any_case) {
  const Answer answer = sign_in(R"({"email":" Admin@Example.JP ","password":"a long password"})");
  EXPECT_EQ(answer.status, 200);
}

TEST_P(SignInTest, nobody_learns_which_half_was_wrong) {
  add_operator("gone@example.jp", {});
  const Answer wrong = sign_in(kWrong);
  const Answer unknown = sign_in(R"({"email":"nobody@example.jp","password":"a long password"})");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.code(), "wrongCredentials");
  EXPECT_EQ(boost::json::serialize(wrong.json), boost::json::serialize(unknown.json));
  EXPECT_FALSE(wrong.session_token());
}

TEST_P(SignInTest, the_database_keeps_no_token) {
  const auto token = sign_in(kRight).session_token();
  const auto stored = database_->read_now(
      [&](storage::Connection& db) { return find_session(db, base::sha256_hex(*token)); });
  ASSERT_TRUE(stored && *stored);
  EXPECT_NE((*stored)->token_hash, *token);
}

TEST_P(SignInTest, disabled_and_invited_operators_stay_out) {
  const OperatorId id = add_operator("kim@example.jp", {});
  const std::string body = R"({"email":"kim@example.jp","password":"a long password"})";
  const std::string admin = sign_in_as(founded_.admin);
  ASSERT_EQ(sign_in(body).status, 200);
  ASSERT_EQ(
      call(Method::kPatch, "/api/v1/operators/" + to_string(id), R"({"isDisabled":true})", admin)
          .status,
      200);
  EXPECT_EQ(sign_in(body).code(), "wrongCredentials");
  call(Method::kPost, "/api/v1/operators",
       R"({"name":"New","email":"new@example.jp","isOrganizationAdmin":false,"chatCapacity":1,)"
       R"("services":[]})",
       admin);
  EXPECT_EQ(sign_in(R"({"email":"new@example.jp","password":""})").code(), "wrongCredentials");
}

TEST_P(SignInTest, five_failures_for_one_address_make_it_wait_twice_as_long_each_time) {
  for (int n = 0; n < 5; ++n) {
    peer_ = "192.0.2." + std::to_string(n + 10);
    EXPECT_EQ(sign_in(kWrong).code(), "wrongCredentials") << n;
  }
  peer_ = "192.0.2.99";
  const Answer blocked = sign_in(kRight);
  EXPECT_EQ(blocked.status, 429);
  EXPECT_EQ(blocked.json.at("retryAfterSeconds").as_int64(), 30);
  clock_.advance(Seconds(30));
  EXPECT_EQ(sign_in(kWrong).code(), "wrongCredentials");
  EXPECT_EQ(sign_in(kRight).json.at("retryAfterSeconds").as_int64(), 60);
  clock_.advance(Seconds(60));
  EXPECT_EQ(sign_in(kRight).status, 200);
  EXPECT_EQ(sign_in(kWrong).code(), "wrongCredentials");  // counted anew
}

TEST_P(SignInTest, five_failures_from_one_client_make_it_wait) {
  for (int n = 0; n < 5; ++n) {
    const std::string email = "nobody" + std::to_string(n) + "@example.jp";
    sign_in(R"({"email":")" + email + R"(","password":"x"})");
  }
  EXPECT_EQ(sign_in(kRight).code(), "rateLimited");
  peer_ = "192.0.2.2";
  EXPECT_EQ(sign_in(kRight).status, 200);
}

TEST_P(SignInTest, a_full_pool_counts_no_failure) {
  // The only thread waits, and there is no room to queue: every sign-in is told to try later.
  PasswordPool busy({.threads = 1, .max_queued = 0, .cost = base::kSmallestPasswordCost});
  SignInService service({*database_, clock_, ids_, random_, busy, audit_});
  for (int n = 0; n < 10; ++n) {
    const auto outcome =
        run_to_end(service.sign_in("admin@example.jp", kPassword, {"192.0.2.1", ""}));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, base::ErrorCode::kTryLater);
  }
}

TEST_P(SignInTest, a_cheaper_hash_is_made_anew) {
  PasswordPool dear({.threads = 1, .cost = {2, 16 * 1024}});
  SignInService service({*database_, clock_, ids_, random_, dear, audit_});
  const auto hash_now = [&] {
    const auto account = database_->read_now(
        [&](storage::Connection& db) { return find_account(db, founded_.admin); });
    return *(*account)->password_hash;
  };
  const std::string before = hash_now();
  ASSERT_TRUE(run_to_end(service.sign_in("admin@example.jp", kPassword, {"192.0.2.1", ""})));
  EXPECT_NE(hash_now(), before);
  EXPECT_FALSE(dear.needs_new_hash(hash_now()));
  EXPECT_TRUE(run_to_end(service.sign_in("admin@example.jp", kPassword, {"192.0.2.1", ""})));
}

TEST_P(SignInTest, no_route_but_the_open_ones_works_without_a_session) {
  for (const auto& [method, pattern] : router_.routes()) {
    const bool is_open = pattern == kSignIn || pattern == "/api/v1/setup" ||
                         pattern.starts_with("/api/v1/invitations");
    if (is_open) continue;
    std::string path = pattern;
    while (path.find('{') != std::string::npos) {
      path.replace(path.find('{'), path.find('}') - path.find('{') + 1, "1");
    }
    for (const char* token : {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
      EXPECT_EQ(call(method, path, "{}", token).status, 401) << pattern;
    }
  }
}

TEST_P(SignInTest, signing_out_ends_the_session_and_its_cookie) {
  std::vector<base::SessionId> ended;
  sign_in_->on_sessions_ended([&](base::SessionId id) { ended.push_back(id); });
  const std::string token = sign_in_as(founded_.admin);
  ASSERT_EQ(me(token).status, 200);
  const Answer answer = call(Method::kPost, "/api/v1/sign-out", "", token);
  EXPECT_EQ(answer.status, 204);
  EXPECT_NE(answer.header("Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(me(token).status, 401);
  EXPECT_EQ(ended.size(), 1u);
  EXPECT_EQ(count_rows("sessions"), 0);
}

TEST_P(SignInTest, a_session_ends_after_two_weeks_of_silence) {
  const std::string token = sign_in_as(founded_.admin);
  for (int n = 0; n < 3; ++n) {
    EXPECT_EQ(me(token).status, 200);
    clock_.advance(std::chrono::days(13));
  }
  EXPECT_EQ(me(token).status, 200);
  clock_.advance(std::chrono::days(14));
  EXPECT_EQ(me(token).status, 401);
}

TEST_P(SignInTest, a_session_ends_after_ninety_days) {
  const std::string token = sign_in_as(founded_.admin);
  for (int day = 0; day < 89; day += 10) {
    EXPECT_EQ(me(token).status, 200) << day;
    clock_.advance(std::chrono::days(10));
  }
  EXPECT_EQ(me(token).status, 401);
}

TEST_P(SignInTest, old_sessions_are_removed) {
  std::vector<base::SessionId> ended;
  sign_in_->on_sessions_ended([&](base::SessionId id) { ended.push_back(id); });
  sign_in_as(founded_.admin);
  clock_.advance(std::chrono::days(10));
  sign_in_as(founded_.admin);
  clock_.advance(std::chrono::days(4));
  ASSERT_TRUE(run_to_end(sign_in_->remove_old_sessions()));
  EXPECT_EQ(count_rows("sessions"), 1);
  EXPECT_EQ(ended.size(), 1u);
}

TEST_P(SignInTest, the_last_visit_is_written_at_most_once_a_minute) {
  const std::string token = sign_in_as(founded_.admin);
  const auto seen = [&] {
    // A write that was queued before is done before this one.
    (void)database_->write_now([](storage::Connection&) { return base::Status{}; });
    const auto stored = database_->read_now(
        [&](storage::Connection& db) { return find_session(db, base::sha256_hex(token)); });
    return (*stored)->session.last_seen_at;
  };
  const base::Time start = clock_.now();
  clock_.advance(Seconds(59));
  me(token);
  EXPECT_EQ(seen(), start);
  clock_.advance(Seconds(1));
  me(token);
  EXPECT_EQ(seen(), start + Seconds(60));
  clock_.advance(Seconds(30));
  me(token);
  EXPECT_EQ(seen(), start + Seconds(60));
}

TEST_P(SignInTest, an_operator_keeps_fifty_sessions_at_most) {
  const std::string first = sign_in_as(founded_.admin);
  for (int n = 0; n < 50; ++n) sign_in_as(founded_.admin);
  EXPECT_EQ(count_rows("sessions"), 50);
  EXPECT_EQ(me(first).status, 401);
}

TEST_P(SignInTest, a_session_that_a_sign_in_displaces_ends_though_it_is_in_use) {
  const std::string first = sign_in_as(founded_.admin);
  const std::string id = me(first).text("sessionId");  // in memory from now on
  for (int n = 0; n < 49; ++n) sign_in_as(founded_.admin);
  std::vector<std::string> ended;
  sign_in_->on_sessions_ended([&](base::SessionId one) { ended.push_back(to_string(one)); });
  ASSERT_EQ(sign_in(kRight).status, 200);
  EXPECT_EQ(ended, std::vector<std::string>{id});
  EXPECT_EQ(me(first).status, 401);
}

TEST_P(SignInTest, sessions_are_listed_newest_first) {
  const std::string first = sign_in_as(founded_.admin);
  clock_.advance(Seconds(5));
  const std::string second = sign_in_as(founded_.admin);
  const Answer answer = get("/api/v1/me/sessions", first);
  ASSERT_EQ(answer.status, 200);
  const auto& rows = answer.json.at("sessions").as_array();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_FALSE(rows[0].at("isCurrent").as_bool());
  EXPECT_TRUE(rows[1].at("isCurrent").as_bool());
  EXPECT_EQ(rows[0].at("startedAt").as_int64(), base::to_unix_ms(clock_.now()));
  EXPECT_EQ(rows[0].at("address").as_string(), "192.0.2.1");
  EXPECT_EQ(rows[0].at("userAgent").as_string(), "test browser");
}

TEST_P(SignInTest, one_may_end_own_sessions_only) {
  const std::string mine = sign_in_as(founded_.admin);
  const std::string other = sign_in_as(founded_.admin);
  const std::string stranger = sign_in_as(add_operator("kim@example.jp", {}));
  const std::string path = "/api/v1/me/sessions/" + me(other).text("sessionId");
  EXPECT_EQ(call(Method::kDelete, path, "", stranger).status, 404);
  EXPECT_EQ(me(other).status, 200);
  EXPECT_EQ(call(Method::kDelete, path, "", mine).status, 204);
  EXPECT_EQ(me(other).status, 401);
  EXPECT_EQ(call(Method::kDelete, path, "", mine).status, 404);
  EXPECT_EQ(call(Method::kDelete, "/api/v1/me/sessions/x", "", mine).status, 404);
}

TEST_P(SignInTest, a_socket_learns_whether_its_session_lives) {
  const std::string token = sign_in_as(founded_.admin);
  const auto session = base::SessionId(*base::id_from_string(me(token).text("sessionId")));
  const auto alive = run_to_end(sign_in_->authenticate_session(session, "192.0.2.7"));
  ASSERT_TRUE(alive);
  EXPECT_EQ(alive->id, founded_.admin);
  EXPECT_EQ(alive->address, "192.0.2.7");
  sign_in_->services_changed();  // nothing in memory any more
  EXPECT_TRUE(run_to_end(sign_in_->authenticate_session(session, "192.0.2.7")));
  call(Method::kPost, "/api/v1/sign-out", "", token);
  EXPECT_FALSE(run_to_end(sign_in_->authenticate_session(session, "192.0.2.7")));
}

TEST_P(SignInTest, a_database_that_is_away_counts_as_no_wrong_password) {
  const std::string token = sign_in_as(founded_.admin);
  ASSERT_EQ(me(token).status, 200);  // in memory from now on
  database_->stop();
  const std::string body = R"({"current":"a long password","new":"another long password"})";
  for (int n = 0; n < 7; ++n) {
    const Answer answer = call(Method::kPut, "/api/v1/me/password", body, token);
    EXPECT_NE(answer.code(), "rateLimited") << "attempt " << n;
    EXPECT_GE(answer.status, 500);
  }
}

TEST_P(SignInTest, the_own_account_has_everything_the_console_starts_with) {
  const Answer answer = me(sign_in_as(founded_.admin));
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.text("name"), "佐藤 花子");
  EXPECT_EQ(answer.text("organizationName"), "こよみ舎");
  EXPECT_TRUE(answer.json.at("isOrganizationAdmin").as_bool());
  EXPECT_FALSE(answer.json.at("isTrial").as_bool());
  EXPECT_EQ(answer.json.at("state").at("state").as_string(), "offline");
  const auto& services = answer.json.at("services").as_array();
  ASSERT_EQ(services.size(), 1u);
  EXPECT_EQ(services[0].at("id").as_string().c_str(), to_string(founded_.service));
  EXPECT_EQ(services[0].at("role").as_string(), "serviceAdmin");
  EXPECT_TRUE(services[0].at("canChat").as_bool());
  EXPECT_EQ(services[0].at("key").as_string().size(), 12u);
  EXPECT_EQ(services[0].at("color").as_string(), "#274a78");
  EXPECT_EQ(answer.json.at("preferences").at("sendWith").as_string(), "enter");
}

TEST_P(SignInTest, preferences_start_in_the_language_of_the_first_service) {
  const base::ServiceId korean = add_service("서울");
  const OperatorId id = add_operator("kim@example.jp", {{korean, ServiceRole::kOperator, true}});
  const Answer answer = me(sign_in_as(id));
  EXPECT_EQ(answer.json.at("preferences").at("language").as_string(), "ko");
}

TEST_P(SignInTest, the_own_account_can_be_changed) {
  const std::string token = sign_in_as(founded_.admin);
  const Answer answer =
      call(Method::kPatch, "/api/v1/me",
           R"({"name":"  佐藤 はなこ ","preferences":{"language":"en","theme":"dark",)"
           R"("sendWith":"ctrlEnter","singleKeyShortcuts":false,"sound":false,)"
           R"("browserNotifications":false,"compactList":true}})",
           token);
  ASSERT_EQ(answer.status, 200) << boost::json::serialize(answer.json);
  EXPECT_EQ(answer.text("name"), "佐藤 はなこ");
  const Answer again = me(token);
  EXPECT_EQ(again.text("name"), "佐藤 はなこ");
  EXPECT_EQ(again.json.at("preferences"), answer.json.at("preferences"));
  EXPECT_EQ(again.json.at("preferences").at("theme").as_string(), "dark");
  EXPECT_TRUE(again.json.at("preferences").at("compactList").as_bool());
  ASSERT_FALSE(desk_.operators.empty());
  EXPECT_EQ(desk_.operators.back().name, "佐藤 はなこ");
}

TEST_P(SignInTest, a_wrong_field_of_the_own_account_is_named) {
  const std::string token = sign_in_as(founded_.admin);
  const std::pair<const char*, const char*> cases[] = {
      {R"({"name":""})", "name"},
      {R"({"name":"a\nb"})", "name"},
      {R"({"email":"x@example.jp"})", "email"},
      {R"({"preferences":{"language":"fr"}})", "preferences.language"},
      {R"({"preferences":{"language":"ja"}})", "preferences.theme"},
      {R"({"preferences":null})", "preferences"},
      {R"([])", ""},
      {R"({"name":"a","name":"b"})", ""},
  };
  for (const auto& [body, field] : cases) {
    const Answer answer = call(Method::kPatch, "/api/v1/me", body, token);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_EQ(answer.field(), field) << body;
  }
  EXPECT_EQ(me(token).text("name"), "佐藤 花子");
}

TEST_P(SignInTest, a_new_password_ends_all_other_sessions) {
  const std::string token = sign_in_as(founded_.admin);
  const std::string other = sign_in_as(founded_.admin);
  EXPECT_EQ(me(other).status, 200);
  const Answer answer = call(Method::kPut, "/api/v1/me/password",
                             R"({"current":"a long password","new":"quite another one"})", token);
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(me(token).status, 200);
  EXPECT_EQ(me(other).status, 401);
  EXPECT_EQ(sign_in(kRight).code(), "wrongCredentials");
  EXPECT_EQ(sign_in(R"({"email":"admin@example.jp","password":"quite another one"})").status, 200);
}

TEST_P(SignInTest, a_new_password_needs_the_current_one_and_length) {
  const std::string token = sign_in_as(founded_.admin);
  const auto change = [&](const std::string& body) {
    return call(Method::kPut, "/api/v1/me/password", body, token);
  };
  EXPECT_EQ(change(R"({"current":"a long password","new":"too short"})").field(), "new");
  const Answer wrong = change(R"({"current":"not the one","new":"quite another one"})");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.field(), "current");
  for (int n = 0; n < 4; ++n) change(R"({"current":"not the one","new":"quite another one"})");
  EXPECT_EQ(change(R"({"current":"a long password","new":"quite another one"})").code(),
            "rateLimited");
}

TEST_P(SignInTest, no_secret_reaches_the_audit_log) {
  const auto token = sign_in(kRight).session_token();
  call(Method::kPut, "/api/v1/me/password",
       R"({"current":"a long password","new":"quite another one"})", *token);
  const Answer log = get("/api/v1/services/" + to_string(founded_.service) + "/audit-log", *token);
  ASSERT_EQ(log.status, 200);
  const std::string text = boost::json::serialize(log.json);
  EXPECT_NE(text.find("password.changed"), std::string::npos);
  for (const std::string& secret : {std::string("a long password"), std::string("quite another"),
                                    *token, std::string("argon2")}) {
    EXPECT_EQ(text.find(secret), std::string::npos) << secret;
  }
}

}  // namespace
}  // namespace madoguchi::features
