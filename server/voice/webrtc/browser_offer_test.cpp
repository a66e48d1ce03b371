#include "voice/webrtc/browser_offer.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

const std::string kFingerprint =
    "sha-256 7B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:"
    "DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08";

/// As Chromium writes it for a microphone, with a data channel beside it.
const std::string kChromium =
    "v=0\r\n"
    "o=- 4611731400430051336 2 IN IP4 127.0.0.1\r\n"
    "s=-\r\n"
    "t=0 0\r\n"
    "a=group:BUNDLE 0 1\r\n"
    "a=extmap-allow-mixed\r\n"
    "a=msid-semantic: WMS 8ea5b6d4-9b5c-4e38-a1f4-2e0e0d5b2f6a\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126\r\n"
    "c=IN IP4 0.0.0.0\r\n"
    "a=rtcp:9 IN IP4 0.0.0.0\r\n"
    "a=ice-ufrag:VtTg\r\n"
    "a=ice-pwd:7nHNxJ+L5q0pU1mYV4yZz8sA\r\n"
    "a=ice-options:trickle\r\n"
    "a=fingerprint:" +
    kFingerprint +
    "\r\n"
    "a=setup:actpass\r\n"
    "a=mid:0\r\n"
    "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
    "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
    "a=sendrecv\r\n"
    "a=msid:8ea5b6d4-9b5c-4e38-a1f4-2e0e0d5b2f6a 1f2f5f0c-6a0e-4a11-8d0f-3f7c5b0a9e21\r\n"
    "a=rtcp-mux\r\n"
    "a=rtcp-rsize\r\n"
    "a=rtpmap:111 opus/48000/2\r\n"
    "a=rtcp-fb:111 transport-cc\r\n"
    "a=fmtp:111 minptime=10;useinbandfec=1\r\n"
    "a=rtpmap:63 red/48000/2\r\n"
    "a=fmtp:63 111/111\r\n"
    "a=rtpmap:9 G722/8000\r\n"
    "a=rtpmap:0 PCMU/8000\r\n"
    "a=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:13 CN/8000\r\n"
    "a=rtpmap:110 telephone-event/48000\r\n"
    "a=rtpmap:126 telephone-event/8000\r\n"
    "a=ssrc:3570614608 cname:4TOk42mSjXCkVIa6\r\n"
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"
    "c=IN IP4 0.0.0.0\r\n"
    "a=ice-ufrag:VtTg\r\n"
    "a=ice-pwd:7nHNxJ+L5q0pU1mYV4yZz8sA\r\n"
    "a=fingerprint:" +
    kFingerprint +
    "\r\n"
    "a=setup:actpass\r\n"
    "a=mid:1\r\n"
    "a=sctp-port:5000\r\n";

/// As Firefox writes it: what all media share stands at the top, candidates are already there.
const std::string kFirefox =
    "v=0\r\n"
    "o=mozilla...THIS_IS_SDPARTA-99.0 6132395128410911210 0 IN IP4 0.0.0.0\r\n"
    "s=-\r\n"
    "t=0 0\r\n"
    "a=sendrecv\r\n"
    "a=fingerprint:" +
    kFingerprint +
    "\r\n"
    "a=group:BUNDLE 0\r\n"
    "a=ice-options:trickle\r\n"
    "a=msid-semantic:WMS *\r\n"
    "m=audio 54609 UDP/TLS/RTP/SAVPF 109 9 0 8 101\r\n"
    "c=IN IP4 192.0.2.7\r\n"
    "a=candidate:0 1 UDP 2122252543 3f5a0f7e-e0a1-4a4e-8e52-5b8d6c1c7c0f.local 54609 typ host\r\n"
    "a=sendrecv\r\n"
    "a=end-of-candidates\r\n"
    "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
    "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
    "a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1\r\n"
    "a=fmtp:101 0-15\r\n"
    "a=ice-pwd:3e4b4f5fa61dd3f7e9c9b0a1b2c3d4e5\r\n"
    "a=ice-ufrag:85cd2f67\r\n"
    "a=mid:0\r\n"
    "a=msid:{7b5c0a0e-52a7-4c8a-9a51-9e3b2c1d0f11} {a7f0a3f6-6b0f-4a1e-8a55-0c1b2d3e4f55}\r\n"
    "a=rtcp-mux\r\n"
    "a=rtpmap:109 opus/48000/2\r\n"
    "a=rtpmap:9 G722/8000/1\r\n"
    "a=rtpmap:0 PCMU/8000\r\n"
    "a=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:101 telephone-event/8000/1\r\n"
    "a=setup:actpass\r\n"
    "a=ssrc:2655508255 cname:{735484ea-4f6c-f74a-bd66-7425f8476c2e}\r\n";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

