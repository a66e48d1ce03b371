#include <array>

#include <boost/json/serialize.hpp>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

using base::MessageTemplateId;
using transport::Method;
using Templates = std::vector<MessageTemplate>;

const MessageTemplate kHello{MessageTemplateId(1), "greetings", "hello", "Good morning."};
const MessageTemplate kBye{MessageTemplateId(2), "greetings", "bye", "Good bye."};

struct CheckCase {
  const char* what;
  Templates sent;
  const char* field;  ///< "" when they are right
};

TEST(MessageTemplates, have_ids_of_the_service_and_one_name_in_a_group) {
  const MessageTemplate fresh{{}, "", "hello", "Hi."};
  const CheckCase cases[] = {
      {"none", {}, ""},
      {"as they are", {kHello, kBye}, ""},
      {"another order", {kBye, kHello}, ""},
      {"the same name in another group", {kHello, fresh}, ""},
      {"names that differ in case", {kHello, {{}, "greetings", "Hello", "Hi."}}, ""},
      {"names that change places",
       {{kHello.id, "greetings", "bye", "x"}, {kBye.id, "greetings", "hello", "y"}},
       ""},
      {"twice the same id", {kHello, {kHello.id, "", "x", "x"}}, "messageTemplates[1].id"},
      {"a foreign id", {kBye, {MessageTemplateId(3), "", "x", "x"}}, "messageTemplates[1].id"},
      {"twice the name without a group", {fresh, kBye, fresh}, "messageTemplates[2].name"},
      {"twice the name", {kHello, {{}, "greetings", "hello", "x"}}, "messageTemplates[1].name"},
  };
  for (const auto& [what, sent, field] : cases) {
    const auto status = check_message_templates({kHello, kBye}, sent);
    EXPECT_EQ(status ? "" : status.error().field, field) << what;
  }
}

TEST(MessageTemplates, changes_are_counted_without_those_of_the_order) {
  const auto counts = [](const Templates& after) {
    const auto changes = changes_between({kHello, kBye}, after);
    return std::array{changes.added, changes.changed, changes.removed};
  };
  using Counts = std::array<std::size_t, 3>;
  EXPECT_EQ(counts({kHello, kBye}), (Counts{0, 0, 0}));
  EXPECT_EQ(counts({kBye, kHello}), (Counts{0, 0, 0}));
  EXPECT_EQ(counts({{kHello.id, "", "hello", "Good morning."}, kBye}), (Counts{0, 1, 0}));
  EXPECT_EQ(counts({{MessageTemplateId(3), "", "new", "x"}}), (Counts{1, 0, 2}));
}

class MessageTemplatesTest : public AccountsTest {
 protected:
  MessageTemplatesTest()
      : founded_(found()),
        admin_(sign_in_as(founded_.admin)),
        path_("/api/v1/services/" + to_string(founded_.service) + "/message-templates") {}

  Answer replace(int version, const std::string& items) {
    const std::string body =
        R"({"version":)" + std::to_string(version) + R"(,"messageTemplates":[)" + items + "]}";
    return call(Method::kPut, path_, body, admin_);
  }
  static std::string item(const std::string& name, const std::string& id = "",
                          const std::string& group = "", const std::string& text = "x") {
    return (id.empty() ? "{" : R"({"id":")" + id + R"(",)") + R"("group":")" + group +
           R"(","name":")" + name + R"(","text":")" + text + R"("})";
  }
  MessageTemplateList stored(MessageTemplatesService& service) {
    return *run_to_end(service.list(founded_.service));
  }
  std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const auto& one : stored(*message_templates_).templates) out.push_back(one.name);
    return out;
  }
  std::string id_of(std::size_t position) {
    return to_string(stored(*message_templates_).templates.at(position).id);
  }

  const Founded founded_;
  const std::string admin_;
  const std::string path_;
};
INSTANTIATE_TEST_SUITE_P(Both, MessageTemplatesTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(MessageTemplatesTest, start_empty_and_are_read_as_they_were_written) {
  EXPECT_EQ(boost::json::serialize(get(path_, admin_).json),
            R"({"version":0,"messageTemplates":[]})");
  const Answer answer =
      replace(0, item(" お礼 ", "", "あいさつ", R"(ありがとう。\nまた\"どうぞ\")"));
  ASSERT_EQ(answer.status, 200) << boost::json::serialize(answer.json);
  EXPECT_EQ(boost::json::serialize(answer.json),
            R"({"version":1,"messageTemplates":[{"id":")" + id_of(0) +
                R"(","group":"あいさつ","name":"お礼","text":"ありがとう。\nまた\"どうぞ\""}]})");
  EXPECT_EQ(boost::json::serialize(get(path_, admin_).json), boost::json::serialize(answer.json));
}

TEST_P(MessageTemplatesTest, keep_their_ids_in_the_order_that_was_sent) {
  replace(0, item("a") + "," + item("b") + "," + item("c"));
  const std::string a = id_of(0);
  const std::string c = id_of(2);
  ASSERT_EQ(replace(1, item("c", c) + "," + item("new") + "," + item("A", a)).status, 200);
  EXPECT_EQ(names(), (std::vector<std::string>{"c", "new", "A"}));
  EXPECT_EQ(id_of(0), c);
  EXPECT_EQ(id_of(2), a);
  EXPECT_EQ(count_rows("message_templates"), 3);
}

