#include <condition_variable>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"
#include "features/trunks/trunk_rules.h"
#include "features/trunks/trunks_api.h"

namespace madoguchi::features {
namespace {

using transport::Method;

constexpr const char* kTrunks = "/api/v1/telephone/trunks";
constexpr const char* kNumbers = "/api/v1/telephone/numbers";

/// A telephone that keeps the trunks it is given.
class TrunkTelephone final : public voice::Telephone {
 public:
  [[nodiscard]] voice::NetAddress local() const override { return {}; }
  [[nodiscard]] voice::TelephoneCounts counts() const override { return {}; }
  void stop() override {}
  void answer(voice::CallId) override {}
  void refuse(voice::CallId, voice::CallRefusal) override {}
  void hang_up(voice::CallId) override {}
  void connect_browser(voice::CallId, std::string, voice::DescriptionReply) override {}
  void park(voice::CallId) override {}
  void set_held(voice::CallId, bool) override {}
  void send_keys(voice::CallId, std::string) override {}
  void tap(voice::CallId, std::shared_ptr<voice::AudioTap>) override {}
  void open_web_call(voice::CallId, std::string, voice::DescriptionReply) override {}
  void open_echo(std::string, voice::DescriptionReply) override {}
  void ring_phone(voice::CallId, std::string, std::string) override {}
  void stop_ringing(voice::CallId) override {}
  void forget_phones(std::string) override {}
  void dial(voice::CallId, std::string, std::string, std::string) override {}

  [[nodiscard]] std::vector<voice::TrunkState> trunks() const override { return states; }
  [[nodiscard]] base::Status set_trunks(std::vector<voice::Trunk> trunks) override {
    given = std::move(trunks);
    return {};
  }

  std::vector<voice::Trunk> given;
  std::vector<voice::TrunkState> states;
};

class KeptNews final : public NumbersListener, public TrunkNamesListener {
 public:
  void numbers_changed(std::vector<PhoneNumber> changed) override { numbers = std::move(changed); }
  void trunks_changed(std::vector<std::string> changed) override { trunks = std::move(changed); }
  std::vector<PhoneNumber> numbers;
  std::vector<std::string> trunks;
};

class TrunksTest : public AccountsTest {
 protected:
  TrunksTest() : founded_(found()), admin_(sign_in_as(founded_.admin)) {
    load(*trunks_);
    trunks_->start(fixed(), &telephone_);
    add_trunks_routes(router_, *sign_in_, *trunks_, *directory_);
  }

