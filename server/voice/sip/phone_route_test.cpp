#include "voice/sip/phone_route.h"

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

const NetAddress kNat = *NetAddress::parse("192.0.2.1", 40'000);

TEST(AddressAt, is_the_phone_where_it_came_from) {
  EXPECT_EQ(address_at("sip:201@10.0.0.5:5062", {kNat}), "sip:201@192.0.2.1:40000");
  EXPECT_EQ(address_at("sip:201@10.0.0.5;line=ab12;ob", {kNat, true}),
            "sip:201@192.0.2.1:40000;line=ab12;ob;transport=tcp");
  EXPECT_EQ(address_at("sip:10.0.0.5", {kNat}), "sip:192.0.2.1:40000");
  EXPECT_EQ(address_at("sip:a@h", {*NetAddress::parse("2001:db8::1", 5060)}),
            "sip:a@[2001:db8::1]:5060");
  EXPECT_EQ(address_at("sip:201@h;MADDR=198.51.100.7;transport=udp?Subject=x", {kNat}),
            "sip:201@192.0.2.1:40000")
      << "a phone does not send our requests to others";
  EXPECT_EQ(address_at("", {kNat}), "");
}

}  // namespace
}  // namespace madoguchi::voice
