#include "voice/sip/sip_uri.h"

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

TEST(SipAddress, escapes_what_a_number_never_has) {
  EXPECT_EQ(sip_address("+81312345678", "h:5060"), "sip:+81312345678@h:5060");
  EXPECT_EQ(sip_address("a@b>\r\n;x", "h"), "sip:a%40b%3E%0D%0A%3Bx@h");
}

TEST(TrunkUri, is_the_first_host_over_the_trunks_transport) {
  Trunk trunk{"carrier", {*NetAddress::parse("192.0.2.1"), *NetAddress::parse("192.0.2.2")}};
  EXPECT_EQ(trunk_uri(trunk), "sip:192.0.2.1:5060");
  EXPECT_EQ(trunk_uri(trunk, "0312345678"), "sip:0312345678@192.0.2.1:5060");
  trunk.is_tcp = true;
  trunk.hosts = {*NetAddress::parse("2001:db8::1", 5070)};
  EXPECT_EQ(trunk_uri(trunk), "sip:[2001:db8::1]:5070;transport=tcp");
}

}  // namespace
}  // namespace madoguchi::voice