  void load(TrunksService& service) {
    auto box = base::SecretBox::open(data_folder_ / "secrets.key", random_);
    ASSERT_TRUE(box) << box.error().detail;
    ASSERT_TRUE(service.load_all(*std::move(box)));
  }
  [[nodiscard]] TrunksService::Fixed fixed() {
    voice::Trunk office;
    office.name = "office";
    office.hosts = {*voice::NetAddress::parse("192.0.2.20")};
    const std::string key = directory_->all().front()->service.key;
    return {{office},
            {{"0399999999", key, ""}, {"0388888888", key, "gone"}, {"0377777777", "nobody", ""}}};
  }
  static std::string trunk(const std::string& name, const std::string& more = "") {
    boost::json::object body{
        {"name", name},         {"addresses", {"198.51.100.10", "198.51.100.11"}},
        {"port", 5061},         {"transport", "tcp"},
        {"registers", true},    {"user", "line1"},
        {"password", "s3cret"}, {"assertsIdentity", true},
        {"isAsked", true}};
    const auto changes = boost::json::parse("{" + more + "}").as_object();
    for (const auto& [key, value] : changes) body[key] = value;
    return boost::json::serialize(body);
  }
  [[nodiscard]] std::string number(const std::string& text, const std::string& queue = "null") {
    return R"({"number":")" + text + R"(","serviceId":")" + to_string(founded_.service) +
           R"(","queueId":)" + queue + "}";
  }
  Answer add(const std::string& body) { return call(Method::kPost, kTrunks, body, admin_); }
  Answer add_number(const std::string& body) { return call(Method::kPost, kNumbers, body, admin_); }
  static std::string path(const char* all, const Answer& made) {
    return std::string(all) + "/" + made.text("id");
  }

  TrunkTelephone telephone_;
  KeptNews listener_;
  const Founded founded_;
  const std::string admin_;
  std::unique_ptr<TrunksService> trunks_ = std::make_unique<TrunksService>(
      TrunksService::Parts{*database_, ids_, audit_, *directory_, listener_, listener_});
};
INSTANTIATE_TEST_SUITE_P(Both, TrunksTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(TrunksTest, a_new_one_is_in_the_telephone_at_once) {
  const Answer made = add(trunk("carrier"));
  ASSERT_EQ(made.status, 201) << boost::json::serialize(made.json);
  EXPECT_FALSE(made.json.at("isFixed").as_bool());
  EXPECT_TRUE(made.json.at("hasPassword").as_bool());
  ASSERT_EQ(telephone_.given.size(), 2u);
  const voice::Trunk& given = telephone_.given[1];
  EXPECT_EQ(telephone_.given[0].name, "office");
  EXPECT_EQ(listener_.trunks, (std::vector<std::string>{"office", "carrier"}));
  EXPECT_EQ(given.hosts[1].text(), "198.51.100.11:5061");
  EXPECT_EQ(given.user, "line1");
  EXPECT_EQ(given.password, "s3cret");
  EXPECT_TRUE(given.is_tcp && given.registers && given.asserts_identity);
  EXPECT_EQ(audited_actions().back(), "trunk.added");
}

TEST_P(TrunksTest, the_list_has_those_of_the_configuration_and_what_is_known) {
  ASSERT_EQ(add(trunk("carrier")).status, 201);
  voice::TrunkState down;
  down.name = "carrier";
  down.health = voice::TrunkHealth::kDown;
  down.answer = {voice::TrunkFault::kRefused, 503};
  down.since = clock_.now();
  down.calls = 2;
  telephone_.states = {down};
  const Answer answer = get(kTrunks, admin_);
  ASSERT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.json.at("hasTelephone").as_bool());
  const auto& rows = answer.json.at("trunks").as_array();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(rows[0].at("id").is_null());
  EXPECT_TRUE(rows[0].at("isFixed").as_bool());
  EXPECT_EQ(rows[0].at("port").as_int64(), 5060);
  EXPECT_EQ(rows[0].at("state").at("health").as_string(), "unknown");
  const auto& state = rows[1].at("state");
  EXPECT_EQ(state.at("health").as_string(), "down");
  EXPECT_EQ(state.at("reason").as_string(), "refused");
  EXPECT_EQ(state.at("status").as_int64(), 503);
  EXPECT_EQ(state.at("calls").as_int64(), 2);
  EXPECT_EQ(state.at("since").as_int64(), base::to_unix_ms(clock_.now()));
  EXPECT_EQ(boost::json::serialize(answer.json).find("s3cret"), std::string::npos);
}

TEST_P(TrunksTest, a_password_stays_unless_another_one_is_given) {
  const Answer made = add(trunk("carrier"));
  const auto replace = [&](const std::string& more) {
    return call(Method::kPut, path(kTrunks, made), trunk("carrier 2", more), admin_).status;
  };
  ASSERT_EQ(replace(R"("password":null)"), 200);
  EXPECT_EQ(telephone_.given[1].password, "s3cret");
  EXPECT_EQ(telephone_.given[1].name, "carrier 2");
  ASSERT_EQ(replace(R"("password":"another")"), 200);
  EXPECT_EQ(telephone_.given[1].password, "another");
  ASSERT_EQ(replace(R"("password":"")"), 200);
  EXPECT_EQ(telephone_.given[1].password, "");
  EXPECT_EQ(audited_actions().back(), "trunk.changed");
}

TEST_P(TrunksTest, the_database_alone_does_not_tell_the_password) {
  ASSERT_EQ(add(trunk("carrier")).status, 201);
  auto read = [](storage::Connection& db) -> base::Result<std::string> {
    constexpr storage::Sql kSealed{"test.sealed", "SELECT password_sealed FROM trunks"};
    MDG_ASSIGN(const auto row, (db.row<std::string>(kSealed)));
    return std::get<0>(*row);
  };
  const auto sealed = run_to_end(database_->read(std::move(read)));
  ASSERT_TRUE(sealed);
  EXPECT_GT(sealed->size(), 40u);
  EXPECT_EQ(sealed->find("s3cret"), std::string::npos);
}

