// Passwords of desk phones through the routes, and what the telephone sees of them.

#include "features/desk_phones/desk_phones_api.h"
#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using base::OperatorId;
using transport::Method;

class Changes final : public DeskPhonesListener {
 public:
  void on_password_changed(const std::string& extension) override { told.push_back(extension); }
  std::vector<std::string> told;
};

class DeskPhonesServiceTest : public AccountsTest {
 protected:
  DeskPhonesServiceTest() : founded_(found()), admin_(sign_in_as(founded_.admin)) {
    begin();
    add_desk_phones_routes(router_, *sign_in_, *phones_);
    aki_ = add_operator("aki@example.jp", {{founded_.service, ServiceRole::kOperator, true}});
    patch(aki_, R"({"extension":"201"})");
  }
  void begin() {
    phones_.emplace(
        DeskPhonesService::Parts{*database_, clock_, random_, audit_, *operators_, changes_});
    EXPECT_TRUE(phones_->load_all());
  }

  static std::string path_of(OperatorId id) {
    return "/api/v1/operators/" + to_string(id) + "/desk-phone";
  }
  /// Changes an operator, and passes on what the program passes on.
  Answer patch(OperatorId id, const std::string& body) {
    Answer answer = call(Method::kPatch, "/api/v1/operators/" + to_string(id), body, admin_);
    phones_->operator_changed(desk_.operators.back());
    (void)database_->write_now([](storage::Connection&) -> base::Status { return {}; });
    return answer;
  }
  /// The password, which is the right one from then on.
  std::string make(OperatorId id) {
    const Answer answer = call(Method::kPost, path_of(id), "", admin_);
    EXPECT_EQ(answer.status, 201) << answer.code();
    return answer.text("password");
  }
  bool is_right(const std::string& extension, const std::string& password) {
    const auto kept = phones_->secret_of(extension);
    const auto meant = voice::make_phone_secret(extension, password);
    return kept && kept->md5 == meant.md5 && kept->sha256 == meant.sha256;
  }

