#include "voice/sip/offer_answer.h"

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

const SdpLocal kLocal{"192.0.2.5", 20'000, 7};

std::string theirs(const std::string& formats, const std::string& more = "") {
  return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
         "m=audio 4000 RTP/AVP " +
         formats + "\r\n" + more;
}

bool has(const std::string& text, const char* line) { return text.find(line) != std::string::npos; }

TEST(OfferAnswer, offers_until_they_said_something) {
  OfferAnswer ours(kLocal);
  const std::string offer = ours.describe();
  EXPECT_TRUE(has(offer, "RTP/AVP 0 8 101\r\n")) << offer;
  EXPECT_FALSE(ours.theirs());
  ASSERT_TRUE(ours.take(theirs("8")));
  EXPECT_EQ(ours.format().codec, Codec::kPcma);
  EXPECT_TRUE(has(ours.describe(), "RTP/AVP 8\r\n"));
}

TEST(OfferAnswer, a_version_is_one_text) {
  OfferAnswer ours(kLocal);
  ASSERT_TRUE(ours.take(theirs("0")));
  const std::string first = ours.describe();
  EXPECT_TRUE(has(first, "o=- 7 1 ")) << first;
  ASSERT_TRUE(ours.take(theirs("0")));
  EXPECT_EQ(ours.describe(), first) << "a description that was sent again changes nothing";
  ASSERT_TRUE(ours.take(theirs("0", "a=inactive\r\n")));
  EXPECT_TRUE(has(ours.describe(), "o=- 7 2 "));
  EXPECT_TRUE(has(ours.describe_anew(), "o=- 7 3 "));
}

TEST(OfferAnswer, who_asks_for_an_offer_may_end_the_hold) {
  OfferAnswer ours(kLocal);
  ASSERT_TRUE(ours.take(theirs("0", "a=sendonly\r\n")));
  EXPECT_TRUE(has(ours.describe(), "a=recvonly"));
  const std::string offer = ours.describe_anew();
  EXPECT_TRUE(has(offer, "a=sendrecv")) << offer;
  EXPECT_TRUE(has(offer, "RTP/AVP 0\r\n")) << "the codec stays: " << offer;
  EXPECT_FALSE(ours.format().we_send) << "until they answer";
  ASSERT_TRUE(ours.take(theirs("0")));
  EXPECT_TRUE(ours.format().we_send);
}

TEST(OfferAnswer, what_cannot_be_spoken_leaves_what_was_agreed) {
  OfferAnswer ours(kLocal, Codec::kPcmu);
  EXPECT_TRUE(has(ours.describe(), "RTP/AVP 0 101\r\n"));
  ASSERT_TRUE(ours.take(theirs("8 0")));
  EXPECT_EQ(ours.format().codec, Codec::kPcmu) << "ours goes before their order";
  EXPECT_EQ(ours.take(theirs("8")).error().code, base::ErrorCode::kConflict);
  EXPECT_EQ(ours.take("nonsense").error().code, base::ErrorCode::kInvalidInput);
  EXPECT_EQ(ours.format().codec, Codec::kPcmu);
}

}  // namespace
}  // namespace madoguchi::voice
