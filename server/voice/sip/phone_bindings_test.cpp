#include "voice/sip/phone_bindings.h"

#include <gtest/gtest.h>

namespace madoguchi::voice {
namespace {

const base::Time kNow = base::from_unix_ms(1'000'000);

PhoneBinding binding(const std::string& contact, const char* host, std::uint16_t port = 5060) {
  return {contact, {*NetAddress::parse(host, port)}, false, "id", 1, kNow + base::Seconds(60)};
}

TEST(SameAddress, compares_what_the_rfc_compares) {
  EXPECT_TRUE(is_same_address("sip:201@192.0.2.1:5062", "sip:201@192.0.2.1:5062;line=a"));
  EXPECT_TRUE(is_same_address("sip:201@HOST", "sip:201@host;transport=UDP"));
  EXPECT_FALSE(is_same_address("sip:201@host", "sip:201@host:5060")) << "RFC 3261 section 19.1.4";
  EXPECT_FALSE(is_same_address("sip:201@host", "sip:201@host;transport=tcp"));
  EXPECT_FALSE(is_same_address("sip:201@host", "sip:202@host"));
  EXPECT_FALSE(is_same_address("sip:a@host", "sip:A@host"));
  EXPECT_FALSE(is_same_address("tel:201", "tel:201"));
  EXPECT_FALSE(is_same_address("", ""));
}

TEST(PhoneBindings, a_refresh_takes_the_place_of_the_binding) {
  PhoneBindings bindings;
  bindings.put("201", binding("sip:201@10.0.0.1", "192.0.2.1", 40'000));
  bindings.put("201", binding("sip:201@10.0.0.1", "192.0.2.1", 40'001));
  ASSERT_EQ(bindings.of("201").size(), 1u);
  EXPECT_FALSE(bindings.is_bound(*NetAddress::parse("192.0.2.1", 40'000)));
  EXPECT_TRUE(bindings.is_bound(*NetAddress::parse("192.0.2.1", 40'001)));
  bindings.put("201", binding("sip:other@10.0.0.1", "192.0.2.1", 40'001));
  EXPECT_EQ(bindings.of("201").size(), 1u) << "the phone was started anew";
}

TEST(PhoneBindings, the_fourth_phone_takes_the_place_of_the_oldest) {
  PhoneBindings bindings;
  for (const char* host : {"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"}) {
    bindings.put("201", binding(std::string("sip:201@") + host, host));
  }
  ASSERT_EQ(bindings.of("201").size(), 3u);
  EXPECT_EQ(bindings.of("201").front().contact, "sip:201@192.0.2.2");
  EXPECT_FALSE(bindings.is_bound(*NetAddress::parse("192.0.2.1", 5060)));
}

TEST(PhoneBindings, two_extensions_of_one_phone_share_its_address) {
  PhoneBindings bindings;
  bindings.put("201", binding("sip:201@h", "192.0.2.1"));
  bindings.put("202", binding("sip:202@h", "192.0.2.1"));
  const NetAddress address = *NetAddress::parse("192.0.2.1", 5060);
  bindings.remove("201", "sip:201@h");
  EXPECT_TRUE(bindings.is_bound(address));
  EXPECT_TRUE(bindings.is_at("202", address.with_port(1)));
  EXPECT_FALSE(bindings.is_at("201", address));
  bindings.remove("201", "sip:201@h");
  bindings.remove_all("202");
  EXPECT_FALSE(bindings.is_bound(address));
  EXPECT_TRUE(bindings.all().empty());
}

TEST(PhoneBindings, a_call_is_heard_without_a_registration) {
  PhoneBindings bindings;
  const NetAddress address = *NetAddress::parse("192.0.2.1", 5060);
  bindings.put("201", binding("sip:201@h", "192.0.2.1"));
  PhoneInCall first = bindings.begin_call(address);
  PhoneInCall second = bindings.begin_call(address);
  bindings.remove_all("201");
  EXPECT_FALSE(bindings.is_bound(address));
  EXPECT_FALSE(bindings.is_heard(address.with_port(5061)));
  first.reset();
  EXPECT_TRUE(bindings.is_heard(address));
  second.reset();
  EXPECT_FALSE(bindings.is_heard(address));
}

TEST(PhoneBindings, expire_and_say_who_has_fewer) {
  PhoneBindings bindings;
  bindings.put("201", binding("sip:201@a", "192.0.2.1"));
  PhoneBinding longer = binding("sip:202@b", "192.0.2.2");
  longer.expires_at += base::Seconds(60);
  bindings.put("202", longer);
  bindings.put("202", binding("sip:202@c", "192.0.2.3"));
  EXPECT_TRUE(bindings.expire(kNow + base::Seconds(59)).empty());
  EXPECT_EQ(bindings.expire(kNow + base::Seconds(60)), (std::vector<std::string>{"201", "202"}));
  ASSERT_EQ(bindings.of("202").size(), 1u);
  EXPECT_EQ(bindings.expire(kNow + base::Seconds(120)), std::vector<std::string>{"202"});
}

}  // namespace
}  // namespace madoguchi::voice