  const Founded founded_;
  const std::string admin_;
  Changes changes_;
  std::optional<DeskPhonesService> phones_;
  OperatorId aki_;
};
INSTANTIATE_TEST_SUITE_P(Both, DeskPhonesServiceTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(DeskPhonesServiceTest, a_password_is_made_shown_once_and_kept_as_its_hashes) {
  EXPECT_FALSE(phones_->has_phones());
  const Answer before = get(path_of(aki_), admin_);
  EXPECT_EQ(before.status, 200);
  EXPECT_TRUE(before.json.at("extension").is_null());
  EXPECT_TRUE(before.json.at("madeAt").is_null());
  const std::string password = make(aki_);
  EXPECT_EQ(password.size(), 16u);
  EXPECT_TRUE(phones_->has_phones());
  EXPECT_TRUE(is_right("201", password));
  EXPECT_EQ(phones_->owner_of("201"), aki_);
  EXPECT_FALSE(phones_->secret_of("202"));
  const Answer after = get(path_of(aki_), admin_);
  EXPECT_EQ(after.text("extension"), "201");
  EXPECT_EQ(after.json.at("madeAt").as_int64(), base::to_unix_ms(clock_.now()));
  EXPECT_FALSE(after.json.as_object().contains("password"));
  EXPECT_EQ(audited_actions().back(), "deskPhone.passwordMade");
  begin();
  EXPECT_TRUE(is_right("201", password)) << "after a restart";
}

TEST_P(DeskPhonesServiceTest, a_new_password_ends_the_one_before) {
  const std::string first = make(aki_);
  EXPECT_EQ(changes_.told, std::vector<std::string>{"201"});
  const std::string second = make(aki_);
  EXPECT_NE(first, second);
  EXPECT_FALSE(is_right("201", first));
  EXPECT_TRUE(is_right("201", second));
  EXPECT_EQ(changes_.told, (std::vector<std::string>{"201", "201"})) << "phones register anew";
  EXPECT_EQ(count_rows("desk_phones"), 1);
}

TEST_P(DeskPhonesServiceTest, is_removed) {
  make(aki_);
  EXPECT_EQ(call(Method::kDelete, path_of(aki_), "", admin_).status, 204);
  EXPECT_FALSE(phones_->has_phones());
  EXPECT_FALSE(phones_->secret_of("201"));
  EXPECT_EQ(changes_.told, (std::vector<std::string>{"201", "201"}));
  EXPECT_EQ(audited_actions().back(), "deskPhone.removed");
  const auto actions = audited_actions().size();
  EXPECT_EQ(call(Method::kDelete, path_of(aki_), "", admin_).status, 204);
  EXPECT_EQ(audited_actions().size(), actions) << "nothing happened";
  EXPECT_EQ(count_rows("desk_phones"), 0);
}

TEST_P(DeskPhonesServiceTest, ends_with_the_extension) {
  make(aki_);
  EXPECT_EQ(patch(aki_, R"({"name":"Aki"})").status, 200);
  EXPECT_TRUE(phones_->secret_of("201")) << "another name is no other extension";
  EXPECT_EQ(patch(aki_, R"({"extension":"205"})").status, 200);
  EXPECT_FALSE(phones_->secret_of("201"));
  EXPECT_FALSE(phones_->secret_of("205")) << "the user name is part of the secret";
  EXPECT_EQ(changes_.told, (std::vector<std::string>{"201", "201"}));
  EXPECT_EQ(patch(aki_, R"({"extension":"201"})").status, 200);
  EXPECT_FALSE(phones_->secret_of("201")) << "what has ended does not come back";
  make(aki_);
  EXPECT_EQ(patch(aki_, R"({"extension":null})").status, 200);
  EXPECT_FALSE(phones_->has_phones());
  EXPECT_EQ(count_rows("desk_phones"), 0);
}

TEST_P(DeskPhonesServiceTest, ends_when_the_operator_is_disabled) {
  make(aki_);
  EXPECT_EQ(patch(aki_, R"({"isDisabled":true})").status, 200);
  EXPECT_FALSE(phones_->has_phones());
  const Answer refused = call(Method::kPost, path_of(aki_), "", admin_);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(patch(aki_, R"({"isDisabled":false})").status, 200);
  EXPECT_FALSE(phones_->secret_of("201"));
}

TEST_P(DeskPhonesServiceTest, an_extension_that_moves_has_the_new_owners_password_alone) {
  const std::string akis = make(aki_);
  const OperatorId ben =
      add_operator("ben@example.jp", {{founded_.service, ServiceRole::kOperator, true}});
  patch(aki_, R"({"extension":"205"})");
  patch(ben, R"({"extension":"201"})");
  const std::string bens = make(ben);
  EXPECT_FALSE(is_right("201", akis));
  EXPECT_TRUE(is_right("201", bens));
  EXPECT_EQ(phones_->owner_of("201"), ben);
  phones_->operator_changed({.id = aki_, .name = "Aki", .extension = "205"});
  (void)database_->write_now([](storage::Connection&) -> base::Status { return {}; });
  EXPECT_TRUE(is_right("201", bens)) << "news of the owner before do not touch it";
}

TEST_P(DeskPhonesServiceTest, needs_an_extension) {
  const OperatorId ben = add_operator("ben@example.jp", {});
  const Answer refused = call(Method::kPost, path_of(ben), "", admin_);
  EXPECT_EQ(refused.status, 409);
  EXPECT_TRUE(refused.text("detail").starts_with("extension")) << refused.text("detail");
}

TEST_P(DeskPhonesServiceTest, rights_are_those_for_the_operators_account) {
  const base::ServiceId other = add_service("別館");
  const OperatorId lead =
      add_operator("lead@example.jp", {{founded_.service, ServiceRole::kServiceAdmin, true}});
  const std::string service_admin = sign_in_as(lead);
  const std::string aki = sign_in_as(aki_);
  EXPECT_EQ(call(Method::kPost, path_of(aki_), "", service_admin).status, 201);
  EXPECT_EQ(call(Method::kPost, path_of(aki_), "", aki).status, 403);
  EXPECT_EQ(call(Method::kDelete, path_of(aki_), "", aki).status, 403);
  EXPECT_EQ(get(path_of(aki_), aki).status, 403);
  EXPECT_EQ(get(path_of(aki_), "").status, 401);
  const OperatorId both = add_operator(
      "both@example.jp",
      {{founded_.service, ServiceRole::kOperator, true}, {other, ServiceRole::kOperator, true}});
  patch(both, R"({"extension":"202"})");
  EXPECT_EQ(get(path_of(both), service_admin).status, 200);
  EXPECT_EQ(call(Method::kPost, path_of(both), "", service_admin).status, 403);
  EXPECT_EQ(call(Method::kDelete, path_of(both), "", service_admin).status, 403);
  EXPECT_EQ(get(path_of(OperatorId(1)), admin_).status, 404);
  EXPECT_EQ(call(Method::kPost, path_of(OperatorId(1)), "", admin_).status, 404);
}

TEST_P(DeskPhonesServiceTest, ends_for_whom_it_is_taken_from_though_the_database_is_away) {
  const OperatorId ben =
      add_operator("ben@example.jp", {{founded_.service, ServiceRole::kOperator, true}});
  patch(ben, R"({"extension":"202"})");
  make(aki_);
  make(ben);
  const auto told = [](OperatorId id, const std::string& extension, bool is_disabled) {
    OperatorForDesk changed;
    changed.id = id;
    changed.extension = extension;
    changed.is_disabled = is_disabled;
    return changed;
  };
  changes_.told.clear();
  database_->stop();
  phones_->operator_changed(told(aki_, "201", false));
  EXPECT_TRUE(phones_->secret_of("201")) << "nothing was taken";
  phones_->operator_changed(told(aki_, "201", true));
  phones_->operator_changed(told(ben, "209", false));
  EXPECT_FALSE(phones_->has_phones());
  EXPECT_EQ(changes_.told, (std::vector<std::string>{"201", "202"}));
}

TEST_P(DeskPhonesServiceTest, everybody_sees_their_own_with_how_many_are_registered) {
  make(aki_);
  phones_->set_registered("201", 2);
  phones_->set_registered("202", 3);
  const std::string aki = sign_in_as(aki_);
  Answer own = get("/api/v1/me/desk-phone", aki);
  EXPECT_EQ(own.text("extension"), "201");
  EXPECT_EQ(own.json.at("registered").as_int64(), 2);
  EXPECT_TRUE(own.json.at("server").is_null()) << "there is no telephone";
  phones_->set_server({"192.0.2.5", 5'060});
  phones_->set_registered("201", 0);
  own = get("/api/v1/me/desk-phone", aki);
  EXPECT_EQ(own.json.at("registered").as_int64(), 0);
  EXPECT_EQ(own.json.at("server").at("host").as_string(), "192.0.2.5");
  EXPECT_EQ(own.json.at("server").at("port").as_int64(), 5'060);
  EXPECT_TRUE(get("/api/v1/me/desk-phone", admin_).json.at("extension").is_null());
}

}  // namespace
}  // namespace madoguchi::features
