#include "features/customers/phone_key.h"

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

TEST(PhoneKey, is_the_same_for_every_way_to_write_a_number) {
  for (const char* phone : {"09011112222", "090-1111-2222", "+819011112222", "+81 90 1111 2222",
                            "０９０－１１１１－２２２２", "(090)1111.2222", "+81 (0)90-1111-2222",
                            "＋８１（０）９０ー１１１１ー２２２２"}) {
    EXPECT_EQ(phone_key(phone), "09011112222") << phone;
  }
}

TEST(PhoneKey, of_other_countries_and_of_no_number) {
  EXPECT_EQ(phone_key("+1 202 555 0100"), "12025550100");
  EXPECT_EQ(phone_key(""), "");
  EXPECT_EQ(phone_key("taro"), "");
}

}  // namespace
}  // namespace madoguchi::features
