#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using transport::Method;

constexpr const char* kPath = "/api/v1/work-reasons";

class WorkReasonsTest : public AccountsTest {
 protected:
  WorkReasonsTest() : founded_(found()), admin_(sign_in_as(founded_.admin)) {}

  Answer replace(const std::string& items) {
    return call(Method::kPut, kPath, R"({"workReasons":[)" + items + "]}", admin_);
  }
  static std::string item(const std::string& ja, const std::string& id = "") {
    return (id.empty() ? "{" : R"({"id":")" + id + R"(",)") + R"("name":{"ja":")" + ja +
           R"(","en":"","ko":""}})";
  }
  std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const auto& reason : *work_reasons_->current()) out.push_back(reason.name.ja);
    return out;
  }
  std::string id_of(int position) {
    return to_string(work_reasons_->current()->at(static_cast<std::size_t>(position)).id);
  }

  const Founded founded_;
  const std::string admin_;
};
INSTANTIATE_TEST_SUITE_P(Both, WorkReasonsTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(WorkReasonsTest, start_with_training_meeting_and_report) {
  const Answer answer = get(kPath, admin_);
  ASSERT_EQ(answer.status, 200);
  const auto& rows = answer.json.at("workReasons").as_array();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].at("name").at("en").as_string(), "Training");
  EXPECT_EQ(rows[1].at("name").at("ja").as_string(), "会議");
}

TEST_P(WorkReasonsTest, are_put_into_the_order_that_was_sent) {
  const Answer answer =
      replace(item("会議", id_of(1)) + "," + item("電話") + "," + item("研修会", id_of(0)));
  ASSERT_EQ(answer.status, 200) << boost::json::serialize(answer.json);
  EXPECT_EQ(names(), (std::vector<std::string>{"会議", "電話", "研修会"}));
  EXPECT_EQ(boost::json::serialize(get(kPath, admin_).json), boost::json::serialize(answer.json));
  EXPECT_EQ(audited_actions().back(), "workReasons.replaced");
}

TEST_P(WorkReasonsTest, retire_when_they_are_left_out) {
  const auto retired = work_reasons_->current()->at(0).id;
  EXPECT_TRUE(work_reasons_->has(retired));
  ASSERT_EQ(replace(item("会議", id_of(1))).status, 200);
  EXPECT_FALSE(work_reasons_->has(retired));
  EXPECT_EQ(count_rows("work_reasons"), 3);
  const Answer back = replace(item("研修", to_string(retired)));
  EXPECT_EQ(back.status, 422);
  EXPECT_EQ(back.field(), "workReasons[0].id");
}

TEST_P(WorkReasonsTest, survive_a_restart) {
  replace(item("会議", id_of(1)) + "," + item("電話"));
  WorkReasonsService again({*database_, clock_, ids_, audit_});
  ASSERT_TRUE(again.load_all());
  ASSERT_EQ(again.current()->size(), 2u);
  EXPECT_EQ(again.current()->at(1).name.ja, "電話");
}

TEST_P(WorkReasonsTest, wrong_ones_are_named_and_change_nothing) {
  EXPECT_EQ(replace(item("")).field(), "workReasons[0].name");
  EXPECT_EQ(replace(item("a") + "," + item("b", "12345")).field(), "workReasons[1].id");
  EXPECT_EQ(replace(item("a", id_of(0)) + "," + item("b", id_of(0))).field(), "workReasons[1].id");
  EXPECT_EQ(replace(R"({"name":{"ja":"a","en":"","ko":""},"color":"red"})").field(),
            "workReasons[0].color");
  std::string many = item("a");
  for (int n = 0; n < 30; ++n) many += "," + item("b");
  EXPECT_EQ(replace(many).field(), "workReasons");
  EXPECT_EQ(names().size(), 3u);
}

}  // namespace
}  // namespace madoguchi::features