BrowserAnswer ours() {
  return {{"ourUfrag", "ourPasswordOf24Characters"},
          "sha-256 AA:BB",
          {"192.0.2.1", "2001:db8::1"},
          30'000,
          77,
          "name",
          5};
}

/// What a reader expected, or the answer.
std::string answer(const std::string& text) {
  const auto offer = read_browser_offer(text);
  if (!offer) return offer.error().field + ": " + offer.error().expected;
  const auto format = agree(offer->formats, offer->direction);
  return format ? write_browser_answer(ours(), *offer, *format) : format.error().detail;
}

TEST(BrowserOffer, chromium_is_understood) {
  const auto offer = read_browser_offer(kChromium);
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->mid, "0");
  EXPECT_EQ(offer->ufrag, "VtTg");
  EXPECT_EQ(offer->fingerprint, kFingerprint);
  EXPECT_EQ(offer->direction, SdpDirection{});
  EXPECT_TRUE(offer->is_bundled);
  EXPECT_EQ(offer->media.size(), 2u);
  EXPECT_EQ(offer->index, 0u);
  const std::vector<SdpFormat> formats{{0, Codec::kPcmu}, {8, Codec::kPcma}, {126, std::nullopt}};
  EXPECT_EQ(offer->formats, formats);
}

TEST(BrowserOffer, firefox_is_understood) {
  const auto offer = read_browser_offer(kFirefox);
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->ufrag, "85cd2f67");
  EXPECT_EQ(offer->fingerprint, kFingerprint) << "it stands above all media";
  const std::vector<SdpFormat> formats{{0, Codec::kPcmu}, {8, Codec::kPcma}, {101, std::nullopt}};
  EXPECT_EQ(offer->formats, formats);
}

TEST(BrowserOffer, the_answer_accepts_the_audio_and_refuses_the_rest) {
  EXPECT_EQ(
      answer(kChromium),
      "v=0\r\no=- 5 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\na=ice-lite\r\n"
      "a=group:BUNDLE 0\r\na=msid-semantic: WMS *\r\n"
      "m=audio 30000 UDP/TLS/RTP/SAVPF 0 126\r\nc=IN IP4 192.0.2.1\r\n"
      "a=mid:0\r\na=rtcp-mux\r\na=ice-ufrag:ourUfrag\r\na=ice-pwd:ourPasswordOf24Characters\r\n"
      "a=fingerprint:sha-256 AA:BB\r\na=setup:passive\r\n"
      "a=rtpmap:0 PCMU/8000\r\na=rtpmap:126 telephone-event/8000\r\na=fmtp:126 0-15\r\n"
      "a=ptime:20\r\na=sendrecv\r\na=msid:call audio\r\na=ssrc:77 cname:name\r\n"
      "a=candidate:1 1 udp 2130706431 192.0.2.1 30000 typ host\r\n"
      "a=candidate:2 1 udp 2130706175 2001:db8::1 30000 typ host\r\n"
      "a=end-of-candidates\r\n"
      "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n"
      "a=mid:1\r\na=inactive\r\n");
}

