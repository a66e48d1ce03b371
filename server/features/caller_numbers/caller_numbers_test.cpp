#include <boost/json/serialize.hpp>

#include "features/caller_numbers/caller_numbers_api.h"
#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using transport::Method;

constexpr const char* kWanted = R"({"number":"03-1234-5678","label":"本店","trunk":"carrier"})";

class CallerNumbersTest : public AccountsTest {
 protected:
  CallerNumbersTest()
      : founded_(found()),
        admin_(sign_in_as(founded_.admin)),
        path_("/api/v1/services/" + to_string(founded_.service) + "/caller-numbers"),
        numbers_({*database_, clock_, ids_, audit_}) {
    numbers_.trunks_changed({"carrier", "office"});
    add_caller_numbers_routes(router_, *sign_in_, numbers_);
  }
  Answer request(const std::string& body) { return call(Method::kPost, path_, body, admin_); }
  Answer decide(const std::string& id, const std::string& what) {
    return call(Method::kPost, path_ + "/" + id + "/" + what, "", admin_);
  }
  std::size_t listed(const std::string& session) {
    return get(path_, session).json.at("callerNumbers").as_array().size();
  }
  std::string from(const std::string& number) {
    const auto found = run_to_end(numbers_.find_approved(founded_.service, number));
    return found ? found->number : found.error().field;
  }

  const Founded founded_;
  const std::string admin_;
  const std::string path_;
  CallerNumbersService numbers_;
};
INSTANTIATE_TEST_SUITE_P(Both, CallerNumbersTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(CallerNumbersTest, are_requested_approved_and_withdrawn) {
  const Answer requested = request(kWanted);
  EXPECT_EQ(requested.status, 200);
  EXPECT_EQ(requested.text("number"), "0312345678");
  EXPECT_EQ(requested.text("state"), "requested");
  EXPECT_EQ(from("0312345678"), "from") << "not approved yet";
  const std::string id = requested.text("id");
  EXPECT_EQ(decide(id, "approve").text("state"), "approved");
  EXPECT_EQ(audited_actions().back(), "callerNumber.approved");
  EXPECT_EQ(from("0312345678"), "0312345678");
  EXPECT_EQ(from(""), "0312345678") << "the first one";
  EXPECT_EQ(decide(id, "approve").status, 409);
  EXPECT_EQ(decide(id, "withdraw").text("state"), "withdrawn");
  EXPECT_EQ(from(""), "from");
  EXPECT_EQ(decide(id, "withdraw").status, 409);
}

TEST_P(CallerNumbersTest, are_registered_once_however_they_are_written) {
  const std::string id = request(kWanted).text("id");
  const char* again = R"({"number":"+81 3 1234 5678","label":"支店","trunk":"office"})";
  EXPECT_EQ(request(again).code(), "alreadyExists");
  decide(id, "withdraw");
  const Answer anew = request(again);
  EXPECT_EQ(anew.text("id"), id);
  EXPECT_EQ(anew.text("state"), "requested");
  EXPECT_EQ(anew.text("label"), "支店");
  EXPECT_EQ(anew.text("trunk"), "office");
}

TEST_P(CallerNumbersTest, wrong_fields_are_named) {
  const auto field = [&](const std::string& body) { return request(body).field(); };
  EXPECT_EQ(field(R"({"number":"110","label":"a","trunk":"carrier"})"), "number");
  EXPECT_EQ(field(R"({"number":"0312345678","label":"","trunk":"carrier"})"), "label");
  EXPECT_EQ(field(R"({"number":"0312345678","label":"a","trunk":"nobody"})"), "trunk");
  EXPECT_EQ(field(R"({"number":"0312345678","label":"a"})"), "trunk");
  EXPECT_EQ(listed(admin_), 0u);
}

TEST_P(CallerNumbersTest, of_the_configuration_wait_for_approval_once) {
  const std::vector<ConfiguredNumber> configured{{founded_.service, "*", "all"},
                                                 {founded_.service, "0312345678", "shop"}};
  ASSERT_TRUE(numbers_.register_configured(configured, CallerNumberState::kRequested));
  EXPECT_EQ(listed(admin_), 1u) << "* is no number";
  const auto number = get(path_, admin_).json.at("callerNumbers").as_array().at(0);
  EXPECT_EQ(number.at("state").as_string(), "requested");
  EXPECT_EQ(number.at("trunk").as_string(), "carrier");
  EXPECT_EQ(number.at("requestedByName").as_string(), "");
  decide(std::string(number.at("id").as_string()), "withdraw");
  ASSERT_TRUE(numbers_.register_configured(configured, CallerNumberState::kApproved));
  EXPECT_EQ(from(""), "from") << "what was withdrawn stays so";
}

TEST_P(CallerNumbersTest, are_a_matter_of_their_service_and_of_who_may) {
  const std::string id = request(kWanted).text("id");
  const base::ServiceId other = add_service("別館");
  const std::string elsewhere = "/api/v1/services/" + to_string(other) + "/caller-numbers";
  EXPECT_EQ(call(Method::kPost, elsewhere + "/" + id + "/approve", "", admin_).status, 404);
  const std::string operator_session = sign_in_as(
      add_operator("aki@example.jp", {{founded_.service, ServiceRole::kOperator, true, true}}));
  EXPECT_EQ(listed(operator_session), 0u) << "only what is approved";
  EXPECT_EQ(get(path_, operator_session).json.at("trunks").as_array().size(), 0u);
  EXPECT_EQ(call(Method::kPost, path_, kWanted, operator_session).status, 403);
  EXPECT_EQ(call(Method::kPost, path_ + "/" + id + "/approve", "", operator_session).status, 403);
  EXPECT_EQ(call(Method::kPost, path_ + "/" + id + "/withdraw", "", operator_session).status, 403);
  decide(id, "approve");
  EXPECT_EQ(listed(operator_session), 1u);
  EXPECT_EQ(get(path_, "").status, 401);
}

}  // namespace
}  // namespace madoguchi::features