TEST_P(TrunksTest, all_is_there_after_a_restart) {
  ASSERT_EQ(add(trunk("carrier")).status, 201);
  ASSERT_EQ(add_number(number("03-1234-5678")).status, 201);
  TrunkTelephone telephone;
  KeptNews listener;
  TrunksService again({*database_, ids_, audit_, *directory_, listener, listener});
  load(again);
  again.start(fixed(), &telephone);
  ASSERT_EQ(telephone.given.size(), 2u);
  EXPECT_EQ(telephone.given[1], telephone_.given[1]);
  ASSERT_EQ(listener.numbers.size(), 1u);
  EXPECT_EQ(listener.numbers[0].number, "03-1234-5678");
  EXPECT_EQ(listener.trunks, (std::vector<std::string>{"office", "carrier"}));
}

TEST_P(TrunksTest, with_another_key_file_the_trunk_has_no_password) {
  ASSERT_EQ(add(trunk("carrier")).status, 201);
  std::filesystem::remove(data_folder_ / "secrets.key");
  TrunkTelephone telephone;
  TrunksService again({*database_, ids_, audit_, *directory_, listener_, listener_});
  load(again);
  again.start({}, &telephone);
  ASSERT_EQ(telephone.given.size(), 1u);
  EXPECT_EQ(telephone.given[0].password, "");
}

TEST_P(TrunksTest, removed_ones_are_gone) {
  const Answer made = add(trunk("carrier"));
  EXPECT_EQ(call(Method::kDelete, path(kTrunks, made), "", admin_).status, 204);
  EXPECT_EQ(telephone_.given.size(), 1u);
  EXPECT_EQ(listener_.trunks, std::vector<std::string>{"office"});
  EXPECT_EQ(audited_actions().back(), "trunk.removed");
  EXPECT_EQ(call(Method::kDelete, path(kTrunks, made), "", admin_).status, 404);
  EXPECT_EQ(call(Method::kPut, path(kTrunks, made), trunk("carrier"), admin_).status, 404);
  EXPECT_EQ(count_rows("trunks"), 0);
}

TEST_P(TrunksTest, wrong_trunks_are_named_and_change_nothing) {
  ASSERT_EQ(add(trunk("carrier")).status, 201);
  const std::vector<std::pair<std::string, std::string>> wrong{
      {R"("name":"")", "name"},
      {R"("name":"web")", "name"},
      {R"("addresses":[])", "addresses"},
      {R"("addresses":["sip.example.jp"])", "addresses[0]"},
      {R"("addresses":["198.51.100.1","0.0.0.0"])", "addresses[1]"},
      {R"("addresses":["198.51.100.1","198.51.100.1"])", "addresses[1]"},
      {R"("port":0)", "port"},
      {R"("port":65536)", "port"},
      {R"("transport":"tls")", "transport"},
      {R"("user":"")", "user"},
      {R"("password":5)", "password"},
      {R"("color":"red")", "color"}};
  for (const auto& [change, field] : wrong) {
    const Answer answer = add(trunk("other", R"("addresses":["203.0.113.1"],)" + change));
    EXPECT_EQ(answer.status, 422) << change;
    EXPECT_EQ(answer.field(), field);
  }
  EXPECT_EQ(count_rows("trunks"), 1);
}

TEST_P(TrunksTest, name_and_addresses_are_those_of_one_trunk) {
  const Answer made = add(trunk("carrier"));
  const auto taken = [&](const std::string& body, const std::string& field) {
    const Answer answer = add(body);
    EXPECT_EQ(answer.status, 409) << body;
    EXPECT_EQ(answer.field(), field);
  };
  taken(trunk("carrier", R"("addresses":["203.0.113.1"])"), "name");
  taken(trunk("office", R"("addresses":["203.0.113.1"])"), "name");
  taken(trunk("other", R"("addresses":["203.0.113.1","198.51.100.10"])"), "addresses[1]");
  taken(trunk("other", R"("addresses":["192.0.2.20"])"), "addresses[0]");
  EXPECT_EQ(call(Method::kPut, path(kTrunks, made), trunk("carrier"), admin_).status, 200);
}

