#include "features/live/roster.h"

#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

class RosterTest : public LiveDeskTest {};

INSTANTIATE_TEST_SUITE_P(Both, RosterTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(RosterTest, counts_the_chats_that_wait_for_only_these_can_be_handed_over) {
  ASSERT_TRUE(write(make_thread(), "client-0001"));
  const auto thread = make_thread();
  expect(desk::StartCall{founded_.service,
                         base::ContactId(500),
                         thread,
                         customers_[thread],
                         queue_,
                         0,
                         {"0311112222", "0120", "trunk", {}}});
  const auto roster = on_desk([&] { return roster_json(*live_, founded_.service); });
  EXPECT_EQ(roster.at("queues").at(0).at("waiting").as_int64(), 1);
}

}  // namespace
}  // namespace madoguchi::features
