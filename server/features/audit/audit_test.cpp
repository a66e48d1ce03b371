#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using base::ServiceId;

class AuditTest : public AccountsTest {
 protected:
  AuditTest()
      : founded_(found()),
        other_(add_service("別館")),
        admin_(sign_in_as(founded_.admin)),
        lead_(sign_in_as(add_operator("lead@example.jp",
                                      {{founded_.service, ServiceRole::kServiceAdmin, true}}))) {}

  void add(std::optional<ServiceId> service, const std::string& action) {
    const auto status = database_->write_now([&](storage::Connection& db) {
      return audit_.add(
          db, {service, {founded_.admin, "佐藤", "192.0.2.9"}, action, "thing:7", {{"count", 3}}});
    });
    ASSERT_TRUE(status);
  }
  Answer log(ServiceId service, const std::string& token, const std::string& query = "") {
    return get("/api/v1/services/" + to_string(service) + "/audit-log", token, query);
  }
  static std::vector<std::string> actions(const Answer& answer) {
    std::vector<std::string> out;
    for (const auto& entry : answer.json.at("entries").as_array()) {
      out.emplace_back(entry.at("action").as_string());
    }
    return out;
  }

  const Founded founded_;
  const ServiceId other_;
  const std::string admin_;
  const std::string lead_;
};
INSTANTIATE_TEST_SUITE_P(Both, AuditTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(AuditTest, an_entry_says_who_did_what_from_where) {
  add(founded_.service, "thing.done");
  const Answer answer = log(founded_.service, lead_, "limit=1");
  ASSERT_EQ(answer.status, 200);
  const auto& entry = answer.json.at("entries").at(0).as_object();
  EXPECT_EQ(entry.at("action").as_string(), "thing.done");
  EXPECT_EQ(entry.at("subject").as_string(), "thing:7");
  EXPECT_EQ(entry.at("operatorId").as_string().c_str(), to_string(founded_.admin));
  EXPECT_EQ(entry.at("operatorName").as_string(), "佐藤");
  EXPECT_EQ(entry.at("address").as_string(), "192.0.2.9");
  EXPECT_EQ(entry.at("at").as_int64(), base::to_unix_ms(clock_.now()));
  EXPECT_EQ(entry.at("detail").at("count").as_int64(), 3);
}

TEST_P(AuditTest, each_service_has_its_own_log) {
  add(other_, "other.done");
  add({}, "organization.done");
  add(founded_.service, "own.done");
  const auto seen = actions(log(founded_.service, lead_));
  EXPECT_EQ(seen.front(), "own.done");
  EXPECT_EQ(std::ranges::count(seen, "other.done"), 0);
  EXPECT_EQ(std::ranges::count(seen, "organization.done"), 0);
}

TEST_P(AuditTest, the_organization_admin_sees_the_organization_too) {
  add(other_, "other.done");
  add({}, "organization.done");
  const auto seen = actions(log(founded_.service, admin_));
  EXPECT_EQ(std::ranges::count(seen, "organization.done"), 1);
  EXPECT_EQ(std::ranges::count(seen, "other.done"), 0);
}

TEST_P(AuditTest, pages_go_back_in_time_without_gap_or_double) {
  for (int n = 0; n < 7; ++n) add(founded_.service, "step" + std::to_string(n));
  std::vector<std::string> seen;
  std::string before;
  for (int page = 0; page < 3; ++page) {
    const Answer answer =
        log(founded_.service, lead_, "limit=3" + (before.empty() ? "" : "&before=" + before));
    for (const auto& action : actions(answer)) seen.push_back(action);
    before = answer.json.at("entries").as_array().back().at("id").as_string().c_str();
  }
  seen.resize(7);
  EXPECT_EQ(seen, (std::vector<std::string>{"step6", "step5", "step4", "step3", "step2", "step1",
                                            "step0"}));
}

TEST_P(AuditTest, wrong_paging_is_named) {
  EXPECT_EQ(log(founded_.service, lead_, "limit=0").field(), "limit");
  EXPECT_EQ(log(founded_.service, lead_, "limit=201").field(), "limit");
  EXPECT_EQ(log(founded_.service, lead_, "before=x").field(), "before");
}

}  // namespace
}  // namespace madoguchi::features
