// What a restart keeps of the desk.

#include "features/live/desk_loader.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

class DeskRestartTest : public LiveDeskTest {};

INSTANTIATE_TEST_SUITE_P(Both, DeskRestartTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(DeskRestartTest, ids_continue_though_the_clock_was_set_back) {
  const auto thread = make_thread();
  const auto before = write(thread, "client-0001");
  ASSERT_TRUE(before && before->message);
  live_->stop();
  hub_.reset();
  clock_.advance(base::Minutes(-5));
  base::IdSource ids(clock_);
  live_ = std::make_unique<LiveDesk>(*database_, ids, clock_, load_desk);
  ASSERT_TRUE(live_->start());
  const auto after = write(thread, "client-0002");
  ASSERT_TRUE(after && after->message);
  EXPECT_GT(after->message->id, before->message->id) << "a page asks for what is after its last";
  live_->stop();
}

}  // namespace
}  // namespace madoguchi::features
