#include "voice/sip/sdp.h"

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

const std::string kHead =
    "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

std::string audio(const std::string& formats, const std::string& more = "") {
  return kHead + "m=audio 4000 RTP/AVP " + formats + "\r\n" + more;
}

/// "PCMA 8 101 sendrecv", or the key of the refusal.
std::string outcome(const std::string& text) {
  const auto theirs = read_sdp(text);
  if (!theirs) return std::string(base::error_row(theirs.error().code).key);
  const auto format = agree(*theirs);
  if (!format) return std::string(base::error_row(format.error().code).key);
  std::string said = format->codec == Codec::kPcma ? "PCMA " : "PCMU ";
  said += std::to_string(format->payload_type);
  if (format->telephone_event) said += " " + std::to_string(*format->telephone_event);
  return said + (format->we_send ? " send" : "") + (format->they_send ? " recv" : "");
}

TEST(Sdp, the_first_codec_that_both_know_is_taken) {
  EXPECT_EQ(outcome(audio("0")), "PCMU 0 send recv");
  EXPECT_EQ(outcome(audio("18 8 0")), "PCMA 8 send recv");
  EXPECT_EQ(outcome(audio("97 98", "a=rtpmap:97 opus/48000/2\r\na=rtpmap:98 pcmu/8000/1\r\n")),
            "PCMU 98 send recv");
  EXPECT_EQ(outcome(audio("0 101", "a=rtpmap:101 telephone-event/8000\r\n")),
            "PCMU 0 101 send recv");
}

TEST(Sdp, without_a_common_codec_it_is_a_conflict) {
  EXPECT_EQ(outcome(audio("18")), "conflict");
  EXPECT_EQ(outcome(audio("9 101", "a=rtpmap:101 telephone-event/8000\r\n")), "conflict");
  EXPECT_EQ(outcome(audio("0", "a=rtpmap:0 G729/8000\r\n")), "conflict");
  EXPECT_EQ(outcome(kHead), "conflict");
  EXPECT_EQ(outcome(kHead + "m=video 4000 RTP/AVP 0\r\n"), "conflict");
  EXPECT_EQ(outcome(kHead + "m=audio 0 RTP/AVP 0\r\n"), "conflict");
  EXPECT_EQ(outcome(kHead + "m=audio 4000 RTP/SAVP 0\r\n"), "conflict");
}

TEST(Sdp, directions_are_seen_from_our_side) {
  EXPECT_EQ(outcome(audio("0", "a=sendonly\r\n")), "PCMU 0 recv");
  EXPECT_EQ(outcome(audio("0", "a=recvonly\r\n")), "PCMU 0 send");
  EXPECT_EQ(outcome(audio("0", "a=inactive\r\n")), "PCMU 0");
  EXPECT_EQ(outcome("v=0\nc=IN IP4 192.0.2.1\na=sendonly\nm=audio 4000 RTP/AVP 0\n"),
            "PCMU 0 recv");
  EXPECT_EQ(outcome(audio("0", "c=IN IP4 0.0.0.0\r\n")), "PCMU 0");
}

TEST(Sdp, addresses_are_those_of_the_medium_or_of_the_session) {
  EXPECT_EQ(read_sdp(audio("0"))->rtp.text(), "192.0.2.1:4000");
  EXPECT_EQ(read_sdp(audio("0"))->rtcp.text(), "192.0.2.1:4001");
  const auto own = read_sdp(audio("0", "c=IN IP6 2001:db8::5\r\na=rtcp:5000\r\n"));
  EXPECT_EQ(own->rtp.text(), "[2001:db8::5]:4000");
  EXPECT_EQ(own->rtcp.text(), "[2001:db8::5]:5000");
  EXPECT_EQ(read_sdp(audio("0", "a=rtcp:5000 IN IP4 192.0.2.9\r\n"))->rtcp.text(),
            "192.0.2.9:5000");
  EXPECT_EQ(outcome(audio("0", "c=IN IP4 sip.example\r\n")), "PCMU 0 send recv")
      << "the session's stays";
  EXPECT_EQ(outcome("v=0\r\nm=audio 4000 RTP/AVP 0\r\n"), "conflict");
  EXPECT_EQ(outcome("v=0\r\nc=IN IP6 192.0.2.1\r\nm=audio 4000 RTP/AVP 0\r\n"), "conflict");
}

TEST(Sdp, what_is_no_description_is_said_to_be_none) {
  for (const char* text :
       {"", "hello", "v=1\r\n", "v=0\r\nm=audio\r\n", "v=0\r\nm=audio x RTP/AVP\r\n",
        "v=0\r\nm=audio 70000 RTP/AVP 0\r\n", "v=0\r\nm=\r\n"}) {
    EXPECT_EQ(outcome(text), "invalidInput") << text;
  }
  std::string many = kHead;
  for (int i = 0; i < 70; ++i) many += "m=audio 4000 RTP/AVP 0\r\n";
  EXPECT_EQ(outcome(many), "invalidInput");
  EXPECT_EQ(outcome("v=0" + std::string(70'000, ' ')), "invalidInput");
}

TEST(Sdp, an_answer_has_a_line_for_each_medium) {
  const std::string offer = kHead + "m=video 5000 RTP/AVP 31\r\nm=audio 4000 RTP/AVP 8 101\r\n" +
                            "a=rtpmap:101 telephone-event/8000\r\nm=image 6000 udptl t38\r\n";
  const auto theirs = read_sdp(offer);
  ASSERT_TRUE(theirs);
  const auto format = agree(*theirs);
  ASSERT_TRUE(format);
  EXPECT_EQ(write_sdp_answer({"203.0.113.5", 20'000, 7, 2}, *theirs, *format),
            "v=0\r\no=- 7 2 IN IP4 203.0.113.5\r\ns=-\r\nc=IN IP4 203.0.113.5\r\nt=0 0\r\n"
            "m=video 0 RTP/AVP 31\r\n"
            "m=audio 20000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n"
            "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n"
            "m=image 0 udptl t38\r\n");
}

TEST(Sdp, an_answer_turns_the_direction_around) {
  for (const auto& [offered, answered] :
       {std::pair("sendonly", "recvonly"), std::pair("recvonly", "sendonly"),
        std::pair("inactive", "inactive"), std::pair("sendrecv", "sendrecv")}) {
    const auto theirs = read_sdp(audio("0", std::string("a=") + offered + "\r\n"));
    const std::string answer = write_sdp_answer({"192.0.2.5", 20'000}, *theirs, *agree(*theirs));
    EXPECT_NE(answer.find(std::string("a=") + answered + "\r\n"), std::string::npos) << answer;
  }
}

TEST(Sdp, our_offer_can_be_read) {
  const auto read = read_sdp(write_sdp_offer({"2001:db8::7", 20'000, 1, 1}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->rtp.text(), "[2001:db8::7]:20000");
  EXPECT_EQ(read->formats.size(), 3u);
}

}  // namespace
}  // namespace madoguchi::voice
