#include "features/calls/call_record.h"

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

constexpr base::Time kArrived = base::from_unix_ms(1'000'000);
constexpr base::Time kNow = kArrived + base::Seconds(100);

CallRecord waiting() {
  CallRecord call;
  call.contact = base::ContactId(1);
  call.customer = base::CustomerId(2);
  call.direction = "inbound";
  call.arrived_at = kArrived;
  return call;
}

std::int64_t field(const CallRecord& call, const char* name) {
  return call_json(call, kNow).at(name).as_int64();
}

TEST(CallRecord, counts_a_wait_up_to_now) {
  EXPECT_EQ(field(waiting(), "waitingMs"), 100'000);
  EXPECT_EQ(field(waiting(), "talkMs"), 0);
  EXPECT_TRUE(call_json(waiting(), kNow).at("missedReason").is_null());
}

TEST(CallRecord, parts_an_answered_call_into_wait_talk_and_hold) {
  CallRecord call = waiting();
  call.answered_at = kArrived + base::Seconds(7);
  call.held_since = kArrived + base::Seconds(90);
  call.held = base::Seconds(3);
  EXPECT_EQ(field(call, "waitingMs"), 7'000);
  EXPECT_EQ(field(call, "talkMs"), 93'000);
  EXPECT_EQ(field(call, "heldMs"), 13'000);
  call.ended_at = kArrived + base::Seconds(95);
  EXPECT_EQ(field(call, "talkMs"), 88'000);
  EXPECT_EQ(field(call, "heldMs"), 8'000);
}

TEST(CallRecord, missed_is_who_was_never_answered) {
  CallRecord call = waiting();
  for (const char* reason : {"userLeft", "noOperator", "ringTimeout"}) {
    call.end_reason = reason;
    EXPECT_EQ(missed_reason(call), reason);
  }
  call.end_reason = "mediaLost";
  EXPECT_EQ(missed_reason(call), "userLeft");
  call.answered_at = kArrived;
  EXPECT_EQ(missed_reason(call), std::nullopt);
}

TEST(CallRecord, a_clock_that_steps_back_makes_no_negative_time) {
  CallRecord call = waiting();
  call.ended_at = kArrived - base::Seconds(1);
  EXPECT_EQ(field(call, "waitingMs"), 0);
}

TEST(CallRecord, who_does_not_answer_our_call_has_not_missed_it) {
  CallRecord call = waiting();
  call.direction = "outbound";
  call.ended_at = kNow;
  call.end_reason = "noAnswer";
  EXPECT_EQ(missed_reason(call), std::nullopt);
}

}  // namespace
}  // namespace madoguchi::features
