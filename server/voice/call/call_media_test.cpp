#include "voice/call/call_media.h"

#include <gtest/gtest.h>

#include "voice/call/call_media_testing.h"
#include "voice/webrtc/fake_browser_testing.h"

namespace madoguchi::voice {
namespace {

TEST(CallMedia, a_browser_that_is_not_taken_is_told_so) {
  TestLane lane;
  const auto media = lane.open(CallId(5), TestLane::make_leg());
  const auto gateway = *BrowserGateway::open({"127.0.0.1"});
  const auto offer = read_browser_offer(FakeBrowser().offer());
  ASSERT_TRUE(offer);
  std::promise<void> release;
  lane.fill(release.get_future().share());
  std::vector<base::ErrorCode> refusals;
  auto end = gateway->prepare(*offer, media->browsers());
  ASSERT_TRUE(end);
  EXPECT_FALSE(media->connect_operator(*std::move(end), [&](const auto& answer) {
    refusals.push_back(answer.error().code);
  })) << "the phone that is there is not hung up for it";
  EXPECT_EQ(refusals, std::vector<base::ErrorCode>{base::ErrorCode::kTryLater});
  release.set_value();
}

TEST(CallMedia, a_browser_that_is_taken_gets_its_answer) {
  TestLane lane;
  const auto media = lane.open(CallId(5), TestLane::make_leg());
  const auto gateway = *BrowserGateway::open({"127.0.0.1"});
  auto end = gateway->prepare(*read_browser_offer(FakeBrowser().offer()), media->browsers());
  ASSERT_TRUE(end);
  std::promise<std::string> answered;
  EXPECT_TRUE(media->connect_operator(*std::move(end), [&](base::Result<std::string> answer) {
    answered.set_value(*std::move(answer));
  }));
  EXPECT_TRUE(answered.get_future().get().starts_with("v=0"));
}

}  // namespace
}  // namespace madoguchi::voice