TEST_P(MessageTemplatesTest, of_another_version_are_not_replaced) {
  ASSERT_EQ(replace(0, item("mine")).status, 200);
  const Answer late = replace(0, item("theirs"));
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.code(), "conflict");
  EXPECT_TRUE(late.text("detail").starts_with("version")) << late.text("detail");
  EXPECT_EQ(names(), std::vector<std::string>{"mine"});
  EXPECT_EQ(replace(2, item("theirs")).status, 409) << "a version that was not yet";
}

TEST_P(MessageTemplatesTest, that_are_as_they_were_stay_at_their_version) {
  replace(0, item("a"));
  const auto audited = audited_actions().size();
  const Answer same = replace(1, item("a", id_of(0)));
  EXPECT_EQ(same.json.at("version").as_int64(), 1);
  EXPECT_EQ(audited_actions().size(), audited);
}

TEST_P(MessageTemplatesTest, are_audited_with_counts_and_never_with_the_text) {
  replace(0, item("a", "", "", "first secret") + "," + item("b"));
  replace(1, item("a", id_of(0), "", "second secret") + "," + item("c"));
  EXPECT_EQ(audited_actions().back(), "messageTemplates.replaced");
  const std::string log_path = "/api/v1/services/" + to_string(founded_.service) + "/audit-log";
  const std::string log = boost::json::serialize(get(log_path, admin_).json);
  EXPECT_NE(log.find(R"({"count":2,"added":1,"changed":1,"removed":1})"), log.npos) << log;
  EXPECT_EQ(log.find("secret"), log.npos);
}

TEST_P(MessageTemplatesTest, are_a_matter_of_their_service) {
  const std::string other =
      "/api/v1/services/" + to_string(add_service("別館")) + "/message-templates";
  replace(0, item("a"));
  EXPECT_TRUE(get(other, admin_).json.at("messageTemplates").as_array().empty());
  const std::string body = R"({"version":0,"messageTemplates":[)" + item("stolen", id_of(0)) + "]}";
  EXPECT_EQ(call(Method::kPut, other, body, admin_).field(), "messageTemplates[0].id");
  EXPECT_EQ(names(), std::vector<std::string>{"a"});
}

TEST_P(MessageTemplatesTest, survive_a_restart) {
  replace(0, item("a") + "," + item("b"));
  replace(1, item("b", id_of(1)) + "," + item("a", id_of(0)));
  MessageTemplatesService again({*database_, ids_, audit_});
  const auto list = stored(again);
  EXPECT_EQ(list.version, 2);
  ASSERT_EQ(list.templates.size(), 2u);
  EXPECT_EQ(list.templates[0].name, "b");
}

TEST_P(MessageTemplatesTest, wrong_ones_are_named_and_change_nothing) {
  EXPECT_EQ(replace(0, item("")).field(), "messageTemplates[0].name");
  EXPECT_EQ(replace(0, item("a\\nb")).field(), "messageTemplates[0].name");
  EXPECT_EQ(replace(0, item(std::string(51, 'a'))).field(), "messageTemplates[0].name");
  EXPECT_EQ(replace(0, item("a", "", std::string(31, 'g'))).field(), "messageTemplates[0].group");
  EXPECT_EQ(replace(0, item("a", "", "g\\ng")).field(), "messageTemplates[0].group");
  EXPECT_EQ(replace(0, item("a", "", "", "")).field(), "messageTemplates[0].text");
  EXPECT_EQ(replace(0, item("a", "", "", " \\n ")).field(), "messageTemplates[0].text");
  EXPECT_EQ(replace(0, item("a", "", "", std::string(2001, 't'))).field(),
            "messageTemplates[0].text");
  EXPECT_EQ(replace(0, item("a") + "," + item(" a ")).field(), "messageTemplates[1].name");
  EXPECT_EQ(replace(0, item("a", "12345")).field(), "messageTemplates[0].id");
  EXPECT_EQ(replace(0, R"({"group":"","name":"a","text":"x","color":"red"})").field(),
            "messageTemplates[0].color");
  EXPECT_EQ(replace(-1, item("a")).field(), "version");
  EXPECT_EQ(call(Method::kPut, path_, R"({"messageTemplates":[]})", admin_).field(), "version");
  std::string many = item("0");
  for (int n = 1; n <= 300; ++n) many += "," + item(std::to_string(n));
  EXPECT_EQ(replace(0, many).field(), "messageTemplates");
  EXPECT_EQ(stored(*message_templates_).version, 0);
}

TEST_P(MessageTemplatesTest, three_hundred_of_the_longest_fit) {
  const auto long_text = [](int characters) {
    std::string out;
    for (int n = 0; n < characters; ++n) out += "𠮷";
    return out;
  };
  std::string items;
  for (int n = 0; n < 300; ++n) {
    if (n > 0) items += ',';
    items += item(std::to_string(100 + n) + long_text(47), "", long_text(30), long_text(2000));
  }
  EXPECT_LT(items.size() + 100, router_.find(Method::kPut, path_, false)->options.max_body_bytes);
  EXPECT_EQ(replace(0, items).status, 200);
  EXPECT_EQ(stored(*message_templates_).templates.size(), 300u);
}

}  // namespace
}  // namespace madoguchi::features