TEST_P(TrunksTest, numbers_lead_to_services_and_queues) {
  const auto queue = directory_->all().front()->queues.front().id;
  const Answer made = add_number(number("03-1234-5678", "\"" + to_string(queue) + "\""));
  ASSERT_EQ(made.status, 201) << boost::json::serialize(made.json);
  ASSERT_EQ(listener_.numbers.size(), 1u);
  EXPECT_EQ(listener_.numbers[0].service, founded_.service);
  EXPECT_EQ(listener_.numbers[0].queue, queue);
  EXPECT_EQ(audited_actions().back(), "phoneNumber.added");

  EXPECT_EQ(call(Method::kPut, path(kNumbers, made), number("*"), admin_).status, 200);
  EXPECT_EQ(listener_.numbers[0].number, "*");
  EXPECT_FALSE(listener_.numbers[0].queue);
  const Answer list = get(kNumbers, admin_);
  const auto& rows = list.json.at("numbers").as_array();
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].at("serviceId").as_string(), to_string(founded_.service));
  EXPECT_TRUE(rows[0].at("isFixed").as_bool());
  EXPECT_EQ(rows[1].at("serviceId").as_string(), to_string(founded_.service));
  EXPECT_TRUE(rows[1].at("queueId").is_null()) << "the default one has its calls";
  EXPECT_TRUE(rows[2].at("serviceId").is_null()) << "it is not there";
  EXPECT_EQ(rows[3].at("number").as_string(), "*");
  EXPECT_EQ(list.json.at("targets").as_array().size(), 1u);

  EXPECT_EQ(call(Method::kDelete, path(kNumbers, made), "", admin_).status, 204);
  EXPECT_TRUE(listener_.numbers.empty());
  EXPECT_EQ(call(Method::kDelete, path(kNumbers, made), "", admin_).status, 404);
}

TEST_P(TrunksTest, a_number_is_there_once_however_it_is_written) {
  ASSERT_EQ(add_number(number("03-1234-5678")).status, 201);
  for (const char* again : {"+81312345678", "0312345678", "(03) 9999-9999"}) {
    const Answer answer = add_number(number(again));
    EXPECT_EQ(answer.status, 409) << again;
    EXPECT_EQ(answer.field(), "number");
  }
  const Answer other = add_number(number("0120000000"));
  EXPECT_EQ(call(Method::kPut, path(kNumbers, other), number("+81-3-1234-5678"), admin_).status,
            409);
  EXPECT_EQ(call(Method::kPut, path(kNumbers, other), number("0120-000-000"), admin_).status, 200);
}

TEST_P(TrunksTest, wrong_numbers_are_named) {
  EXPECT_EQ(add_number(number("")).field(), "number");
  EXPECT_EQ(add_number(number("03;phone")).field(), "number");
  EXPECT_EQ(add_number(number("**")).field(), "number");
  EXPECT_EQ(add_number(number("--")).field(), "number");
  EXPECT_EQ(add_number(number("0312345678", "\"12345\"")).field(), "queueId");
  EXPECT_EQ(add_number(R"({"number":"03","serviceId":"12345","queueId":null})").field(),
            "serviceId");
  EXPECT_EQ(count_rows("phone_numbers"), 0);
}

TEST_P(TrunksTest, are_for_admins_of_the_organization) {
  const std::string operator_token = sign_in_as(
      add_operator("s@example.jp", {{founded_.service, ServiceRole::kServiceAdmin, true, true}}));
  const Answer made = add(trunk("carrier"));
  const Answer made_number = add_number(number("0312345678"));
  const std::vector<std::tuple<Method, std::string, std::string>> calls{
      {Method::kGet, kTrunks, ""},
      {Method::kPost, kTrunks, trunk("x", R"("addresses":["203.0.113.1"])")},
      {Method::kPut, path(kTrunks, made), trunk("x")},
      {Method::kDelete, path(kTrunks, made), ""},
      {Method::kGet, kNumbers, ""},
      {Method::kPost, kNumbers, number("0120000000")},
      {Method::kPut, path(kNumbers, made_number), number("0120000000")},
      {Method::kDelete, path(kNumbers, made_number), ""}};
  for (const auto& [method, where, body] : calls) {
    EXPECT_EQ(call(method, where, body, operator_token).status, 403) << where;
    EXPECT_EQ(call(method, where, body).status, 401) << where;
  }
  EXPECT_EQ(telephone_.given.size(), 2u);
}

TEST(TrunkRules, there_is_a_limit) {
  voice::Trunk one;
  one.name = "one";
  one.hosts = {*voice::NetAddress::parse("203.0.113.1")};
  std::vector<voice::Trunk> others(kMaxTrunks - 1);
  EXPECT_TRUE(check_beside(one, others));
  others.emplace_back();
  const auto refused = check_beside(one, others);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "name");
}

}  // namespace
}  // namespace madoguchi::features