TEST(BrowserOffer, the_first_audio_is_taken_wherever_it_stands) {
  const std::string video =
      "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:v\r\na=rtpmap:96 VP8/90000\r\n";
  const std::string text = answer(replaced(kChromium, "m=audio", video + "m=audio"));
  EXPECT_LT(text.find("m=video 0 UDP/TLS/RTP/SAVPF 96\r\n"), text.find("m=audio 30000 "));
  const std::string twice = answer(kFirefox + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:2\r\n");
  EXPECT_NE(twice.find("m=audio 0 UDP/TLS/RTP/SAVPF 0\r\n"), std::string::npos) << twice;
}

TEST(BrowserOffer, the_direction_answers_the_offers) {
  const auto direction = [](const char* theirs) {
    const std::string text = answer(replaced(kChromium, "a=sendrecv", theirs));
    const auto at = text.find("\r\na=ptime:20\r\n") + 14;
    return text.substr(at, text.find("\r\n", at) - at);
  };
  EXPECT_EQ(direction("a=sendrecv"), "a=sendrecv");
  EXPECT_EQ(direction("a=sendonly"), "a=recvonly");
  EXPECT_EQ(direction("a=recvonly"), "a=sendonly");
  EXPECT_EQ(direction("a=inactive"), "a=inactive");
  const std::string quiet = answer(replaced(kChromium, "a=sendrecv", "a=sendonly"));
  EXPECT_EQ(quiet.find("a=ssrc"), std::string::npos) << "no track of ours to announce";
}

TEST(BrowserOffer, the_codec_of_the_other_side_is_preferred) {
  const auto offer = read_browser_offer(kChromium);
  ASSERT_TRUE(offer);
  EXPECT_EQ(agree(offer->formats, offer->direction, Codec::kPcma)->payload_type, 8);
  EXPECT_EQ(agree(offer->formats, offer->direction, Codec::kPcmu)->payload_type, 0);
  const std::vector<SdpFormat> only{{0, Codec::kPcmu}};
  EXPECT_EQ(agree(only, {}, Codec::kPcma)->codec, Codec::kPcmu);
}

TEST(BrowserOffer, without_a_bundle_none_is_answered) {
  EXPECT_EQ(answer(replaced(kChromium, "a=group:BUNDLE 0 1\r\n", "")).find("BUNDLE"),
            std::string::npos);
  EXPECT_EQ(answer(replaced(kChromium, "BUNDLE 0 1", "BUNDLE 1")).find("BUNDLE"),
            std::string::npos);
}

TEST(BrowserOffer, what_is_missing_is_named) {
  const auto without = [](const std::string& line, const std::string& by = "") {
    return answer(replaced(kChromium, line, by));
  };
  const std::string audio = "offer: m=audio over UDP/TLS/RTP/SAVPF";
  EXPECT_EQ(answer(""), "offer: a session description that begins with v=0");
  EXPECT_EQ(answer("v=0\r\n"), audio);
  EXPECT_EQ(without("m=audio 9 UDP/TLS/RTP/SAVPF", "m=audio 9 RTP/AVP"), audio);
  EXPECT_EQ(without("m=audio 9 ", "m=audio 0 "), audio);
  EXPECT_EQ(without("m=audio 9 ", "m=audio 99999 "), "offer: m=<kind> <port> <protocol> <formats>");
  EXPECT_EQ(without("a=mid:0\r\n"), "offer: a=mid in the audio section");
  EXPECT_EQ(without("a=rtcp-mux\r\n"), "offer: a=rtcp-mux in the audio section");
  EXPECT_EQ(without("a=ice-ufrag:VtTg\r\n"), "offer: a=ice-ufrag of 4 to 256 characters");
  EXPECT_EQ(without("VtTg", "V:Tg"), "offer: a=ice-ufrag of 4 to 256 characters");
  EXPECT_EQ(without("7nHNxJ+L5q0pU1mYV4yZz8sA", "short"),
            "offer: a=ice-pwd of 22 to 256 characters");
  EXPECT_EQ(without("sha-256", "sha-1"), "offer: a=fingerprint:sha-256 with 32 bytes");
  EXPECT_EQ(without("7B:8B", "7B-8B"), "offer: a=fingerprint:sha-256 with 32 bytes");
  EXPECT_EQ(without("a=setup:actpass", "a=setup:passive"),
            "offer: a=setup:actpass or a=setup:active");
  EXPECT_EQ(without("111 63 9 0 8 13 110 126", "111 63 9"),
            "no common codec: PCMU or PCMA is needed");
}

TEST(BrowserOffer, what_is_said_again_is_harmless) {
  for (const std::string& evil :
       {std::string("a=mid:1\ra=x"), std::string("a=mid:a b"), "a=mid:" + std::string(65, 'x')}) {
    EXPECT_EQ(answer(replaced(kChromium, "a=mid:1", evil)), "offer: a=mid of 1 to 64 characters");
  }
  EXPECT_EQ(answer(replaced(kChromium, "m=application", "m=app\"lication")),
            "offer: m=<kind> <port> <protocol> <formats>");
}

TEST(BrowserOffer, there_are_limits) {
  EXPECT_EQ(answer(kChromium + std::string(65'536, 'a')), "offer: at most 64 KiB");
  std::string many = kFirefox;
  for (int i = 0; i < 64; ++i) many += "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n";
  EXPECT_EQ(answer(many), "offer: at most 64 media");
}

}  // namespace
}  // namespace madoguchi::voice
