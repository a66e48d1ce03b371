#include "voice/sip/sip_request_check.h"

#include <string>

#include <gtest/gtest.h>

#include "voice/sip/caller_number.h"
#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

const std::string kInvite =
    "INVITE sip:0312345678@192.0.2.5 SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1;rport\r\n"
    "From: \"Taro\" <sip:09011112222@192.0.2.1>;tag=1\r\n"
    "To: <sip:0312345678@192.0.2.5>\r\n"
    "Call-ID: a@192.0.2.1\r\n"
    "CSeq: 1 INVITE\r\n"
    "Contact: <sip:09011112222@192.0.2.1>\r\n"
    "Max-Forwards: 70\r\n"
    "Content-Length: 0\r\n\r\n";

std::string with(const std::string& before, const std::string& after) {
  std::string changed = kInvite;
  const auto at = changed.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return changed.replace(at, before.size(), after);
}

RePtr<sip_msg> read(const std::string& text) {
  const auto buffer = buffer_of(text);
  sip_msg* message = nullptr;
  sip_msg_decode(&message, buffer.get());
  return RePtr<sip_msg>(message);
}

/// "", "silent", "400 ...", or "unread" when libre makes nothing of it.
std::string fault_of(const std::string& text) {
  const auto message = read(text);
  if (!message) return "unread";
  const auto fault = find_fault(*message);
  if (!fault) return "";
  return fault->is_silent ? "silent" : std::to_string(fault->status) + " " + fault->reason;
}

TEST(SipRequestCheck, a_request_in_order_passes) {
  EXPECT_EQ(fault_of(kInvite), "");
  EXPECT_EQ(fault_of(with("INVITE sip", "OPTIONS sip")), "400 CSeq Does Not Fit");
}

TEST(SipRequestCheck, what_cannot_be_answered_is_met_with_silence) {
  for (const char* line :
       {"From: \"Taro\" <sip:09011112222@192.0.2.1>;tag=1\r\n",
        "To: <sip:0312345678@192.0.2.5>\r\n", "Call-ID: a@192.0.2.1\r\n", "CSeq: 1 INVITE\r\n",
        "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1;rport\r\n"}) {
    EXPECT_EQ(fault_of(with(line, "")), "silent") << line;
  }
  EXPECT_EQ(fault_of(with(";rport", ";maddr=198.51.100.1")), "silent") << "answers a third party";
}

TEST(SipRequestCheck, what_breaks_the_rules_is_named) {
  EXPECT_EQ(fault_of(with("branch=z9hG4bK1;", "")), "unread");
  EXPECT_EQ(fault_of(with("z9hG4bK1", "1")), "400 Via Branch Missing");
  EXPECT_EQ(fault_of(with("1 INVITE", "1 BYE")), "400 CSeq Does Not Fit");
  EXPECT_EQ(fault_of(with("1 INVITE", "4294967295 INVITE")), "400 CSeq Does Not Fit");
  EXPECT_EQ(fault_of(with("Max-Forwards: 70\r\n", "")), "400 Max-Forwards Missing");
  EXPECT_EQ(fault_of(with("70", "-1")), "400 Max-Forwards Missing");
  EXPECT_EQ(fault_of(with(";tag=1", "")), "400 From Tag Missing");
  EXPECT_EQ(fault_of(with("Max-Forwards", "CSeq: 1 INVITE\r\nMax-Forwards")),
            "400 Header Repeated");
  EXPECT_EQ(fault_of(with("Content-Length: 0", "Content-Length: 9")),
            "400 Content-Length Does Not Fit");
  EXPECT_EQ(fault_of(with("Contact: <sip:09011112222@192.0.2.1>\r\n", "")), "400 Contact Missing");
  EXPECT_EQ(fault_of(with("sip:0312345678@192.0.2.5 SIP", "tel:0312345678 SIP")),
            "416 Unsupported URI Scheme");
  EXPECT_EQ(fault_of(with("0312345678@192.0.2.5 SIP", std::string(2'000, '1') + "@x SIP")),
            "414 Request-URI Too Long");
}

TEST(SipRequestCheck, what_is_not_offered_is_refused_by_its_code) {
  EXPECT_EQ(fault_of(with("Max-Forwards", "Require: 100rel\r\nMax-Forwards")), "420 Bad Extension");
  EXPECT_EQ(fault_of(with("Content-Length: 0\r\n\r\n",
                          "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi")),
            "415 Unsupported Media Type");
  std::string message = with("INVITE sip", "MESSAGE sip");
  message.replace(message.find("1 INVITE"), 8, "1 MESSAGE");
  EXPECT_EQ(fault_of(message), "405 Method Not Allowed");
}

TEST(SipRequestCheck, the_body_is_what_its_length_says) {
  const auto message = read(with("Content-Length: 0\r\n\r\n", "Content-Length: 2\r\n\r\nv=0"));
  ASSERT_TRUE(message);
  EXPECT_EQ(body_of(*message), "v=");
}

TEST(CallerNumber, is_cleaned) {
  EXPECT_EQ(clean_number("0312345678"), "0312345678");
  EXPECT_EQ(clean_number("+81-3-1234-5678"), "+81312345678");
  EXPECT_EQ(clean_number("(03) 1234.5678"), "0312345678");
  EXPECT_EQ(clean_number("0312345678;phone-context=+81"), "0312345678");
  EXPECT_EQ(clean_number("taro.yamada"), "taro.yamada");
  EXPECT_EQ(clean_number("a\x01 b\xE3\x81\x82"), "ab");
  EXPECT_EQ(clean_number(std::string(200, '7')).size(), 64u);
  EXPECT_EQ(clean_number(""), "");
}

TEST(CallerNumber, is_what_the_trunk_asserts_and_withheld_when_asked) {
  EXPECT_EQ(caller_of(*read(kInvite)), "09011112222");
  EXPECT_EQ(called_of(*read(kInvite)), "0312345678");
  EXPECT_EQ(
      caller_of(*read(with("Max-Forwards",
                           "P-Asserted-Identity: <sip:+819033334444@carrier>\r\nMax-Forwards"))),
      "+819033334444");
  EXPECT_EQ(caller_of(*read(
                with("sip:09011112222@192.0.2.1>;tag", "sip:Anonymous@anonymous.invalid>;tag"))),
            "");
  EXPECT_EQ(caller_of(*read(with("Max-Forwards", "Privacy: id\r\nMax-Forwards"))), "");
}

}  // namespace
}  // namespace madoguchi::voice
