#include "features/contacts/contact_queries.h"

#include <gmock/gmock.h>

#include "features/customers/customers_store.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ContactSearchTest : public LiveDeskTest {
 protected:
  base::ContactId say(const base::ThreadId thread, const std::string& text) {
    const auto outcome = write(thread, "client-" + std::to_string(++said_), text);
    EXPECT_TRUE(outcome);
    return outcome ? outcome->contact : base::ContactId{};
  }

  void name_customer_of(base::ThreadId thread, const std::string& name) {
    const auto named = database_->write_now([&](storage::Connection& db) -> base::Status {
      MDG_ASSIGN(auto customer, customers_store::find(db, founded_.service, customers_.at(thread)));
      customer->name = name;
      customer->is_registered = true;
      return customers_store::update(db, founded_.service, *customer);
    });
    ASSERT_TRUE(named);
  }

  std::vector<base::ContactId> found_by(const std::string& text, base::ServiceId service) {
    const auto rows = database_->read_now(
        [&](storage::Connection& db) { return contact_queries::search(db, service, text, 20); });
    EXPECT_TRUE(rows);
    std::vector<base::ContactId> ids;
    for (const auto& contact : *rows) ids.push_back(contact.id);
    return ids;
  }
  std::vector<base::ContactId> found_by(const std::string& text) {
    return found_by(text, founded_.service);
  }

 private:
  int said_ = 10'000;
};

INSTANTIATE_TEST_SUITE_P(Both, ContactSearchTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(ContactSearchTest, finds_a_contact_by_its_number) {
  const auto first = say(make_thread(), "一つ目");
  const auto second = say(make_thread(), "二つ目");
  EXPECT_THAT(found_by("1"), ElementsAre(first));
  EXPECT_THAT(found_by("#2"), ElementsAre(second));
  EXPECT_THAT(found_by("#3"), IsEmpty());
}

TEST_P(ContactSearchTest, finds_messages_by_a_part_newest_contact_first) {
  const auto thread = make_thread();
  const auto first = say(thread, "返金したい");
  say(thread, "返金はいつですか");
  const auto second = say(make_thread(), "Order ABC-1 の返金");
  EXPECT_THAT(found_by("返金"), ElementsAre(second, first));
  EXPECT_THAT(found_by("order abc"), ElementsAre(second));
  EXPECT_THAT(found_by("ORDER"), ElementsAre(second));
  EXPECT_THAT(found_by("解約"), IsEmpty());
}

TEST_P(ContactSearchTest, finds_the_contacts_of_a_customer_by_name) {
  const auto thread = make_thread();
  const auto contact = say(thread, "こんにちは");
  say(make_thread(), "こんばんは");
  name_customer_of(thread, "佐藤 Hanako");
  EXPECT_THAT(found_by("佐藤"), ElementsAre(contact));
  EXPECT_THAT(found_by("hanako"), ElementsAre(contact));
}

TEST_P(ContactSearchTest, takes_wildcards_for_the_signs_that_they_are) {
  const auto contact = say(make_thread(), "50 % off!");
  say(make_thread(), "5000 yen off_");
  EXPECT_THAT(found_by("0 %"), ElementsAre(contact));
  EXPECT_THAT(found_by("f!"), ElementsAre(contact));
  EXPECT_THAT(found_by("50_%"), IsEmpty());
}

TEST_P(ContactSearchTest, leaves_notes_and_other_services_out) {
  enter(people_[0]);
  const auto contact = say(make_thread(), "こんにちは");
  expect(desk::OpenContact{founded_.service, contact, people_[0]});
  expect(desk::WriteAsOperator{.service = founded_.service,
                               .contact = contact,
                               .operator_id = people_[0],
                               .kind = desk::MessageKind::kNote,
                               .message = {"client-note-1", {"要注意の方", {}}}});
  EXPECT_THAT(found_by("要注意"), IsEmpty());
  EXPECT_THAT(found_by("こんにちは", ids_.next<base::ServiceId>()), IsEmpty());
}

}  // namespace
}  // namespace madoguchi::features
