// What the desk takes while too many commits are under way.

#include <latch>

#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

/// The writer waits, and as many commits as there may be wait for it.
class DeskOverloadTest : public LiveDeskTest {
 protected:
  static constexpr int kMostCommits = 4096;

  ~DeskOverloadTest() override { let_write(); }

  void fill() {
    thread_ = make_thread();
    const auto contact = write(thread_, "client-0001");
    ASSERT_TRUE(contact);
    contact_ = contact->contact;
    database_->submit(
        [this](storage::Connection&) -> base::Status {
          may_write_.wait();
          return {};
        },
        [](base::Status) {});
    // Whatever is decided waits for the one before it, with or without rows.
    on_desk([&] {
      live_->touch({contact_});
      for (int i = 1; i < kMostCommits; ++i) {
        live_->execute(desk::ReadAsCustomer{founded_.service, thread_, contact_, 0}, {},
                       [](const auto&) {});
      }
      return 0;
    });
    ASSERT_EQ(live_->counts().outstanding, kMostCommits);
  }

  void let_write() {
    if (!may_write_.try_wait()) may_write_.count_down();
  }

  base::Status perform(const desk::Command& command) {
    return on_desk([&] { return live_->perform(command); });
  }

  std::latch may_write_{1};
  base::ThreadId thread_;
  base::ContactId contact_;
};

INSTANTIATE_TEST_SUITE_P(Both, DeskOverloadTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(DeskOverloadTest, what_comes_only_once_is_taken) {
  fill();
  const auto refused = perform(desk::ReadAsCustomer{founded_.service, thread_, contact_, 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::kTryLater);
  EXPECT_TRUE(perform(desk::ConnectOperator{people_[0]}));
  EXPECT_TRUE(perform(desk::RemoveOperator{people_[1]}));
  // Nobody is called, but that is decided and not refused unseen.
  for (const desk::Command& command :
       {desk::Command(desk::SetCustomerPresence{founded_.service, contact_, false}),
        desk::Command(desk::DeclineCall{founded_.service, contact_, people_[0]}),
        desk::Command(desk::SetOperatorLeg{founded_.service, contact_, true, false}),
        desk::Command(desk::SetDialAnswered{founded_.service, contact_})}) {
    const auto status = perform(command);
    EXPECT_TRUE(status || status.error().code != base::ErrorCode::kTryLater);
  }
  let_write();
  settle();
  EXPECT_TRUE(live_->states().find(people_[0])->is_connected);
}

TEST_P(DeskOverloadTest, what_is_due_waits_for_room) {
  fill();
  clock_.advance(base::Minutes(30));
  const auto before = live_->counts();
  for (int i = 0; i < 5; ++i) on_desk([] { return 0; });
  EXPECT_EQ(live_->counts().commands, before.commands) << "a Tick that must be refused";
  let_write();
  settle();
  EXPECT_GT(live_->counts().commands, before.commands);
  EXPECT_EQ(live_->counts().refused, before.refused);
}

}  // namespace
}  // namespace madoguchi::features
