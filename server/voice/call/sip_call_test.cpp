#include "voice/call/sip_call.h"

#include <gtest/gtest.h>

#include "voice/call/call_media_testing.h"

namespace madoguchi::voice {
namespace {

class Ends final : public SipCallListener {
 public:
  void on_over(SipCall&, CallEnd end) override { ends.push_back(end); }
  std::vector<CallEnd> ends;
};

TEST(SipCall, an_answer_that_cannot_be_sent_is_the_end) {
  TestLane lane;
  const auto leg = TestLane::make_leg();
  SipCallParts parts{.id = CallId(5),
                     .peer = *NetAddress::parse("127.0.0.1"),
                     .descriptions = OfferAnswer({"127.0.0.1", 4'000}),
                     .contact = "sip:madoguchi@127.0.0.1",
                     .media = lane.open(CallId(5), leg),
                     .leg = leg};
  Ends ends;
  SipCall call(std::move(parts), ends);
  call.answer(nullptr);  // it never rang, so that there is no session that could send
  EXPECT_EQ(ends.ends, std::vector<CallEnd>{CallEnd::kSignallingLost});
}

}  // namespace
}  // namespace madoguchi::voice
